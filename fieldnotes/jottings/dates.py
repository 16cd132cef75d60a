"""Dates of the language: `2004-06-12`, `12 June 2004`, `12 June`. Any other due stays words."""

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO = r"(\d{4})-(\d\d)-(\d\d)\Z"  # compiled when it is first wanted, as in `when`
_SPOKEN = r"(\d{1,2}) +([a-z]+)(?: +(\d{4}))?\Z"
_YEARS = range(1000, 9000)  # beyond these a zone's offset may leave the calendar


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def iso_day(words: str) -> date | None:
    """The day of `2004-06-12`; None for anything else or a day that there is not."""
    found = re.match(_ISO, words, re.ASCII)
    return _day(*map(int, found.groups())) if found else None


def read_day(words: str, since: date | None = None) -> date | None:
    """The day that the words name; `12 June` is the first one from `since` on. None where they name none."""
    if found := re.match(_SPOKEN, words, re.ASCII | re.IGNORECASE):
        number, month, year = found.groups()
        if month.lower() not in _MONTHS:
            return None
        place = _MONTHS.index(month.lower()) + 1
        if year:
            return _day(int(year), place, int(number))
        return _first_from(since, place, int(number)) if since else None
    return iso_day(words)


def _first_from(since: date, month: int, day: int) -> date | None:
    years = range(since.year, since.year + 9)  # 29 February: at most eight years on
    days = (_day(year, month, day) for year in years)
    return next((found for found in days if found and found >= since), None)


def read_due(words: str, since: date) -> str:
    """A due as it is kept: an ISO date where the words are one, else the words."""
    found = read_day(words, since)
    return found.isoformat() if found else words
