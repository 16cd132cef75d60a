"""The top line: which meeting, what time it is, how long it has run, and whether all is on disk."""

from collections.abc import Callable
from typing import NamedTuple

from fieldnotes.text import visible
from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, cells, cut


class Facts(NamedTuple):
    """What the head tells, in words; `where` from the most to the least wanted.

    `room` is the item and the floor, told where there is no room for the panels that tell them.
    """

    where: tuple[str, ...]
    clock: str
    running: str
    since: str
    state: str
    saved: str
    saved_style: str
    room: str = ""


_WITHOUT_PANELS = 72


class Head(Panel):
    """One line that leaves out the least wanted where it is narrow."""

    def __init__(self, facts: Callable[[], Facts], *, id: str) -> None:
        super().__init__(id=id)
        self._facts = facts

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """The line: where, and at its right end when and saved."""
        facts = self._facts()
        parts = (facts.room, *facts.where) if width < _WITHOUT_PANELS else facts.where
        for since in (facts.since, ""):
            right = _right(facts, since)
            room = width - cells(right) - 3
            if room >= 22:
                break
        where = _where(parts, room)
        gap = width - cells(where) - cells(right) - 1
        return [[Piece(" "), *where, Piece(" " * max(1, gap - 1)), *right, Piece(" ")]]


def _right(facts: Facts, since: str) -> list[Piece]:
    state = f"{facts.state}  " if facts.state else ""
    run = " ".join(filter(None, [facts.running, since]))
    return [
        Piece(state, "over"),
        Piece(facts.clock, "strong"),
        Piece(f"  {run}" if run else "", "quiet"),
        Piece("  "),
        Piece(facts.saved, facts.saved_style),
    ]


def _where(parts: tuple[str, ...], room: int) -> list[Piece]:
    """As many parts as fit, the first cut where not even it does."""
    safe = [visible(part) for part in parts if part]
    while len(safe) > 1 and cells([Piece(" · ".join(safe))]) > room:
        safe.pop()
    return [Piece(cut(" · ".join(safe), max(1, room)), "strong")]
