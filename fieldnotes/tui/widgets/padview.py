"""A pad on the screen: only the rows in sight are worked out, and only those that changed are painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from fieldnotes.model.observation import Span
from fieldnotes.text import visible
from fieldnotes.tui import graphemes
from fieldnotes.tui.pad import Pad
from fieldnotes.tui.padkeys import PadKeys
from fieldnotes.tui.padrows import PadRows
from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.widgets.wheel import Wheeled
from fieldnotes.tui.wrapping import Piece, cells

_MARGIN = 2
_CODED = "▌"


class _Row(NamedTuple):
    """A row as it is painted: its text, and where in it the cursor, what is selected and coded words are."""

    text: str
    cursor: int | None
    selected: Span | None
    coded: tuple[Span, ...]


class PadView(Wheeled, Painted):
    """Shows a pad; keys come to `keys` through the screen."""

    class Clicked(Message):
        """A place in the text was clicked; `selecting` while the button is held."""

        def __init__(self, place: int, selecting: bool) -> None:
            super().__init__()
            self.place, self.selecting = place, selecting

    def __init__(self, empty: Callable[[], str], *, id: str) -> None:
        """`empty` says what can be done where there is no text."""
        super().__init__(id=id)
        self._empty = empty
        self.pad = Pad()
        self.rows = PadRows("", 60)
        self.keys = PadKeys(self.pad, self.rows)
        self._top = 0
        self._page: list[_Row] = []
        self._thumb = range(0)

    def show(self, pad: Pad) -> None:
        """From now on this pad."""
        self.pad = pad
        self.rows = PadRows(pad.text, self._width)
        self.keys.take(pad, self.rows)
        self._top = 0
        self.look(anew=True)

    @property
    def _width(self) -> int:
        return max(8, self.content_size.width - _MARGIN - 2)

    def look(self, *, anew: bool = False) -> None:
        """Have the cursor in sight and paint the rows that changed."""
        height = self.content_size.height
        if not height:
            return
        row = self.rows.row_of(self.pad.cursor)
        self._top = max(0, min(self._top, row, len(self.rows) - 1))
        self._top = max(self._top, row - height + 1)
        page, thumb = self._rows_in_sight(height), self._sized_bar(height)
        old = self._page
        changed = [y for y in range(height) if _at(old, y) != _at(page, y)]
        dirty = [Region(0, y, self.content_size.width, 1) for y in changed]
        if thumb != self._thumb:
            dirty.append(Region(self.content_size.width - 1, 0, 1, height))
        self._page, self._thumb = page, thumb
        if anew:
            self.refresh()
        elif dirty:
            self.refresh(*dirty)
        self._place_cursor(row)

    def _place_cursor(self, row: int) -> None:
        """Where the terminal's own cursor waits: an input method shows its candidates there."""
        x = self.rows.column(self.pad.cursor) + _MARGIN
        self.app.cursor_position = Offset(self.content_region.x + x, self.content_region.y + row - self._top)

    def _rows_in_sight(self, height: int) -> list[_Row]:
        last = min(len(self.rows), self._top + height)
        coded = [span for span in self.pad.places.values() if span]
        return [self._row(row, coded) for row in range(self._top, last)]

    def _row(self, row: int, coded: list[Span]) -> _Row:
        start, end = self.rows.span(row)
        place = self.pad.cursor
        stands = start <= place < end or (place == end and self.rows.row_of(place) == row)
        spans = tuple(span for each in coded if (span := _within(each, start, end)))
        selected = self.pad.selected
        return _Row(
            self.pad.text[start:end],
            place - start if stands else None,
            _within(selected, start, end + 1) if selected else None,
            spans,
        )

    def _sized_bar(self, height: int) -> range:
        """The rows of the scroll bar's thumb."""
        count = len(self.rows)
        if count <= height:
            return range(0)
        size = max(1, round(height * height / count))
        top = round((height - size) * self._top / max(1, count - height))
        return range(top, top + size)

    def render_line(self, y: int) -> Strip:
        """A row of the text, its margin, and the scroll bar."""
        width = self.content_size.width
        if y >= len(self._page):
            return self.strip([])
        row = self._page[y]
        margin = Piece(_CODED if row.coded else " ", "accent")
        if not self.pad.text:
            words = [Piece(" ", "cursor"), Piece(self._empty(), "quiet")] if y == 0 else []
            return self.strip([margin, Piece(" "), *words])
        line = self.strip([margin, Piece(" "), *_pieces(row)], width - 1)
        return Strip.join([line, self.strip([Piece("┃" if y in self._thumb else " ", "bar")], 1)])

    # -- events

    def on_resize(self) -> None:
        """Rows depend on the width."""
        self.keys.height = max(2, self.content_size.height)
        if self.rows.width != self._width:
            self.rows.relay(self.pad.text, self._width)
        self._page = []
        self.look(anew=True)

    def scroll_rows(self, rows: int) -> None:
        """Up (negative) or down; the cursor goes along."""
        row = self.rows.row_of(self.pad.cursor) + rows
        self.pad.move_to(self.rows.at(row, self.rows.column(self.pad.cursor)))
        self.look()

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        self._point(event, event.shift)

    def _on_mouse_move(self, event: events.MouseMove) -> None:
        if event.button:
            self._point(event, True)

    def _point(self, event: events.MouseEvent, selecting: bool) -> None:
        at = event.get_content_offset(self)
        if at is not None:
            place = self.rows.at(self._top + at.y, at.x - _MARGIN)
            self.post_message(self.Clicked(place, selecting))


def _at(page: list[_Row], y: int) -> _Row | None:
    return page[y] if y < len(page) else None


def _within(span: Span, start: int, end: int) -> Span | None:
    """The part of a span that lies in a row, counted from its start."""
    low, high = max(span[0], start), min(span[1], end)
    return (low - start, high - start) if low < high else None


def _pieces(row: _Row) -> list[Piece]:
    """The row in pieces: what is coded underlined, what is selected and the cursor in reverse."""
    text = row.text + " "
    edges = {0, len(row.text)}
    for span in (*row.coded, *([row.selected] if row.selected else [])):
        edges |= {min(place, len(text)) for place in span}
    behind = None if row.cursor is None else graphemes.after(text, row.cursor)
    if row.cursor is not None and behind is not None:
        edges |= {row.cursor, behind}
    places = sorted(edges)
    found = []
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        if start < end and (start < len(row.text) or _is_lit(row, start)):
            found.append(Piece(visible(text[start:end]), _style(row, start)))
    return found if cells(found) else [Piece("")]


def _is_lit(row: _Row, place: int) -> bool:
    return row.cursor == place or bool(row.selected and row.selected[0] <= place < row.selected[1])


def _style(row: _Row, place: int) -> str:
    if _is_lit(row, place):
        return "cursor"
    return "verbatim" if any(start <= place < end for start, end in row.coded) else "text"
