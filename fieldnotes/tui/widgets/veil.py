"""What is to be seen of a screen that was made blank: the time, and the key that brings it back."""

from collections.abc import Callable

from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, cells


class Veil(Panel):
    """Over everything else; no word of notes, meeting or people. What is not saved is told by its number."""

    def __init__(self, clock: Callable[[], str], unsaved: Callable[[], int], key: str, *, id: str) -> None:
        super().__init__(id=id)
        self._clock, self._unsaved, self._key = clock, unsaved, key

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """One row, in the middle."""
        row = [Piece(self._clock(), "quiet"), Piece(f"  {self._key}", "quiet")]
        if unsaved := self._unsaved():
            row += [Piece("  "), Piece(f"✗ {unsaved} NOT SAVED", "failed")]
        left = Piece(" " * max(0, (width - cells(row)) // 2))
        return [*([] for _ in range(height // 2)), [left, *row]]
