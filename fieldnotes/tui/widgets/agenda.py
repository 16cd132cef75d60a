"""The agenda: what is done, open and to come, with the minutes used of those planned."""

from collections.abc import Callable
from typing import NamedTuple

from fieldnotes.text import visible
from fieldnotes.tui import wording
from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, cells, fill

DONE, OPEN, TO_COME = "✓", "▶", " "


class AgendaLine(NamedTuple):
    """An item as the agenda shows it; times are seconds used and minutes planned."""

    number: str
    title: str
    planned_minutes: float | None
    used_seconds: float
    begun: bool
    is_open: bool


class AgendaPanel(Panel):
    """One row an item; where they do not all fit, those around the open one."""

    def __init__(self, lines: Callable[[], list[AgendaLine]], *, id: str) -> None:
        super().__init__(id=id)
        self._lines = lines
        self.border_title = "Agenda"

    def wanted_rows(self) -> int:
        """The items and their sum."""
        return len(self._lines()) + 2

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """The items in sight, and the sum at the bottom when there is room for it."""
        lines = self._lines()
        if not lines:
            return [[Piece(fill("No agenda. /item opens an item.", width), "quiet")]]
        total = len(lines) + 2 <= height
        shown = lines if total else _around_open(lines, height)
        rows = [_row(line, width) for line in shown]
        return [*rows, [Piece("─" * width, "quiet")], _sum(lines, width)] if total else rows


def _around_open(lines: list[AgendaLine], height: int) -> list[AgendaLine]:
    place = next((n for n, line in enumerate(lines) if line.is_open), 0)
    first = max(0, min(place - height // 2, len(lines) - height))
    return lines[first : first + height]


def _row(line: AgendaLine, width: int) -> list[Piece]:
    sign = OPEN if line.is_open else DONE if line.begun else TO_COME
    style = "open" if line.is_open else "text" if line.begun else "quiet"
    over = wording.over(line.used_seconds, line.planned_minutes)
    used = wording.used_of_planned(line.used_seconds, line.planned_minutes, line.begun)
    times = [Piece(f" {used}", style), Piece(f" {over}" if over else "", "over")]
    title = visible(f"{line.number} {line.title}")
    return [Piece(f"{sign} ", style), Piece(fill(title, width - 2 - cells(times)), style), *times]


def _sum(lines: list[AgendaLine], width: int) -> list[Piece]:
    planned = sum(line.planned_minutes or 0 for line in lines)
    used = sum(line.used_seconds for line in lines)
    late = sum(
        max(0.0, line.used_seconds - line.planned_minutes * 60)
        for line in lines
        if line.planned_minutes is not None
    )
    over = f" {over} over" if (over := wording.over(late, 0)) else ""
    words = f"{int(used // 60)} of {wording.number(planned)} min"
    return [Piece(fill(words, width - cells([Piece(over)])), "quiet"), Piece(over, "over")]
