"""The number of a note in the index: the newer the note the smaller, so that newest first needs no sorting.

Meetings are put in in any order. A number is the milliseconds from the instant of the note to the end of the
calendar, with room behind it for notes of one millisecond; all numbers are below 2**63.
"""

from datetime import UTC, date, datetime, timedelta

ROOM = 14  # bits: 16,384 notes of one millisecond keep their exact place, further ones get the next
_BEGIN = datetime(1, 1, 1, tzinfo=UTC)
_SPAN = timedelta(days=3_652_062)  # beyond the year 9999 by the widest offset of a zone
_MS = timedelta(milliseconds=1)
_END = _SPAN // _MS
_OFFSET = timedelta(hours=24)  # no zone is so far from UTC
FIRST, LAST = 0, (_END + _OFFSET // _MS) << ROOM


def slot_of(at: datetime) -> int:
    """The first number of the notes of that instant."""
    return (_END - (at - _BEGIN) // _MS) << ROOM


def instant_of(number: int) -> int:
    """What notes of one millisecond have in common: smaller for newer ones."""
    return number >> ROOM


def first_number(until: date | None) -> int:
    """A number no greater than that of any note made on that day or before, in whatever zone."""
    return FIRST if until is None else slot_of(_midnight(until) + 2 * _OFFSET)


def last_number(since: date | None) -> int:
    """A number no smaller than that of any note made on that day or after, in whatever zone."""
    return LAST if since is None else slot_of(_midnight(since) - _OFFSET) + (1 << ROOM) - 1


def _midnight(day: date) -> datetime:
    within = min(max(day, date(1, 1, 3)), date(9999, 12, 28))
    return datetime(within.year, within.month, within.day, tzinfo=UTC)
