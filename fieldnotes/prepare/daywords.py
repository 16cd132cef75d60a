"""The day within words such as `next Tuesday`, `12/6`, `Tue 9 June`, `in three weeks`, `first Monday of June`."""

import re
from collections.abc import Callable
from datetime import date, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YEARS = range(1000, 9000)  # as in the jotting language: beyond these a zone's offset may leave the calendar
_DAY_NAMES = [name.lower() for name in WEEKDAYS]
_MONTH_NAMES = [name.lower() for name in MONTHS]
_WEEKDAY = (
    r"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"\.?"
)
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_COUNT = rf"(\d{{1,3}}|{'|'.join(_COUNTS)})"
_PLACES = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}


class NoDay(ValueError):
    """Words that name no one day; its text is a clause that says why."""


def day_of(words: str, today: date) -> date:
    """The day that words of lower case name, seen from today; raises NoDay.

    A day without a year is the first from today on; a weekday alone is today where it is that day, `next` never.
    """
    said = " ".join(words.replace(",", " ").split()).removeprefix("on ")
    if not said:
        raise NoDay("names no day")
    for pattern, read in _READERS:
        if found := re.fullmatch(pattern, said):
            return read(found, today)
    if re.fullmatch(rf"(?:next |this )?(?:week|month|{_MONTH})(?: \d{{4}})?", said):
        raise NoDay("names no one day")
    return _in_other_words(said, today)


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        if year in _YEARS:
            return date(year, month, day)
    except ValueError:
        pass
    raise NoDay("is no day of the calendar")


def _year_of(words: str) -> int:
    year = int(words)
    return year if len(words) > 2 else year + (2000 if year < 70 else 1900)


def _first_from(today: date, month: int, day: int) -> date:
    for year in range(today.year, today.year + 9):  # 29 February: at most eight years on
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise NoDay("is no day of the calendar")


def _weekday(words: str) -> int:
    return next(place for place, name in enumerate(_DAY_NAMES) if name.startswith(words.rstrip(".")[:3]))


def _month(words: str) -> int:
    return next(place for place, name in enumerate(_MONTH_NAMES, 1) if name.startswith(words[:3]))


def _checked(named: str | None, found: date, year_said: bool) -> date:
    """The day, where it is the weekday that stands beside it; raises NoDay."""
    if named is None or found.weekday() == _weekday(named):
        return found
    said = f"{found.day} {MONTHS[found.month - 1]} {found.year}"
    more = "" if year_said else ", so that its year has to be written"
    raise NoDay(f"cannot be: {said} is a {WEEKDAYS[found.weekday()]}{more}")


def _iso(found: re.Match[str], today: date) -> date:
    return _checked(found[1], _calendar_day(int(found[2]), int(found[3]), int(found[4])), True)


def _numeric(found: re.Match[str], today: date) -> date:
    day, month, year = int(found[2]), int(found[4]), found[5]
    if month > 12 >= day:
        raise NoDay(f"has no month {month} (the day goes first: {month}/{day})")
    if year is None:
        return _checked(found[1], _first_from(today, month, day), False)
    return _checked(found[1], _calendar_day(_year_of(year), month, day), True)


def _spoken(named: str | None, day: str, month: str, year: str | None, today: date) -> date:
    if year is None:
        return _checked(named, _first_from(today, _month(month), int(day)), False)
    return _checked(named, _calendar_day(_year_of(year), _month(month), int(day)), True)


def _day_month(found: re.Match[str], today: date) -> date:
    return _spoken(found[1], found[2], found[3], found[4], today)


def _month_day(found: re.Match[str], today: date) -> date:
    return _spoken(found[1], found[3], found[2], found[4], today)


def _nth_of_month(found: re.Match[str], today: date) -> date:
    """`the 12th`: the first from today on."""
    for ahead in range(12):
        years, month = divmod(today.month - 1 + ahead, 12)
        try:
            day = date(today.year + years, month + 1, int(found[2]))
        except ValueError:
            continue
        if day >= today:
            return _checked(found[1], day, False)
    raise NoDay("is no day of the calendar")


def _plain(days: int) -> Callable[[re.Match[str], date], date]:
    return lambda found, today: today + timedelta(days)


def _ahead(today: date, weekday: int) -> int:
    return (weekday - today.weekday()) % 7


def _on_weekday(found: re.Match[str], today: date) -> date:
    return today + timedelta(_ahead(today, _weekday(found[1])))


def _this_weekday(found: re.Match[str], today: date) -> date:
    weekday = _weekday(found[1])
    if weekday < today.weekday():
        raise NoDay("may mean the one of this week, which is over, or the coming one")
    return today + timedelta(weekday - today.weekday())


def _next_weekday(found: re.Match[str], today: date) -> date:
    return today + timedelta(_ahead(today, _weekday(found[1])) or 7)


def _last_weekday(found: re.Match[str], today: date) -> date:
    return today - timedelta((today.weekday() - _weekday(found[1])) % 7 or 7)


def _next_week(found: re.Match[str], today: date) -> date:
    return today + timedelta(7 - today.weekday() + _weekday(found[1] or found[2]))


def _week_on(found: re.Match[str], today: date) -> date:
    return today + timedelta(_ahead(today, _weekday(found[1] or found[2])) + 7)


