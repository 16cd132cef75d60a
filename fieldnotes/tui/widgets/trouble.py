"""A line that stands over the composer as long as something could not be saved; it stops nobody from typing."""

from collections.abc import Callable

from fieldnotes.text import visible
from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, fill


class Trouble(Panel):
    """One line, loud."""

    def __init__(self, words: Callable[[], str], *, id: str) -> None:
        super().__init__(id=id)
        self._words = words

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """The line, over the whole width."""
        return [[Piece(fill(" " + visible(self._words()), width), "failed")]]
