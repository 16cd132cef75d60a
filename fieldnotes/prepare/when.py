"""When a meeting is to be, as people write it; what was understood is said back in words that read the same."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from fieldnotes.errors import UsageError
from fieldnotes.model.clock import UnknownZone, in_zone, is_doubled, local_instant, zone_of
from fieldnotes.prepare.clockwords import take_clock
from fieldnotes.prepare.daywords import MONTHS, WEEKDAYS, NoDay, day_of
from fieldnotes.text import clean_line, visible

_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_FROM_TODAY = re.compile(r"(.*\b\d{4}\b.*?),\s*(?:today|tomorrow|yesterday|in \d+ days?|\d+ days? ago)\s*\Z", re.I)
_REMARK = " — "
LONGEST = 200


class When(NamedTuple):
    """A day, the instant at which it begins (None where no time was named), and both said back in words."""

    day: date
    start: datetime | None
    said: str


class WhenUnclear(UsageError):
    """Words that name no one day and time; the sentence says why, and what to write."""

    def __init__(self, words: str, why: str) -> None:
        super().__init__(
            f"“{visible(words)}” {why}; write it as 24 November 2026 14:00, 24/11/2026 2pm or next Tuesday 2pm."
        )


def read_when(words: str, now: datetime, zone: str) -> When:
    """The day, and the time where there is one, that the words name, seen from `now` in `zone`.

    The day goes before the month (`12/6` is 12 June). Without a year it is the first such day from today on. A
    weekday alone is today where it is that day (unless its time is past: then in seven days); `next Tuesday` is the
    first one after today, `Tuesday week` seven days after `Tuesday`. Raises WhenUnclear, UnknownZone.
    """
    said = " ".join(clean_line(words).split())
    if not said or len(said) > LONGEST:
        raise WhenUnclear(said[:LONGEST], "is not a date")
    today = in_zone(now, zone).date()
    clock = take_clock(_own_words(said, zone))
    if clock.why:
        raise WhenUnclear(said, clock.why)
    try:
        day = day_of(clock.rest, today)
    except NoDay as error:
        raise WhenUnclear(said, str(error)) from None
    when = when_of(day, clock.at, now, zone)
    if when.start and when.start <= now and day == today and _is_weekday_alone(clock.rest):
        day = date.fromordinal(day.toordinal() + 7)
        return when_of(day, clock.at, now, zone)
    return when


def read_time(words: str) -> time | None:
    """The time of day that words name alone (`2pm`, `14h30`, `half two`); None for anything else."""
    said = " ".join(clean_line(words).split()).casefold()
    found = take_clock(said)
    if found.at is None and not found.why:
        found = take_clock(f"x {said}")._replace(rest="") if re.fullmatch(r"\d{1,2}\.\d\d", said) else found
    return None if found.rest or found.why else found.at


def when_of(day: date, at: time | None, now: datetime, zone: str) -> When:
    """The same for a day and a time of day by the wall; raises UnknownZone."""
    start = local_instant(day, at, zone).at if at else None
    day = start.date() if start else day
    return When(day, start, _in_words(day, at, start, now, zone))


def day_in_words(day: date) -> str:
    """`Tuesday 24 November 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _own_words(said: str, zone: str) -> str:
    """The words in lower case without what `said` of a When adds: the zone, how far off it is, a remark."""
    plain = said.split(_REMARK)[0]
    for inside in _IN_BRACKETS.findall(plain):
        if _is_zone(inside) and inside != zone:
            raise WhenUnclear(said, f"is a time in {inside}, and the meeting is in {zone}")
        plain = plain.replace(f"({inside})", "") if inside == zone else plain
    if found := _FROM_TODAY.match(" ".join(plain.replace(" ,", ",").split())):
        plain = found[1]
    return " ".join(plain.casefold().replace(",", " ").split())


def _is_zone(words: str) -> bool:
    try:
        return "/" in words and bool(zone_of(words))
    except UnknownZone:
        return False


def _is_weekday_alone(words: str) -> bool:
    return words.removeprefix("on ").rstrip(".")[:3] in [name[:3].lower() for name in WEEKDAYS] and " " not in words


def _in_words(day: date, at: time | None, start: datetime | None, now: datetime, zone: str) -> str:
    words = day_in_words(day)
    if start:
        words += f", {start:%H:%M:%S}" if start.second else f", {start:%H:%M}"
        words += f" ({zone})"
    return f"{words}, {_from_today(day, in_zone(now, zone).date())}{_remark(at, start, zone)}"


def _from_today(day: date, today: date) -> str:
    days = (day - today).days
    if -1 <= days <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def _remark(at: time | None, start: datetime | None, zone: str) -> str:
    if at is None or start is None:
        return ""
    if start.time() != at:
        return f"{_REMARK}the clocks change then, and there is no {at:%H:%M}"
    if is_doubled(start, zone):
        return f"{_REMARK}the clocks change then: the first {at:%H:%M} of two"
    return ""
