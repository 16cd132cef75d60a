"""Who is in the room, and who has the floor."""

from collections.abc import Callable
from typing import NamedTuple

from fieldnotes.text import visible
from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, fill

FLOOR = "◀"


class HereLine(NamedTuple):
    """A person as the panel shows them."""

    code: str
    role: str
    is_here: bool
    has_floor: bool


class HerePanel(Panel):
    """One row a person; those out of the room dim, and said to be out."""

    def __init__(self, lines: Callable[[], list[HereLine]], *, id: str) -> None:
        super().__init__(id=id)
        self._lines = lines
        self.border_title = "Here"

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """The people in sight; who is here comes first where not all fit."""
        lines = self._lines()
        self._entitle(lines)
        if not lines:
            return [[Piece(fill("Nobody yet. /in P1 or P1: …", width), "quiet")]]
        if len(lines) <= height:
            return [_row(line, lines, width) for line in lines]
        first = sorted(lines, key=lambda line: (not line.has_floor, not line.is_here))[: max(0, height - 1)]
        more = f"… {len(lines) - len(first)} more"
        return [*(_row(line, lines, width) for line in first), [Piece(fill(more, width), "quiet")]]

    def _entitle(self, lines: list[HereLine]) -> None:
        title = f"Here {sum(line.is_here for line in lines)} of {len(lines)}" if lines else "Here"
        if self.border_title != title:
            self.border_title = title


def _row(line: HereLine, lines: list[HereLine], width: int) -> list[Piece]:
    state = FLOOR if line.has_floor else "" if line.is_here else "out"
    codes = min(12, max(len(other.code) for other in lines))
    style = "open" if line.has_floor else "text" if line.is_here else "quiet"
    code = fill(visible(line.code), codes)
    end = f" {state}" if state else ""
    role = fill(visible(line.role), width - codes - 1 - len(end))
    return [Piece(f"{code} ", "who" if line.is_here else "quiet"), Piece(role, style), Piece(end, style)]
