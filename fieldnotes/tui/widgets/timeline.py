"""The observations of the meeting in order of time, the last ones in sight; all of them, or those that fit.

Only what is seen is laid out: the place is kept as an observation and a row of it, not as a row of the whole,
so that a commit, a page and the first frame cost the same at ten observations and at ten thousand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import datetime

from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from fieldnotes.model.observation import Observation, in_time_order
from fieldnotes.text import visible
from fieldnotes.tui import wording
from fieldnotes.tui.paging import Paging, Place
from fieldnotes.tui.rows import Called, Title, says
from fieldnotes.tui.saving import FAILED, SAVED, UNDER_WAY
from fieldnotes.tui.views import Sifted, Whole
from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.widgets.wheel import Wheeled
from fieldnotes.tui.wrapping import Piece, wrap

_STYLES = {SAVED: "quiet", UNDER_WAY: "saving", FAILED: "failed"}
_CHOSEN = "❯"
_INDENT = 12
_KEPT = 400


class Timeline(Wheeled, Painted):
    """A page of observations; `mark` tells the sign of an observation's state on disk."""

    class Clicked(Message):
        """A line was clicked."""

        def __init__(self, seen: Observation) -> None:
            super().__init__()
            self.seen = seen

    def __init__(
        self,
        seen: Callable[[], Sequence[Observation]],
        mark: Callable[[str], str],
        title: Title,
        twice: Callable[[datetime], str] = lambda at: "",
        *,
        called: Called = str,
        back: str = "Esc",
        id: str,
    ) -> None:
        """`twice` gives the offset of a time of day that comes twice, else nothing; `back` is the way out."""
        super().__init__(id=id)
        self._seen = seen
        self._mark = mark
        self._title, self._called = title, called
        self._paging = Paging(Whole(seen), lambda at: len(self._block(at)))
        self._twice, self._back = twice, back
        self._place: Place | None = None
        self._anchor: tuple[datetime, str] | None = None
        self._chosen: tuple[datetime, str] | None = None
        self._blocks: dict[tuple[str, str, bool], list[Strip]] = {}
        self._page: list[Strip] | None = None
        self._in_sight: list[int] = []
        self._thumb = range(0)
        self._laid_out_for = 0
        self.sought = ""

    # -- what the screen calls

    @property
    def at_end(self) -> bool:
        """True where the last observation is in sight and new ones are followed."""
        return self._place is None

    def grown(self) -> None:
        """Observations were added at the end, or marks changed."""
        if self.sifted:
            self.sifted.grown()
        self._turn_to(self._place, reveal=True)

    def moved(self) -> None:
        """Observations changed, or changed places: those laid out are not what they were."""
        self._blocks.clear()
        place = self._place
        if place is not None and self._anchor is not None:
            place = place._replace(at=min(self._index(self._anchor), len(self._seen()) - 1))
        if self.sifted:
            self.sifted.start_over(len(self._seen()) if place is None else place.at)
            place = place and self._nearest(place)
        self._turn_to(place, reveal=True)

    def scroll_rows(self, rows: int) -> None:
        """Up (negative) or down by so many rows; at the end, new ones are followed again."""
        self._allow()
        if place := self._place or self._paging.end(self._height):
            self._turn_to(self._paging.moved(place, rows))

    def scroll_page(self, pages: int) -> None:
        """Up (negative) or down by pages, one row of the old page kept in sight."""
        self.scroll_rows(pages * max(1, self._height - 1))

    def to_start(self) -> None:
        """The first observation."""
        self._turn_to(self._paging.start())

    def to_end(self) -> None:
        """The last one, and follow."""
        self._turn_to(None)

    # -- a line that is chosen

    @property
    def chosen(self) -> Observation | None:
        """The line that is marked."""
        at = self._chosen_at()
        return None if at is None else self._seen()[at]

    def choose(self, seen: Observation | None, *, among_others: bool = False) -> None:
        """Mark a line and have it in sight, `among_others` with its neighbours; None marks none."""
        self._chosen = in_time_order(seen) if seen else None
        at = self._chosen_at()
        if among_others and at is not None and self._height:
            self._turn_to(self._paging.around(at, self._height))
        self._turn_to(self._place, reveal=True)

    def choose_in_sight(self) -> None:
        """Mark the latest line; where an earlier page is in sight, the last one on it."""
        self._allow()
        last = self._paging.view.last() if self._place is None else self._in_sight[-1]
        if last is not None:
            self.choose(self._seen()[last])

    def choose_next(self, step: int) -> None:
        """Mark the line before (-1) or after (1)."""
        at = self._chosen_at()
        if at is None:
            self.choose_in_sight()
            return
        self._allow()
        found = self._paging.view.before(at) if step < 0 else self._paging.view.after(at)
        self.choose(self._seen()[at if found is None else found])

    def choose_page(self, step: int) -> None:
        """Mark a line a page up (-1) or down (1)."""
        at = self._chosen_at()
        if at is not None:
            self._allow()
            place = self._paging.moved(Place(at, 0), step * max(1, self._height - 1))
            if place.at == at:
                self.choose_next(step)
            else:
                self.choose(self._seen()[place.at])

    def choose_end(self, step: int) -> None:
        """Mark the first line (-1) or the last (1)."""
        view = self._paging.view
        at = view.first() if step < 0 else view.last()
        if at is not None:
            self.choose(self._seen()[at])

    def _chosen_at(self) -> int | None:
        """The place of the line that is marked; None where none is."""
        if self._chosen is None:
            return None
        at = self._index(self._chosen)
        return at if at < len(self._seen()) and in_time_order(self._seen()[at]) == self._chosen else None

    def _index(self, order: tuple[datetime, str]) -> int:
        return bisect_left(self._seen(), order, key=in_time_order)

    # -- what fits

    @property
    def sifted(self) -> Sifted | None:
        """What fits, where not everything is shown."""
        view = self._paging.view
        return view if isinstance(view, Sifted) else None

    def sift(self, sought: str, fits: Callable[[Observation], bool] | None) -> None:
        """Show what fits only, under the words that it was sought by; None shows everything."""
        self.sought = sought if fits else ""
        self._paging.view = Sifted(self._seen, fits) if fits else Whole(self._seen)
        self._place = None  # where it is out of sight as well
        self._turn_to(None)

    def look_on(self) -> bool:
        """Look at some more of what could fit; True where there is still more."""
        if self.sifted is None:
            return False
        further = self.sifted.look_on()
        self._turn_to(self._place)
        return further

    def unseen(self, taken: Sequence[Observation]) -> str:
        """The sentence that says of new lines that they are not shown; empty where they are."""
        if not self.sifted or not taken or any(map(self.sifted.fits, taken)):
            return ""
        return f"Taken; it is not shown, as it does not fit. {self._back} shows all again."

    def _allow(self) -> None:
        if self.sifted:
            self.sifted.allow()

    def _nearest(self, place: Place) -> Place | None:
        """A place that is of what fits: the one itself, or the next."""
        view = self._paging.view
        at = view.after(place.at - 1)
        return None if at is None else place if at == place.at else Place(at, 0)

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
        key = (seen.id, mark, in_time_order(seen) == self._chosen)
        block = self._blocks.get(key)
        if block is None:
            if len(self._blocks) >= _KEPT:
                self._blocks.clear()
            block = self._blocks[key] = self._lay_out(seen, mark, chosen=key[2])
        return block

    def _lay_out(self, seen: Observation, mark: str, chosen: bool) -> list[Strip]:
        """Rows under each other; a chosen one has a sign in the margin, its time reversed, and is bold."""
        width = self._text_width
        head = [
            Piece(_CHOSEN if chosen else " ", "accent"),
            Piece(mark + " ", _STYLES[mark]),
            Piece(wording.clock(seen.at), "cursor" if chosen else "time"),
            Piece(" "),
        ]
        strips = []
        offset = self._twice(seen.at)
        told = [*([Piece(f"{offset} ", "time")] if offset else []), *says(seen, self._title, self._called)]
        for n, row in enumerate(wrap(told, width - _INDENT)):
            indent = head if n == 0 else [Piece(" " * _INDENT)]
            strip = self.strip([*indent, *row], width)
            strips.append(strip.apply_style(Style(bold=True)) if chosen else strip)
        return strips

    # -- the page

    def _turn_to(self, place: Place | None, *, reveal: bool = False) -> None:
        """Make the page that starts there, and paint the rows of it that changed."""
        if not self._height:
            return
        end = self._paging.end(self._height)
        if reveal and end is not None and (at := self._chosen_at()) is not None:
            place = self._paging.revealed(place or end, at, self._height)
        self._place = None if place is None or end is None or place >= end else place
        self._anchor = in_time_order(self._seen()[self._place.at]) if self._place else None
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

    def _rows_from(self, place: Place | None) -> list[Strip]:
        self._in_sight = [] if place is None else list(self._paging.showing(place, self._height))
        page = [strip for at in self._in_sight for strip in self._block(at)]
        self._thumb = self._sized_bar()
        first = place.row if place else 0
        return page[first : first + self._height]

    @property
    def _below(self) -> int:
        return self._paging.view.below(self._in_sight[-1]) if self._in_sight else 0

    def _tell_below(self) -> None:
        """Below the page: how many fit, and how many more there are when they are out of sight."""
        words = []
        if self.sifted:
            known = f"{self.sifted.known:,}{'' if self.sifted.is_whole else '…'}"
            words.append(f"{known} of {len(self._seen()):,} · “{visible(self.sought)}”")
        if self._place is not None and self._below:
            words.append(" · ".join(filter(None, [f"{self._below:,} below", self._back])))
        content = Content(" · ".join(words))
        if self._border_subtitle != content:
            self.border_subtitle = content

    def entitle(self, title: str) -> None:
        """The title over the page."""
        content = Content(visible(title))
        if self._border_title != content:
            self.border_title = content

    def _sized_bar(self) -> range:
        """The rows of the scroll bar's thumb: how much of all observations the page shows, and where."""
        if not self._in_sight:
            return range(0)
        first, height, in_sight = self._in_sight[0], self._height, len(self._in_sight)
        above, below = self._paging.view.above(first), self._below
        count = above + in_sight + below
        if in_sight >= count:
            return range(0)
        size = max(1, round(height * in_sight / count))
        top = height - size
        if self._place is not None:
            top = min(top, round(top * above / max(1, count - in_sight)))
        return range(top, top + size)

    def render_line(self, y: int) -> Strip:
        """A row of the page, with the scroll bar at its end."""
        width = self._text_width
        if self._page is None:
            self._page = self._rows_from(self._place or self._paging.end(self._height))
        row = self._page[y] if y < len(self._page) else self.strip([Piece(self._empty(y), "quiet")], width)
        bar = Piece("┃" if y in self._thumb else " ", "bar")
        return Strip.join([row, self.strip([Piece(" "), bar], self.content_size.width - width)])

    def _empty(self, y: int) -> str:
        if y or self._in_sight:
            return ""
        if self.sifted:
            return f" Nothing fits. {self._back} shows all again." if self.sifted.is_whole else " Looking …"
        return " Nothing yet: type below, enter takes the line."

    # -- events

    def on_resize(self) -> None:
        """Rows depend on the width; another height only shows more or fewer of them."""
        if self._laid_out_for != self._text_width:
            self._blocks.clear()
            self._laid_out_for = self._text_width
        self._page = None
        self._turn_to(self._place, reveal=True)

    def notify_style_update(self) -> None:
        """Rows hold their colours: they are laid out again when they are painted."""
        super().notify_style_update()
        self._blocks.clear()
        self._page = None

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        """A press on the scroll bar goes there, one on a line chooses it."""
        at = event.get_content_offset(self)
        if at is not None and at.x < self.content_size.width - 2:
            rows = [index for index in self._in_sight for _ in self._block(index)]
            row = at.y + (self._place.row if self._place else len(rows) - len(self._page or []))
            if 0 <= row < len(rows):
                self.post_message(self.Clicked(self._seen()[rows[row]]))
        self._jump(event)

    def _on_mouse_move(self, event: events.MouseMove) -> None:
        if event.button:
            self._jump(event)

    def _jump(self, event: events.MouseEvent) -> None:
        """A press on the scroll bar goes there."""
        at = event.get_content_offset(self)
        if at is not None and at.x >= self.content_size.width - 2 and self._in_sight:
            index = round(at.y / max(1, self._height - 1) * (len(self._seen()) - 1))
            self._turn_to(self._nearest(Place(max(0, index), 0)))
