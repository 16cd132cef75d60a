"""What the line being typed will be taken for, in words, under the composer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.strip import Strip

from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.wrapping import Piece, Row, cells, cut, shown, wrap

if TYPE_CHECKING:
    from fieldnotes.capture.heard import Heard
    from fieldnotes.capture.moment import KeyTime

_HINT = "P3: speech  ! decision  => action  ~ yours  F1"
_INDENT = 12


class Reading(Painted):
    """One row, read only when it is painted: keys that arrive together are read once."""

    def __init__(self, read: Callable[[str, KeyTime], Heard], *, id: str) -> None:
        super().__init__(id=id)
        self._read = read
        self._line = ""
        self._at: KeyTime | None = None
        self._said: tuple[Sequence[str], str] = ((), "")

    def show_line(self, line: str, at: KeyTime | None) -> None:
        """Read this line from now on; what was said before goes once a new line is begun."""
        self._line, self._at = line, at
        if line and self._said != ((), ""):
            self._said = ((), "")
            self._take_rows(1)
        self.refresh()

    def say(self, words: str = "", *, warnings: Sequence[str] = ()) -> None:
        """Tell something of the line just taken, until the next one is begun; on two rows where it is long."""
        self._said = (warnings, words)
        self._take_rows(min(2, len(self._wrapped())))
        self.refresh()

    def _take_rows(self, rows: int) -> None:
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows

    def _wrapped(self) -> list[Row]:
        return wrap(self._pieces(), self.content_size.width - _INDENT)

    def _pieces(self) -> list[Piece]:
        warnings, words = self._said
        if self._line and self._at is not None:
            heard = self._read(self._line, self._at)
            warnings, words = heard.warnings, heard.says
        pieces = [Piece("⚠ " + "; ".join(warnings) + "  ", "warning")] if warnings else []
        return [*pieces, Piece(words or ("" if warnings else _HINT), "quiet")]

    def render_line(self, y: int) -> Strip:
        """A row of the reading; what there is no row for is cut."""
        rows = self._wrapped() if self.content_size.height > 1 else [shown(self._pieces())]
        if y >= len(rows):
            return self.strip([])
        row, left = [Piece(" " * _INDENT)], self.content_size.width - _INDENT
        last = y == self.content_size.height - 1
        for piece in [*rows[y], *(piece for more in rows[y + 1 :] for piece in more if last)]:
            text = cut(piece.text, left)
            row.append(Piece(text, piece.style))
            left -= cells([Piece(text)])
        return self.strip(row)
