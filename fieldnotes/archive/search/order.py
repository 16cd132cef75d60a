"""The number of a note in the index: the newer the note the smaller, so that newest first needs no sorting.

Meetings are put in in any order. Newer is what is of a later meeting, by its date, and within a date what was
observed later: a line typed weeks after its meeting is of that meeting's day. A number is the day, counted from the
end of the calendar, within it the place of the moment, and behind that room for notes of one place; all are below
2**63. A place is a millisecond around the day of the meeting, and a whole day further off: notes of one place are
put in order of time when they are read.
"""

from datetime import UTC, date, datetime, timedelta

ROOM = 13  # bits: 8,192 notes of one place keep it exactly, further ones get the next
_DAYS = date.max.toordinal()
_MS = timedelta(milliseconds=1)
_DAY = timedelta(days=1) // _MS
_BEFORE, _AFTER = _DAY, 2 * _DAY  # told to the millisecond: no zone is so far from UTC that a meeting's day is not
_FURTHER = _DAYS + 2  # places for the days before, and as many for those after
_PLACES = _BEFORE + _AFTER + 2 * _FURTHER
FIRST, LAST = 0, ((_DAYS + 1) * _PLACES << ROOM) - 1


def slot_of(day: date, at: datetime) -> int:
    """The first number of the notes of that instant, in a meeting of that day."""
    return _first_of(day) + ((_PLACES - 1 - _place(day, at)) << ROOM)


def instant_of(number: int) -> int:
    """What notes of one place have in common: smaller for newer ones."""
    return number >> ROOM


def first_number(until: date | None) -> int:
    """The smallest number of a note of a meeting on that day or before."""
    return FIRST if until is None else _first_of(until)


def last_number(since: date | None) -> int:
    """The greatest number of a note of a meeting on that day or after."""
    return LAST if since is None else _first_of(since) + (_PLACES << ROOM) - 1


def _first_of(day: date) -> int:
    return (_DAYS - day.toordinal()) * _PLACES << ROOM


def _place(day: date, at: datetime) -> int:
    """Greater for later instants; those of one day have one place where they are far from the meeting's."""
    ms = (at - datetime(day.year, day.month, day.day, tzinfo=UTC)) // _MS
    if ms < -_BEFORE:
        return _FURTHER + (ms + _BEFORE) // _DAY
    if ms >= _AFTER:
        return _FURTHER + _BEFORE + _AFTER + (ms - _AFTER) // _DAY
    return _FURTHER + _BEFORE + ms