def _weeks_on_weekday(found: re.Match[str], today: date) -> date:
    """`three weeks on Tuesday`."""
    return today + timedelta(_ahead(today, _weekday(found[2])) + 7 * _count(found[1]))


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _COUNTS[words]


def _from_now(found: re.Match[str], today: date) -> date:
    """`in three weeks`, `in 2 months' time`, `3 days ago`, `a week today`, `a fortnight tomorrow`."""
    from dateutil.relativedelta import relativedelta  # months of unequal length; wanted here alone

    said = found.groupdict()
    count, unit = _count(said["count"]), said["unit"]
    sign = -1 if said.get("ago") else 1
    begin = today + timedelta(said.get("from") == "tomorrow")
    days = {"day": 1, "week": 7, "fortnight": 14}
    try:
        if unit in days:
            return begin + timedelta(sign * count * days[unit])
        there: date = begin + relativedelta(months=sign * count * (12 if unit == "year" else 1))
    except (OverflowError, ValueError) as error:
        raise NoDay("is no day of the calendar") from error
    return there


def _place_in_month(found: re.Match[str], today: date) -> date:
    """`first Monday of June`: of this year or, where that has gone by, of the next."""
    place, weekday, month = _PLACES[found[1]], _weekday(found[2]), _month(found[3])
    years = [_year_of(found[4])] if found[4] else [today.year, today.year + 1]
    for year in years:
        if year not in _YEARS:
            break
        days = [day for day in _days_of(year, month) if day.weekday() == weekday]
        if days[place] >= today or found[4]:
            return days[place]
    raise NoDay("is no day of the calendar")


def _days_of(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    return [first + timedelta(n) for n in range(31) if (first + timedelta(n)).month == month]


_OTHER_LANGUAGES = ["en", "fr", "de", "es", "it", "nl", "pt"]


def _in_other_words(said: str, today: date) -> date:
    """What the library dateparser makes of it, words of other languages above all; raises NoDay.

    It reads some words as a day gone by that name one to come, and a lone number as a day of this month: where
    it gives a day gone by without a year in the words, or the words hold no letter, nothing is taken from it.
    """
    if not re.search(r"[^\W\d_]{2}", said):
        raise NoDay("cannot be read as a date")
    from datetime import datetime

    import dateparser  # 0.2 s, and 0.6 s more at its first words

    found = dateparser.parse(
        said,
        languages=_OTHER_LANGUAGES,
        settings={
            "RELATIVE_BASE": datetime.combine(today, datetime.min.time().replace(hour=12)),
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if found is None or found.year not in _YEARS:
        raise NoDay("cannot be read as a date")
    if found.date() < today and str(found.year) not in said:
        raise NoDay("cannot be read as a date for certain")
    day: date = found.date()
    return day


_NAMED = rf"(?:{_WEEKDAY} )?(?:the )?"
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_UNIT = r"(?P<unit>day|week|fortnight|month|year)s?"
_NAMED_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
_READERS: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = (
    (rf"(?:{_WEEKDAY} )?(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})", _iso),
    (rf"(?:{_WEEKDAY} )?(\d{{1,2}})([-/.])(\d{{1,2}})(?:\3(\d{{4}}|\d\d)|\.)?", _numeric),
    (rf"{_NAMED}{_ORDINAL}(?: of)?[ -]?{_MONTH}(?:[ -](\d{{4}}|\d\d))?", _day_month),
    (rf"(?:{_WEEKDAY} )?{_MONTH} (?:the )?{_ORDINAL}(?: (\d{{4}}))?", _month_day),
    (rf"{_NAMED}(\d{{1,2}})(?:st|nd|rd|th)", _nth_of_month),
    (r"today|tonight|this (?:morning|afternoon|evening)", _plain(0)),
    (r"tomorrow(?: (?:morning|afternoon|evening))?|tomorow|tmrw", _plain(1)),
    (r"(?:the )?day after tomorrow", _plain(2)),
    (r"yesterday", _plain(-1)),
    (_WEEKDAY, _on_weekday),
    (rf"(?:this )?coming {_WEEKDAY}", _next_weekday),
    (rf"this {_WEEKDAY}", _this_weekday),
    (rf"next {_WEEKDAY}", _next_weekday),
    (rf"last {_WEEKDAY}", _last_weekday),
    (rf"{_WEEKDAY} (?:of )?next week|next week (?:on )?{_WEEKDAY}", _next_week),
    (rf"{_WEEKDAY} week|a week on {_WEEKDAY}", _week_on),
    (rf"{_COUNT} weeks? on {_WEEKDAY}", _weeks_on_weekday),
    (rf"in {_NAMED_COUNT} {_UNIT}['’]?(?: time)?", _from_now),
    (rf"{_NAMED_COUNT} {_UNIT} from (?:now|(?P<from>today|tomorrow))", _from_now),
    (rf"{_NAMED_COUNT} {_UNIT} (?P<from>today|tomorrow)", _from_now),
    (rf"{_NAMED_COUNT} {_UNIT} (?P<ago>ago)", _from_now),
    (rf"(?:the )?({'|'.join(_PLACES)}) {_WEEKDAY} (?:of|in) {_MONTH}(?: (\d{{4}}))?", _place_in_month),
)
