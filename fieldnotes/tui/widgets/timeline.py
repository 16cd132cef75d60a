"""The observations of the meeting in order of time, the last ones in sight.

Only what is seen is laid out: the place is kept as an observation and a row of it, not as a row of the whole,
so that a commit, a page and the first frame cost the same at ten observations and at ten thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from fieldnotes.model.observation import Observation
from fieldnotes.text import visible
from fieldnotes.tui import wording
from fieldnotes.tui.rows import Title, says
from fieldnotes.tui.saving import FAILED, SAVED, UNDER_WAY
from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.wrapping import Piece, wrap

_STYLES = {SAVED: "quiet", UNDER_WAY: "saving", FAILED: "failed"}
_INDENT = 11
_KEPT = 400


class Place(NamedTuple):
    """The first row in sight: an observation by its place in time, and a row of it."""

    at: int
    row: int


class Timeline(Painted):
    """A page of observations; `mark` tells the sign of an observation's state on disk."""

    def __init__(
        self,
        seen: Callable[[], Sequence[Observation]],
        mark: Callable[[str], str],
        title: Title,
        twice: Callable[[datetime], str] = lambda at: "",
        *,
        id: str,
    ) -> None:
        """`twice` gives the offset of a time of day that comes twice, else nothing."""
        super().__init__(id=id)
        self._seen = seen
        self._mark = mark
        self._title = title
        self._twice = twice
        self._place: Place | None = None
        self._blocks: dict[tuple[str, str], list[Strip]] = {}
        self._page: list[Strip] | None = None
        self._below = 0
        self._thumb = range(0)

    # -- what the screen calls

    @property
    def at_end(self) -> bool:
        """True where the last observation is in sight and new ones are followed."""
        return self._place is None

    def grown(self) -> None:
        """Observations were added at the end, or marks changed."""
        self._turn_to(self._place)

    def moved(self) -> None:
        """Observations changed places: those laid out are not what they were."""
        self._blocks.clear()
        self._turn_to(self._place)

    def scroll_rows(self, rows: int) -> None:
        """Up (negative) or down by so many rows; at the end, new ones are followed again."""
        self._turn_to(self._moved(self._place or self._end(), rows))

    def scroll_page(self, pages: int) -> None:
        """Up (negative) or down by pages, one row of the old page kept in sight."""
        self.scroll_rows(pages * max(1, self._height - 1))

    def to_start(self) -> None:
        """The first observation."""
        self._turn_to(Place(0, 0))

    def to_end(self) -> None:
        """The last one, and follow."""
        self._turn_to(None)

    # -- rows

    @property
    def _height(self) -> int:
        return self.content_size.height

    @property
    def _text_width(self) -> int:
        return max(8, self.content_size.width - 2)

    def _block(self, index: int) -> list[Strip]:
        """An observation's rows."""
        seen = self._seen()[index]
        mark = self._mark(seen.id)
        key = (seen.id, mark)
        block = self._blocks.get(key)
        if block is None:
            if len(self._blocks) >= _KEPT:
                self._blocks.clear()
            block = self._blocks[key] = self._lay_out(seen, mark)
        return block

    def _lay_out(self, seen: Observation, mark: str) -> list[Strip]:
        width = self._text_width
        head = [Piece(mark + " ", _STYLES[mark]), Piece(wording.clock(seen.at) + " ", "time")]
        strips = []
        offset = self._twice(seen.at)
        told = [*([Piece(f"{offset} ", "time")] if offset else []), *says(seen, self._title)]
        for n, row in enumerate(wrap(told, width - _INDENT)):
            indent = head if n == 0 else [Piece(" " * _INDENT)]
            strips.append(self.strip([*indent, *row], width))
        return strips

    def _end(self) -> Place:
        """The place from which the last row is the lowest in sight; the first where all fit."""
        left = self._height
        for index in range(len(self._seen()) - 1, -1, -1):
            rows = len(self._block(index))
            if rows >= left:
                return Place(index, rows - left)
            left -= rows
        return Place(0, 0)

    def _moved(self, place: Place, rows: int) -> Place:
        index, row = place.at, place.row + rows
        while row < 0 and index > 0:
            index -= 1
            row += len(self._block(index))
        count = len(self._seen())
        while index < count - 1 and row >= len(self._block(index)):
            row -= len(self._block(index))
            index += 1
        return Place(index, max(0, row))

    # -- the page

    def _turn_to(self, place: Place | None) -> None:
        """Make the page that starts there, and paint the rows of it that changed."""
        if not self._height:
            return
        end = self._end()
        self._place = None if place is None or place >= end else place
        old, thumb = self._page or [], self._thumb
        page = self._page = self._rows_from(self._place or end)
        changed = [y for y in range(self._height) if y >= len(old) or y >= len(page) or old[y] is not page[y]]
        width = self.content_size.width
        dirty = [Region(0, y, width, 1) for y in changed]
        if thumb != self._thumb:
            dirty.append(Region(width - 1, 0, 1, self._height))
        if dirty:
            self.refresh(*dirty)
        self._tell_below()

    def _rows_from(self, place: Place) -> list[Strip]:
        page: list[Strip] = []
        index, count = place.at, len(self._seen())
        while index < count and len(page) < self._height + place.row:
            page.extend(self._block(index))
            index += 1
        self._below = max(0, count - index)
        self._thumb = self._sized_bar(place.at)
        return page[place.row : place.row + self._height]

    def _tell_below(self) -> None:
        """Below the page: how many more there are, when they are out of sight."""
        words = f"{self._below} below · Esc" if self._place is not None and self._below else ""
        if self.border_subtitle != words:
            self.border_subtitle = words

    def entitle(self, title: str) -> None:
        """The title over the page."""
        content = Content(visible(title))
        if self._border_title != content:
            self.border_title = content

    def _sized_bar(self, first: int) -> range:
        """The rows of the scroll bar's thumb: how much of all observations the page shows, and where."""
        count, height = len(self._seen()), self._height
        in_sight = max(1, count - self._below - first)
        if in_sight >= count:
            return range(0)
        size = max(1, round(height * in_sight / count))
        top = height - size
        if self._place is not None:
            top = min(top, round(top * first / max(1, count - in_sight)))
        return range(top, top + size)

    def render_line(self, y: int) -> Strip:
        """A row of the page, with the scroll bar at its end."""
        width = self._text_width
        if self._page is None:
            self._page = self._rows_from(self._place or self._end())
        row = self._page[y] if y < len(self._page) else self.strip([Piece(self._empty(y), "quiet")], width)
        bar = Piece("┃" if y in self._thumb else " ", "bar")
        return Strip.join([row, self.strip([Piece(" "), bar], self.content_size.width - width)])

    def _empty(self, y: int) -> str:
        return "Nothing yet: type below, enter takes the line." if y == 0 and not self._seen() else ""

    # -- events

    def on_resize(self) -> None:
        """Rows depend on the width."""
        self._blocks.clear()
        self._page = None
        self._turn_to(self._place)

    def notify_style_update(self) -> None:
        """Rows hold their colours: they are laid out again when they are painted."""
        super().notify_style_update()
        self._blocks.clear()
        self._page = None

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-3)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(3)

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        self._jump(event)

    def _on_mouse_move(self, event: events.MouseMove) -> None:
        if event.button:
            self._jump(event)

    def _jump(self, event: events.MouseEvent) -> None:
        """A press on the scroll bar goes there."""
        at = event.get_content_offset(self)
        if at is not None and at.x >= self.content_size.width - 2:
            index = round(at.y / max(1, self._height - 1) * (len(self._seen()) - 1))
            self._turn_to(Place(max(0, index), 0))
