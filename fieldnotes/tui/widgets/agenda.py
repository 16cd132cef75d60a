"""The agenda: what is done, open and to come, with the minutes used of those planned, and how the whole stands."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message

from fieldnotes.text import visible
from fieldnotes.tui import wording
from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, Row, cells, fill

DONE, OPEN, TO_COME, NOT_REACHED = "✓", "▶", " ", "–"
ADDED, OUT_OF_ORDER = "+", "↕"
_ROOMY = 32
_LEAST_ITEMS = 3


class AgendaLine(NamedTuple):
    """An item as the agenda shows it; times are seconds used and minutes planned.

    `visits` is how often it was come to, `not_reached` that the meeting ended without it.
    """

    number: str
    title: str
    planned_minutes: float | None
    used_seconds: float
    begun: bool
    is_open: bool
    visits: int = 0
    added: bool = False
    out_of_order: bool = False
    not_reached: bool = False


class AgendaSum(NamedTuple):
    """The whole agenda, in words where it is one: minutes planned and used, minutes behind, and what was paused.

    `planned_end` and `likely_end` are times of the day; `ended` says that the likely one is the true one.
    """

    planned_minutes: float | None = None
    used_seconds: float = 0.0
    behind: float | None = None
    planned_end: str = ""
    likely_end: str = ""
    ended: bool = False
    on_break: str = ""
    break_minutes: float = 0.0
    gap_minutes: float = 0.0


class AgendaNow(NamedTuple):
    """The items and their sum, at an instant."""

    lines: Sequence[AgendaLine] = ()
    total: AgendaSum = AgendaSum()


class AgendaPanel(Panel):
    """One row an item; where they do not all fit, those around the open one."""

    class Chosen(Message):
        """An item was clicked."""

        def __init__(self, number: str) -> None:
            super().__init__()
            self.number = number

    def __init__(self, look: Callable[[], AgendaNow], *, id: str) -> None:
        super().__init__(id=id)
        self._look = look
        self._now = AgendaNow()
        self._in_sight: Sequence[AgendaLine] = ()
        self.border_title = "Agenda"

    def renew(self) -> None:
        """Look once, and paint what is other."""
        self._now = self._look()
        super().renew()

    def wanted_rows(self) -> int:
        """The items and their sum."""
        if self._wanted is None:
            self._now = self._look()  # the first layout comes before the first second
        lines, total = self._now
        return len(lines) + 1 + len(_sums(total, _ROOMY)) if lines else 1

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """The items in sight, and the sum at the bottom when there is room for it."""
        lines, total = self._now
        self._in_sight = ()
        if not lines:
            return [[Piece(fill("No agenda. /item opens an item.", width), "quiet")]]
        sums = _sums(total, width)
        if len(lines) + 1 + len(sums) <= height:
            self._in_sight = lines
            return [*(_row(line, width) for line in lines), [Piece("─" * width, "quiet")], *sums]
        sums = sums[: max(0, height - _LEAST_ITEMS)]
        self._in_sight = _around_open(lines, height - len(sums))
        return [*(_row(line, width) for line in self._in_sight), *sums]

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._in_sight):
            self.post_message(self.Chosen(self._in_sight[at.y].number))


def _around_open(lines: Sequence[AgendaLine], height: int) -> Sequence[AgendaLine]:
    latest = max((n for n, line in enumerate(lines) if line.begun), default=0)
    place = next((n for n, line in enumerate(lines) if line.is_open), latest)
    first = max(0, min(place - height // 2, len(lines) - height))
    return lines[first : first + height]


def _sign(line: AgendaLine) -> str:
    return OPEN if line.is_open else DONE if line.begun else NOT_REACHED if line.not_reached else TO_COME


def _marks(line: AgendaLine) -> str:
    """` ↕` where it was taken out of its order, ` 2×` where it was come to twice."""
    again = f" {line.visits}×" if line.visits > 1 else ""
    return (f" {OUT_OF_ORDER}" if line.out_of_order else "") + again


def _row(line: AgendaLine, width: int) -> Row:
    style = "open" if line.is_open else "text" if line.begun else "quiet"
    over = wording.over(line.used_seconds, line.planned_minutes)
    used = wording.used_of_planned(line.used_seconds, line.planned_minutes, line.begun)
    if line.not_reached and width >= _ROOMY:
        used = "not reached"
    times = [Piece(_marks(line), "code"), Piece(f" {used}", style), Piece(f" {over}" if over else "", "over")]
    title = visible(f"{line.number} {line.title}")
    sign = _sign(line) + (ADDED if line.added else " ")
    return [Piece(sign, style), Piece(fill(title, width - 2 - cells(times)), style), *times]


def _sums(total: AgendaSum, width: int) -> list[Row]:
    """`planned 45 used 12  +1`, `ends 14:45 likely 14:46`, and what was paused."""
    used = int(total.used_seconds // 60)
    behind = wording.behind(total.behind, words=width >= _ROOMY)
    planned = "" if total.planned_minutes is None else f"planned {wording.number(total.planned_minutes)} "
    first = fill(f"{planned}used {used}", width - cells([Piece(behind)]))
    found: list[Row] = [[Piece(first, "quiet"), Piece(behind, "over" if (total.behind or 0) >= 1 else "quiet")]]
    if total.planned_end:
        became = "ended" if total.ended else "likely"
        as_planned = total.planned_end == total.likely_end
        end = "" if as_planned and not total.ended else f" {became} {total.likely_end}"
        found.append([Piece(fill(f"{'end' if end else 'ends'} {total.planned_end}{end}", width), "quiet")])
    return [*found, *_pauses(total, width)]


def _pauses(total: AgendaSum, width: int) -> list[Row]:
    breaks = f"breaks {wording.number(int(total.break_minutes))}" if total.break_minutes >= 1 else ""
    gaps = f"not seen {wording.number(round(total.gap_minutes, 1))}" if total.gap_minutes else ""
    words = " · ".join(filter(None, [breaks if not total.on_break else "", gaps]))
    row = [Piece(f"BREAK {total.on_break}", "over")] if total.on_break else []
    row += [Piece("  " if row and words else ""), Piece(words, "quiet")] if words else []
    return [[*row, Piece(" " * max(0, width - cells(row)))]] if row else []
