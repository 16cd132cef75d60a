"""What stands over the composer as long as something could not be saved; it stops nobody from typing."""

from collections.abc import Callable

from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, fill, wrap


class Trouble(Panel):
    """Loud."""

    def __init__(self, words: Callable[[], str], *, id: str) -> None:
        super().__init__(id=id)
        self._words = words

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """What went wrong over the whole width, on as many lines as there are; the rest is cut."""
        found = wrap([Piece(self._words(), "failed")], width - 2)
        lines = ["".join(piece.text for piece in row) for row in found]
        if len(lines) > height:
            lines[height - 1 :] = [" ".join(lines[height - 1 :])]
        return [[Piece(" " + fill(line, width - 1), "failed")] for line in lines]
