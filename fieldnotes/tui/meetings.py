"""Meetings as the start screen lists them: what each row says, which fit, in which order and groups. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple

from fieldnotes.tui import wording

Order = Literal["date", "site", "body", "left to do"]
ORDERS: tuple[Order, ...] = ("date", "site", "body", "left to do")
_FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Mark(NamedTuple):
    """A sign, what it says in words, and the style of both."""

    sign: str
    words: str
    style: str


class MeetingRow:
    """A row of `fieldnotes list`, with what is asked of it again and again worked out once."""

    def __init__(self, shape: Mapping[str, Any]) -> None:
        self._shape = shape
        self.id: str = shape["id"]
        self.site: str = shape["site"]
        self.body: str = shape["body"]
        self.type: str = shape["type"] or ""
        self.date: str = shape["date"]
        self.start: str = (shape["start"] or "")[11:16]
        self.minutes: float | None = shape["minutes"]
        self.observations: int = shape["observations"]
        self.written_up: bool = shape["written_up"]
        self.open_actions: int = shape["open_actions"]
        self.state: str = shape["state"]

    def says_the_same(self, other: MeetingRow) -> bool:
        """True where the other one tells the same of the same meeting."""
        return self._shape == other._shape

    @property
    def day(self) -> str:
        """The date as people write it."""
        return wording.day_of(self.date)

    @cached_property
    def month(self) -> str:
        """`May 2004`"""
        year, month, _ = self.date.split("-")
        return f"{_FULL_MONTHS[int(month) - 1]} {year}"

    @property
    def place(self) -> str:
        """Site and body."""
        return " · ".join(part for part in (self.site, self.body) if part) or self.id[-8:]

    def is_running(self, today: str) -> bool:
        """True where it was begun today and has not ended."""
        return self.state == "open" and self.date == today

    def is_to_be_written_up(self, today: str) -> bool:
        """True where something was observed, nothing of it written up, and it does not run any more."""
        observed = bool(self.observations) and self.state != "planned"
        return observed and not self.written_up and not self.is_running(today)

    def marks(self, today: str) -> list[Mark]:
        """What there is to say of it, the most urgent first."""
        said = []
        if self.state in ("damaged", "unreadable"):
            said.append(Mark("✗", self.state, "warning"))
        if self.is_running(today):
            said.append(Mark("▶", "running", "item"))
        elif self.state == "planned":
            said.append(Mark("○", self._before_it(today), "quiet"))
        elif self.is_to_be_written_up(today):
            said.append(Mark("✎", "to write up", "over"))
        if self.open_actions:
            said.append(Mark("⇒", f"{self.open_actions} open", "strong"))
        return said

    def _before_it(self, today: str) -> str:
        """What is said of one in which nothing was observed; lines of other days are no observations of it."""
        lines = f"{self.observations} line{'' if self.observations == 1 else 's'}"
        if self.date >= today:
            return f"planned, {lines}" if self.observations else "planned"
        return f"{lines}, all late" if self.observations else "nothing noted"


class Heading(NamedTuple):
    """Stands over the meetings of a group."""

    words: str
    size: int


def rows_of(shapes: Iterable[Mapping[str, Any]]) -> list[MeetingRow]:
    """The rows of `export.listing`, in the same order."""
    return [MeetingRow(shape) for shape in shapes]


class Sieve:
    """Which rows fit words; what a row is looked for by is put together once for all keys."""

    def __init__(self, rows: Sequence[MeetingRow], today: str) -> None:
        self.rows, self._today = rows, today
        self._before: tuple[str, list[tuple[MeetingRow, str]]] | None = None

    @cached_property
    def _told(self) -> list[tuple[MeetingRow, str]]:
        return [(row, _told(row, self._today)) for row in self.rows]

    @cached_property
    def left(self) -> int:
        """How many are to be written up."""
        return sum(row.is_to_be_written_up(self._today) for row in self.rows)

    def fitting(self, words: str) -> list[MeetingRow]:
        """The rows that have all of the words in site, body, type, date, id or marks, in whatever case.

        Where a letter was added, only those that fitted before are looked at.
        """
        asked = words.casefold()
        wanted = asked.split()
        if not wanted:
            return list(self.rows)
        among = self._before[1] if self._before and asked.startswith(self._before[0]) else self._told
        fit = [pair for pair in among if all(word in pair[1] for word in wanted)]
        self._before = asked, fit
        return [row for row, _ in fit]


def _told(row: MeetingRow, today: str) -> str:
    marks = " ".join(mark.words for mark in row.marks(today))
    told = (row.site, row.body, row.type, row.date, row.day, row.month, row.start, marks, row.id)
    return " ".join(told).casefold()


def arranged(rows: Sequence[MeetingRow], order: Order, today: str) -> list[MeetingRow | Heading]:
    """The rows, newest first, under headings: months, sites, bodies, or what is left to do."""
    groups: dict[str, list[MeetingRow]] = {}
    for row in rows:
        groups.setdefault(_group(row, order, today), []).append(row)
    names = list(groups)
    if order != "date":
        names.sort(key=lambda name: (_RANK.get(name, 0), name.casefold()))
    found: list[MeetingRow | Heading] = []
    for name in names:
        found.append(Heading(name, len(groups[name])))
        found += groups[name]
    return found


_RUNNING, _WRITE, _ACTIONS, _PLANNED, _DONE = (
    "Running", "To be written up", "Open actions", "Planned", "Nothing left to do",
)  # fmt: skip
_RANK = {_RUNNING: 1, _WRITE: 2, _ACTIONS: 3, _PLANNED: 4, _DONE: 5}


def _group(row: MeetingRow, order: Order, today: str) -> str:
    if order == "date":
        return row.month
    if order == "site":
        return row.site or "No site"
    if order == "body":
        return row.body or "No body"
    if row.is_running(today):
        return _RUNNING
    if row.state == "planned":
        return _PLANNED
    return _WRITE if row.is_to_be_written_up(today) else _ACTIONS if row.open_actions else _DONE


def first_chosen(rows: Sequence[MeetingRow], today: str) -> MeetingRow | None:
    """The one to begin with: the running one, else the latest that is not still to come, else the next."""
    running = next((row for row in rows if row.is_running(today)), None)
    latest = next((row for row in rows if row.date <= today and row.state != "planned"), None)
    begun = next((row for row in rows if row.date <= today), None)
    return running or latest or begun or (rows[-1] if rows else None)
