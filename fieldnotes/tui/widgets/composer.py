"""The line the observer types in, and before it the time that it will have: of its first key, or set by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Offset
from textual.strip import Strip

from fieldnotes.text import visible
from fieldnotes.tui import graphemes, wording
from fieldnotes.tui.editing import Editing
from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.wrapping import Piece, cells, chunks

if TYPE_CHECKING:
    from fieldnotes.capture.heard import Heard
    from fieldnotes.capture.moment import KeyTime

_PROMPT_WIDTH = 12
_MOST_ROWS = 3


class _Shape(NamedTuple):
    """The line as it is shown: its text, the rows cut from it, the cursor's place, and the first row in sight."""

    text: str
    rows: list[tuple[int, int]]
    cursor: int
    first: int


class Composer(Painted):
    """What is being typed, in one to three rows. It shows; keys go to `Editing`, through the screen."""

    def __init__(self, editing: Editing, read: Callable[[str, KeyTime], Heard], *, id: str) -> None:
        super().__init__(id=id)
        self._editing = editing
        self._read = read
        self._shape: tuple[tuple[str, int, int], _Shape] | None = None

    def show_line(self) -> None:
        """Paint, and take the rows that the line needs."""
        rows = min(_MOST_ROWS, len(self._shaped().rows))
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows
        self._place_cursor()
        self.refresh()

    def on_resize(self) -> None:
        """The rows depend on the width."""
        self.show_line()

    def _shaped(self) -> _Shape:
        """The line laid out, once for each change of it or of the room for it."""
        line = self._editing.line
        key = (line.text, line.cursor, self.content_size.width)
        if self._shape is None or self._shape[0] != key:
            self._shape = key, self._lay_out(self.content_size.width - _PROMPT_WIDTH)
        return self._shape[1]

    def _lay_out(self, width: int) -> _Shape:
        line = self._editing.line
        before = visible(line.text[: line.cursor])
        text = before + visible(line.text[line.cursor :]) + " "
        rows = chunks(text, max(1, width))
        cursor = len(before)
        place = next(n for n, (_, end) in enumerate(rows) if cursor < end)
        first = max(0, min(place, len(rows) - _MOST_ROWS))
        return _Shape(text, rows, cursor, first)

    def _place_cursor(self) -> None:
        """Where the terminal's own cursor waits: an input method shows its candidates there."""
        text, rows, cursor, first = self._shaped()
        for y, (start, end) in enumerate(rows[first:]):
            if start <= cursor < end:
                x = cells([Piece(text[start:cursor])]) + _PROMPT_WIDTH
                self.app.cursor_position = Offset(self.content_region.x + x, self.content_region.y + y)

    def _prompt(self, y: int) -> Piece:
        """The time of the first key; one set by hand has the `@` before it that set it."""
        if y:
            return Piece(" " * _PROMPT_WIDTH)
        at = self._editing.at
        if at is None:
            return Piece(f" {' ' * 8} › ", "accent")
        if self._editing.line.text.lstrip().startswith("@"):
            heard = self._read(self._editing.line.text, at)
            if heard.by_hand:
                return Piece(f"@{wording.clock(heard.at)} › ", "over")
        return Piece(f" {wording.clock(at.at)} › ", "accent")

    def render_line(self, y: int) -> Strip:
        """A row of the line, the cursor in reverse."""
        text, rows, cursor, first = self._shaped()
        if first + y >= len(rows):
            return self.strip([])
        start, end = rows[first + y]
        if not start <= cursor < end:
            return self.strip([self._prompt(y), Piece(text[start:end], "text")])
        after = graphemes.after(text, cursor)
        row = [self._prompt(y), Piece(text[start:cursor], "text"), Piece(text[cursor:after], "cursor")]
        return self.strip([*row, Piece(text[after:end], "text")])
