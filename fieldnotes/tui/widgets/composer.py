"""The line the observer types in, and before it the time that it will have: of its first key, or set by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Offset
from textual.strip import Strip

from fieldnotes.text import visible
from fieldnotes.tui import graphemes, wording
from fieldnotes.tui.editing import Editing
from fieldnotes.tui.line import Line
from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.wrapping import Piece, cells, word_chunks

if TYPE_CHECKING:
    from fieldnotes.capture.heard import Heard
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.tui.asking import Asking

_PROMPT_WIDTH = 12
_MOST_ROWS = 3
_LINE_END = "¶"


class _Shape(NamedTuple):
    """The line as it is shown: its text, the rows cut from it, the cursor's place, and the first row in sight."""

    text: str
    rows: list[tuple[int, int]]
    cursor: int
    first: int


class Composer(Painted):
    """What is being typed, in one to three rows. It shows; keys go to `Editing`, through the screen."""

    def __init__(
        self,
        editing: Editing,
        read: Callable[[str, KeyTime], Heard],
        asked: Callable[[], Asking | None] = lambda: None,
        painted: Callable[[], None] = lambda: None,
        *,
        id: str,
    ) -> None:
        """`asked` tells what is asked for in the place of a jotting.

        `painted` is called once for the keys that came together: what they offer is worked out then.
        """
        super().__init__(id=id)
        self._editing = editing
        self._read = read
        self._asked = asked
        self._painted = painted
        self.waits = False  # the keys are somebody else's: the line has no cursor
        self._shape: tuple[tuple[str, int, int, int], _Shape] | None = None

    @property
    def _line(self) -> Line:
        asked = self._asked()
        return asked.line if asked else self._editing.line

    @property
    def _lead(self) -> str:
        """The prompt of what is asked for; empty for a jotting, whose prompt is its time."""
        asked = self._asked()
        return f" {asked.prompt} › " if asked else ""

    @property
    def _indent(self) -> int:
        return cells([Piece(self._lead)]) or _PROMPT_WIDTH

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
        line = self._line
        key = (line.text, line.cursor, self.content_size.width, self._indent)
        if self._shape is None or self._shape[0] != key:
            self._shape = key, self._lay_out(self.content_size.width - self._indent)
        return self._shape[1]

    def _lay_out(self, width: int) -> _Shape:
        line = self._line
        before = _in_one(line.text[: line.cursor])
        text = before + _in_one(line.text[line.cursor :]) + " "
        rows = _rows(line.text, text, max(1, width))
        cursor = len(before)
        place = next(n for n, (_, end) in enumerate(rows) if cursor < end)
        first = max(0, min(place, len(rows) - _MOST_ROWS))
        return _Shape(text, rows, cursor, first)

    def _place_cursor(self) -> None:
        """Where the terminal's own cursor waits: an input method shows its candidates there."""
        text, rows, cursor, first = self._shaped()
        for y, (start, end) in enumerate(rows[first:]):
            if start <= cursor < end:
                x = cells([Piece(text[start:cursor])]) + self._indent
                self.app.cursor_position = Offset(self.content_region.x + x, self.content_region.y + y)

    def _prompt(self, y: int) -> Piece:
        """The time of the first key; one set by hand has the `@` before it that set it."""
        if y:
            return Piece(" " * self._indent)
        if self._lead:
            return Piece(self._lead, "over")
        at, moved = self._editing.at, self._editing.moved
        if at is None:
            return Piece(f"{f'@{moved}m':>9} › ", "over") if moved else Piece(f" {' ' * 8} › ", "accent")
        if moved or self._editing.line.text.lstrip().startswith("@"):
            heard = self._read(self._editing.line.text, at)
            if heard.by_hand:
                return Piece(f"@{wording.clock(heard.at)} › ", "over")
        return Piece(f" {wording.clock(at.at)} › ", "accent")

    def render_line(self, y: int) -> Strip:
        """A row of the line, the cursor in reverse."""
        if y == 0:
            self._painted()
        text, rows, cursor, first = self._shaped()
        if first + y >= len(rows):
            return self.strip([])
        start, end = rows[first + y]
        waits = self.waits and not self._lead
        if waits or not start <= cursor < end:
            return self.strip([self._prompt(y), Piece(text[start:end], "quiet" if waits else "text")])
        after = graphemes.after(text, cursor)
        row = [self._prompt(y), Piece(text[start:cursor], "text"), Piece(text[cursor:after], "cursor")]
        return self.strip([*row, Piece(text[after:end], "text")])


def _in_one(text: str) -> str:
    """Paragraphs as one text, a sign for each line end."""
    return _LINE_END.join(map(visible, text.split("\n")))


def _rows(typed: str, text: str, width: int) -> list[tuple[int, int]]:
    """Where the text that is shown is cut into rows: between words, and behind each line end that was typed."""
    rows, start = [], 0
    for paragraph in typed.split("\n")[:-1]:
        end = start + len(visible(paragraph)) + len(_LINE_END)
        rows += [(start + a, start + b) for a, b in word_chunks(text[start:end], width)]
        start = end
    return rows + [(start + a, start + b) for a, b in word_chunks(text[start:], width)]
