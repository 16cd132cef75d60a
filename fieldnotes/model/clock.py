"""Time: instants with the offset of their zone, and the hybrid logical clock that orders changes.

An instant is an aware `datetime` with a fixed offset, cut to the millisecond (the language writes three
decimals). Only the standard library: this is imported on the live path.
"""

import time
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as time_of_day
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fieldnotes.errors import FieldnotesError

_OF_THE_MACHINE = ("localtime", "posixrules", "Factory")


class UnknownZone(FieldnotesError):
    """A time zone that this machine does not know."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is not a time zone; write one such as Europe/London.")


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The zone of that name, the same on every machine; raises UnknownZone."""
    if name in _OF_THE_MACHINE or name.startswith(("posix/", "right/")):
        raise UnknownZone(name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(name) from error


def cut_to_ms(moment: datetime) -> datetime:
    """The instant without its microseconds."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@lru_cache(maxsize=256)
def _fixed(offset: timedelta) -> timezone:
    return timezone(offset)


def in_zone(moment: datetime, zone: str) -> datetime:
    """The same instant, told in the zone's offset at that instant; milliseconds."""
    told = cut_to_ms(moment).astimezone(UTC).astimezone(zone_of(zone))  # a zone's own skipped time stays as it is
    return told.replace(tzinfo=_fixed(told.utcoffset() or timedelta()), fold=0)


def now_in(zone: str) -> datetime:
    """This instant by the wall clock of the machine, told in the zone."""
    return in_zone(datetime.now(UTC), zone)


class LocalTime(NamedTuple):
    """A wall-clock time made an instant: `at`, and what the zone's clock change did to it."""

    at: datetime
    skipped: bool
    doubled: bool


def local_instant(day: date, clock: time_of_day, zone: str) -> LocalTime:
    """The instant of a wall-clock time in a zone.

    A doubled time is the earlier one; a skipped one is read with the offset before the change.
    """
    tz = zone_of(zone)
    first = datetime.combine(day, clock, tz)
    before, after = first.utcoffset(), first.replace(fold=1).utcoffset()
    skipped = doubled = False
    if before is not None and after is not None and before != after:
        skipped, doubled = before < after, before > after
    return LocalTime(in_zone(first, zone), skipped, doubled)


def offset_of(moment: datetime) -> str:
    """Its offset from UTC as `+01:00`."""
    return moment.isoformat(timespec="seconds")[19:25] if moment.utcoffset() else "+00:00"


def is_doubled(moment: datetime, zone: str) -> bool:
    """True for an instant whose time of day a clock change lets come twice: only its offset tells which it is."""
    told = moment.astimezone(zone_of(zone))
    return told.utcoffset() != told.replace(fold=1 - told.fold).utcoffset()


class HybridTime(NamedTuple):
    """A hybrid logical clock's reading: milliseconds since 1970 and a counter within one."""

    ms: int
    counter: int


class HybridClock:
    """Orders changes across devices (Kulkarni et al. 2014): never behind the wall clock, never behind what it saw.

    A received time more than ten minutes ahead of the wall clock is kept with its record and never raises ours.
    """

    AHEAD_MS = 10 * 60 * 1000

    def __init__(self) -> None:
        self._last = HybridTime(0, 0)

    def tick(self) -> HybridTime:
        """The time of a new change: greater than all before it."""
        wall = time.time_ns() // 1_000_000
        last = self._last
        self._last = HybridTime(wall, 0) if wall > last.ms else HybridTime(last.ms, last.counter + 1)
        return self._last

    def saw(self, received: HybridTime) -> None:
        """Take in the time of a change that was read."""
        wall = time.time_ns() // 1_000_000
        if received > self._last and received.ms <= wall + self.AHEAD_MS:
            self._last = received
