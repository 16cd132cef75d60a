"""Time across a chart: where an instant stands, and at which round times there are marks."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from fieldnotes.measures.interval import Interval, clipped

_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440)  # minutes


class Bar(NamedTuple):
    """A stretch of a chart: its left edge and its width, in points."""

    left: float
    width: float


class Timescale(NamedTuple):
    """From `begin` to `end` over `width` points."""

    begin: datetime
    end: datetime
    width: float

    def place(self, at: datetime) -> float:
        """Where an instant stands, at most at an edge."""
        span = (self.end - self.begin).total_seconds()
        part = (at - self.begin).total_seconds() / span if span > 0 else 0.0
        return min(max(part, 0.0), 1.0) * self.width

    def bars(self, intervals: Iterable[Interval], least: float = 0.8) -> Iterator[Bar]:
        """The bars of intervals as far as they are on the chart; none is thinner than can be seen."""
        for interval in intervals:
            if part := clipped(interval, self.begin, self.end):
                left, right = self.place(part.begin), self.place(part.end)
                yield Bar(min(left, self.width - least), max(right - left, least))

    def marks(self, room: float) -> list[datetime]:
        """Round times within it, as many as have `room` points each."""
        most = max(int(self.width / room), 1)
        minutes = (self.end - self.begin).total_seconds() / 60
        step = next((step for step in _STEPS if minutes / step <= most), int(minutes / most) + 1)
        midnight = self.begin.replace(hour=0, minute=0, second=0, microsecond=0)
        first = -((midnight - self.begin) // timedelta(minutes=step))
        found = (midnight + timedelta(minutes=step) * (first + n) for n in range(most + 2))
        return [at for at in found if self.begin <= at <= self.end]
