"""What was paused or not observed of a meeting while it goes on, and how much of any stretch is left without it."""

from bisect import bisect_right
from datetime import datetime, timedelta
from itertools import accumulate

from fieldnotes.measures.interval import Stretch, merged

_NONE = timedelta()


class Pauses:
    """Stretches that count in no minutes, their union kept; `since` is the beginning of one that still lasts.

    Asking costs the logarithm of their number; adding one costs their number, which is small.
    """

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.since: datetime | None = None
        self._begins: list[datetime] = []
        self._before: list[timedelta] = [_NONE]

    def add(self, pause: Stretch) -> None:
        """One more; it may overlap those there are."""
        self.stretches = merged([*self.stretches, pause])
        self._begins = [stretch.begin for stretch in self.stretches]
        self._before = list(accumulate((s.end - s.begin for s in self.stretches), initial=_NONE))

    def begin(self, at: datetime) -> None:
        """One begins, unless one lasts."""
        self.since = self.since or at

    def end(self, at: datetime) -> None:
        """The one that lasts is over."""
        if self.since is not None:
            self.add(Stretch(self.since, at))
            self.since = None

    def left_of(self, begin: datetime, end: datetime) -> timedelta:
        """How much of that stretch is in no pause; nothing where it ends before it begins."""
        if self.since is not None:
            end = min(end, self.since)
        if begin >= end:
            return _NONE
        if not self._begins or begin >= self.stretches[-1].end:
            return end - begin  # as nearly always
        return (end - begin) - (self._paused_before(end) - self._paused_before(begin))

    def _paused_before(self, at: datetime) -> timedelta:
        place = bisect_right(self._begins, at)
        if not place:
            return _NONE
        last = self.stretches[place - 1]
        return self._before[place] - max(last.end - at, _NONE)
