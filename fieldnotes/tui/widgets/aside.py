"""Rows beside a list, of what is chosen in it; scrolled on their own."""

from collections.abc import Callable, Sequence

from textual.content import Content

from fieldnotes.text import visible
from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.widgets.wheel import Wheeled
from fieldnotes.tui.wrapping import Row


class Aside(Wheeled, Panel):
    """Shows the rows that `told` gives for so many cells; what does not fit can be scrolled to."""

    def __init__(self, told: Callable[[int], Sequence[Row]], *, id: str) -> None:
        super().__init__(id=id)
        self._told = told
        self._top = 0

    def rows(self, width: int, height: int) -> list[Row]:
        """The page in sight; its foot says where there is more."""
        told = self._told(max(8, width - 1))
        self._top = max(0, min(self._top, len(told) - height))
        behind = len(told) - height - self._top
        self._foot(f"{behind} more below" if behind > 0 else "to the top" if self._top else "")
        return list(told[self._top : self._top + height])

    def _foot(self, words: str) -> None:
        if self._border_subtitle != Content(words):
            self.border_subtitle = Content(words)

    def entitle(self, title: str) -> None:
        """The title over it."""
        content = Content(visible(title))
        if self._border_title != content:
            self.border_title = content

    def begin(self) -> None:
        """From the first row: something else is told."""
        self._top = 0
        self.renew()

    def scroll_rows(self, rows: int) -> None:
        """Up (negative) or down."""
        self._top += rows
        self.renew()
