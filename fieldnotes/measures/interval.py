"""Stretches of time, half open: from their beginning up to, and without, their end."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple


class Interval(NamedTuple):
    """A stretch of time; `end` is None while it lasts."""

    begin: datetime
    end: datetime | None


class Stretch(NamedTuple):
    """A stretch of time that is over."""

    begin: datetime
    end: datetime

    @property
    def minutes(self) -> float:
        """Its length in minutes."""
        return (self.end - self.begin).total_seconds() / 60


def clipped(interval: Interval, begin: datetime, end: datetime) -> Stretch | None:
    """The part of an interval within a window; one that still lasts goes to the window's end. None if empty."""
    first = max(interval.begin, begin)
    last = end if interval.end is None else min(interval.end, end)
    return Stretch(first, last) if first < last else None


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The union of stretches: in order, none touching another."""
    union: list[Stretch] = []
    for stretch in sorted(stretches):
        if union and stretch.begin <= union[-1].end:
            union[-1] = Stretch(union[-1].begin, max(union[-1].end, stretch.end))
        elif stretch.begin < stretch.end:
            union.append(stretch)
    return union


def without(stretch: Stretch, holes: Sequence[Stretch]) -> list[Stretch]:
    """What is left of a stretch when merged holes are cut out of it."""
    left: list[Stretch] = []
    begin = stretch.begin
    for hole in holes:
        if hole.end <= begin or hole.begin >= stretch.end:
            continue
        if hole.begin > begin:
            left.append(Stretch(begin, hole.begin))
        begin = hole.end
    if begin < stretch.end:
        left.append(Stretch(begin, stretch.end))
    return left


def minutes_of(stretches: Iterable[Stretch]) -> float:
    """The sum of their lengths in minutes."""
    return sum(((s.end - s.begin).total_seconds() for s in stretches), 0.0) / 60
