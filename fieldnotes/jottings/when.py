"""Times: WHEN at the head of a line in a file, and `@` in the composer and the line mode."""

import re
from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple

from fieldnotes.jottings.dates import iso_day
from fieldnotes.model.clock import in_zone, local_instant, zone_of

HALF_A_DAY = timedelta(hours=12)

# Compiled by `re` when they are first wanted, as in the rooms beside: each is up to 1 ms of an `add` without it.
_WHEN = r"(?:(\d{4}-\d\d-\d\d) +)?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?([+-]\d\d:\d\d|Z)?(?: +|\Z)"
_AT = r"@(?:(\d{1,2}):(\d\d)(?::(\d\d))?|-(\d{1,5})([ms]))(?: +|\Z)"
_MEANT_AS_TIME = r"@-?\d\S*"


class Stamp(NamedTuple):
    """The instant of a line, what follows its time, and sentences on what is odd about it."""

    at: datetime
    body: str
    warnings: tuple[str, ...] = ()


class FileTimes(NamedTuple):
    """How far the reading of a file's times has come: the line above, by the wall and as an instant."""

    zone: str
    above: datetime  # naive, by the wall; of the start before the first line
    last: datetime | None = None  # the instant of the line above
    started: bool = False  # the start is known, or a line was read

    def read(self, line: str) -> tuple["FileTimes", Stamp]:
        """The stamp of a line, and the times as they are behind it."""
        found = re.match(_WHEN, line, re.ASCII)
        clock = _time_of_day(*found.groups()[1:5]) if found else None
        day = iso_day(found[1]) if found and found[1] else None
        if found is None or clock is None or (found[1] and day is None):
            at = self.last or local_instant(self.above.date(), self.above.time(), self.zone).at
            above = "the line above" if self.last else "the start"
            return self._behind(at), Stamp(at, line, (f"The line begins with no time, and gets that of {above}.",))
        at, warnings = self._instant(day or self._day_of(clock), clock, found[6])
        warnings += self._odd_step(at, datetime.combine(day or self._day_of(clock), clock), day is not None)
        return self._behind(at), Stamp(at, line[found.end() :], warnings)

    def _behind(self, at: datetime) -> "FileTimes":
        return FileTimes(self.zone, at.replace(tzinfo=None), at, True)

    def _day_of(self, clock: time) -> date:
        same_day = datetime.combine(self.above.date(), clock)
        turned = self.started and self.above - same_day > HALF_A_DAY
        return (same_day + timedelta(days=turned)).date()

    def _instant(self, day: date, clock: time, offset: str | None) -> tuple[datetime, tuple[str, ...]]:
        read = local_instant(day, clock, self.zone)
        if offset is None:
            odd = f"{clock:%H:%M} was skipped by a change of the clocks; read with the offset before it."
            return read.at, (odd,) if read.skipped else ()
        named = timezone(_offset(offset))
        at = in_zone(datetime.combine(day, clock, named), self.zone)
        wall = datetime.combine(day, clock, zone_of(self.zone))
        known = {wall.utcoffset(), wall.replace(fold=1).utcoffset()}
        odd = f"The offset {offset} is not one of {self.zone} at that time; the instant is kept."
        return at, () if named.utcoffset(None) in known else (odd,)

    def _odd_step(self, at: datetime, wall: datetime, dated: bool) -> tuple[str, ...]:
        if self.last and at < self.last:
            return ("The time is before that of the line above.",)
        if self.started and not dated and wall - self.above > HALF_A_DAY:
            return ("The time is more than 12 hours after that of the line above; write its date if it is right.",)
        return ()


def _offset(words: str) -> timedelta:
    if words == "Z":
        return timedelta()
    size = timedelta(hours=min(int(words[1:3]), 23), minutes=min(int(words[4:6]), 59))
    return -size if words[0] == "-" else size


def _time_of_day(hour: str, minute: str, second: str | None, fraction: str | None) -> time | None:
    micro = int((fraction or "0").ljust(3, "0")) * 1000
    try:
        return time(int(hour), int(minute), int(second or 0), micro)
    except ValueError:
        return None


def clock_words(at: datetime) -> str:
    """The time of day as it is written: seconds and milliseconds where they are not zero."""
    if at.microsecond:
        return f"{at:%H:%M:%S}.{at.microsecond // 1000:03}"
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def write_when(at: datetime, times: FileTimes) -> str:
    """The shortest WHEN that is read back as that instant behind the lines above, without a warning."""
    clock = clock_words(at)
    offset = at.isoformat()[-6:]
    day = at.date().isoformat()
    forms = (clock, clock + offset, f"{day} {clock}", f"{day} {clock}{offset}")
    for form in forms:
        stamp = times.read(form)[1]
        if stamp.at == at and not stamp.warnings:
            return form
    return forms[-1]


class Backdated(NamedTuple):
    """A line of the composer without its `@`: the instant it names (None: none), the rest, a warning."""

    at: datetime | None
    body: str
    warning: str | None = None


def read_at(line: str, now: datetime, zone: str, since: datetime | None) -> Backdated:
    """Read `@14:03`, `@14:03:20`, `@-2m`, `@-90s` at the head of a line typed at `now`.

    `since` is None while the meeting runs: the time is the last one past, within 12 hours. For a meeting that
    has ended or is of another day it is the meeting's beginning: the time is of that day, or of the next where
    it lies more than 12 hours before the beginning.
    """
    if not line.startswith("@"):
        return Backdated(None, line)
    found = re.match(_AT, line, re.ASCII)
    if found is None:
        odd = re.match(_MEANT_AS_TIME, line, re.ASCII)
        return Backdated(None, line, f"{odd[0]} is no @14:03, @-2m or @-90s; kept as text." if odd else None)
    hour, minute, second, count, unit = found.groups()
    body = line[found.end() :]
    if count:
        back = timedelta(minutes=int(count)) if unit == "m" else timedelta(seconds=int(count))
        if back > HALF_A_DAY:
            return Backdated(None, line, _too_long_ago(found[0]))
        return Backdated(in_zone(now - back, zone), body)
    clock = _time_of_day(hour, minute, second, None)
    if clock is None:
        return Backdated(None, line, f"{found[0].strip()} is not a time of day; kept as text.")
    at = _of_meeting(clock, since, zone) if since else _last_past(clock, now, zone)
    if at is None:
        return Backdated(None, line, _too_long_ago(found[0]))
    return Backdated(at, body)


def _too_long_ago(words: str) -> str:
    return f"{words.strip()} is not within the last 12 hours; kept as text."


def _of_meeting(clock: time, since: datetime, zone: str) -> datetime:
    begun = in_zone(since, zone).replace(tzinfo=None)
    same_day = datetime.combine(begun.date(), clock)
    turned = begun - same_day > HALF_A_DAY
    return local_instant((same_day + timedelta(days=turned)).date(), clock, zone).at


def _last_past(clock: time, now: datetime, zone: str) -> datetime | None:
    today = in_zone(now, zone).date()
    for day in (today, today - timedelta(days=1)):
        at = local_instant(day, clock, zone).at
        if at <= now:
            return at if now - at <= HALF_A_DAY else None
    return None
