"""The top row of a screen, and the row under its body: where one is, and what is said, asked or under way."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fieldnotes.text import visible
from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, Row, cells, cut, wrap

if TYPE_CHECKING:
    from fieldnotes.tui.work import Work

_MOST_SAID = 3


class TopRow(Panel):
    """Where one is on the left, what counts on the right."""

    def __init__(self, left: Callable[[], str], right: Callable[[], str], *, id: str) -> None:
        super().__init__(id=id)
        self._left, self._right = left, right

    def rows(self, width: int, height: int) -> list[Row]:
        """One row; the right side goes first where there is no room for both."""
        left, right = visible(self._left()), visible(self._right())
        if cells([Piece(left)]) + cells([Piece(right)]) + 4 > width:
            right = cut(right, max(0, width - 24))
        left = cut(left, max(1, width - cells([Piece(right)]) - 4))
        gap = width - cells([Piece(left)]) - cells([Piece(right)]) - 2
        return [[Piece(f" {left}", "strong"), Piece(" " * max(1, gap)), Piece(right, "quiet")]]


class Says(Panel):
    """What the screen says, in one to three rows."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.words, self.is_warning = "", False

    def say(self, words: str, *, warning: bool = False) -> None:
        """Say something in place of what was said."""
        self.words, self.is_warning = words, warning
        self.renew()

    def _wrapped(self, width: int) -> list[Row]:
        return wrap([Piece(self.words, "warning" if self.is_warning else "quiet")], max(8, width - 2))

    def wanted_rows(self) -> int:
        """As many as there are words for."""
        width = self.app.size.width if self.is_attached else 80
        return min(_MOST_SAID, max(1, len(self._wrapped(width))))

    def rows(self, width: int, height: int) -> list[Row]:
        """The words; where there are too many the last row is cut."""
        rows = self._wrapped(width)
        if len(rows) > _MOST_SAID:
            rest = " ".join("".join(p.text for p in row) for row in rows[_MOST_SAID - 1 :])
            rows[_MOST_SAID - 1 :] = [[Piece(cut(rest, width - 2), rows[0][0].style)]]
        return [[Piece(" "), *row] for row in rows]


class Working(Panel):
    """What is under way, how far it is, and that escape stops it."""

    def __init__(self, work: Callable[[], "Work[object] | None"], *, id: str) -> None:
        super().__init__(id=id)
        self._work = work

    def rows(self, width: int, height: int) -> list[Row]:
        """One row, with a bar where it is known how much there is."""
        work = self._work()
        if work is None:
            return []
        done, of = work.progress
        far = f" {done:,} of {of:,}" if of else " …"
        after = "stopping" if work.stopping else "Esc stops it"
        room = width - cells([Piece(f" {work.words}{far}  · {after} ")])
        full = min(20, max(0, room))
        bar = "━" * (full * done // of) if of else ""
        rest = "─" * (full - len(bar)) if of else ""
        row = [Piece(f" {visible(work.words)}{far} ", "strong"), Piece(bar, "accent"), Piece(rest, "quiet")]
        return [[*row, Piece(f" · {after}", "quiet")]]
