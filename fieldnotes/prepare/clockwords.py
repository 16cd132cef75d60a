"""The time of day within words such as `12 June 2.30pm`, `tomorrow 14h`, `Tuesday at half two`."""

import re
from datetime import time
from typing import NamedTuple

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOUR = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})"
_HALF = r"(?P<half>am|pm|a\.m\.?|p\.m\.?|in the (?:morning|afternoon|evening))"
_LEAD = r"(?:(?<=\s)|^)(?:at\s+|@\s*|um\s+|à\s+)?"
_END = r"(?:\s*(?:-|–|to|until|till)\s*\d{1,2}(?:[:.h]\d\d)?\s*(?:am|pm|h)?)?(?![\w:/])"
_MINUTES_OF = {"quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25, "half": 30}
_PAST = rf"(half|quarter|five|ten|twenty|twenty-five)\s+(past|to)\s+{_HOUR}"

_NOON = rf"{_LEAD}(?:12\s*)?(?:noon|midday)(?!\w)"
_MIDNIGHT = rf"{_LEAD}midnight(?!\w)"
_WITH_HALF = rf"{_LEAD}(\d{{1,2}})(?:[:.](\d\d))?\s*{_HALF}{_END}"
_WRITTEN_HALF = rf"{_LEAD}{_PAST}(?:\s*{_HALF})?(?!\w)"
_BRITISH_HALF = rf"{_LEAD}half\s+{_HOUR}(?:\s*{_HALF})?(?!\w)"
_DIGITAL = rf"{_LEAD}(\d{{1,2}}):(\d\d)(?::(\d\d))?(?:\s*(?:h|hrs|hours|uhr))?{_END}"
_H = rf"{_LEAD}(\d{{1,2}})\s*(?:h|uhr)\s*(\d\d)?{_END}"
_MILITARY = rf"{_LEAD}(\d\d)(\d\d)\s*(?:h|hrs|hours){_END}"
_DOTTED = r"(?<=\s)(?:at\s+)?(\d{1,2})\.(\d\d)(?:\s*(?:-|–|to)\s*\d{1,2}\.\d\d)?\s*$"
_OCLOCK = rf"{_LEAD}{_HOUR}\s*o['’]?clock(?:\s*{_HALF})?(?!\w)"
_AT = rf"(?:(?<=\s)|^)(?:at|@)\s*{_HOUR}(?:\s*{_HALF})?\s*$"


class Clock(NamedTuple):
    """What was found: the time, the words without it, and why it is not plain (a clause for a sentence)."""

    at: time | None
    rest: str
    why: str = ""


def take_clock(words: str) -> Clock:
    """The time of day in words of lower case, and the words without it.

    An hour in words (`half two`, `at three`) is that of a working day: one to six are of the afternoon. One to six
    in digits without a half of the day (`2:30`) is not taken for either.
    """
    if found := re.search(_MIDNIGHT, words):
        return Clock(None, _without(words, found), "has a midnight, which begins one day and ends another")
    if found := re.search(_NOON, words):
        return Clock(time(12), _without(words, found))
    for pattern, read in _READERS:
        if found := re.search(pattern, words):
            at, why = read(found)
            return Clock(at, _without(words, found), why)
    return Clock(None, words)


def _without(words: str, found: re.Match[str]) -> str:
    return " ".join(f"{words[: found.start()]} {words[found.end() :]}".split())


def _made(hour: int, minute: int = 0, second: int = 0) -> tuple[time | None, str]:
    try:
        return time(hour, minute, second), ""
    except ValueError:
        return None, f"has {hour}:{minute:02}, which is no time of day"


def _in_half(hour: int, minute: int, half: str) -> tuple[time | None, str]:
    if not 1 <= hour <= 12:
        return (None, f"has {hour} {half}, which is no time of day") if hour == 0 else _made(hour, minute)
    later = half.startswith("p") or half.endswith(("afternoon", "evening"))
    return _made(hour % 12 + 12 * later, minute)


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS.index(words) + 1


def _of_working_day(hour: int, minute: int, half: str | None) -> tuple[time | None, str]:
    if half:
        return _in_half(hour, minute, half)
    return _made(hour + 12 if 1 <= hour <= 6 else hour, minute)


def _with_half(found: re.Match[str]) -> tuple[time | None, str]:
    return _in_half(int(found[1]), int(found[2] or 0), found["half"])


def _in_digits(found: re.Match[str]) -> tuple[time | None, str]:
    second = int(found[3]) if found.re.groups >= 3 and found[3] else 0
    hour, minute = int(found[1]), int(found[2] or 0)
    if len(found[1]) == 1 and 1 <= hour <= 6:
        return None, f"may mean {hour}.{minute:02}am or {hour}.{minute:02}pm"
    return _made(hour, minute, second)


def _of_day(found: re.Match[str]) -> tuple[time | None, str]:
    return _made(int(found[1]), int(found[2] or 0))


def _past(found: re.Match[str]) -> tuple[time | None, str]:
    minutes, hour = _MINUTES_OF[found[1]], _number(found[3])
    if found[2] == "past":
        return _of_working_day(hour, minutes, found["half"])
    before = 12 if hour == 1 else hour - 1
    if found["half"] is None and hour <= 7:  # “quarter to seven” is of the afternoon as six is, “to one” of noon
        return _made(12 if hour == 1 else hour + 11, 60 - minutes)
    return _of_working_day(before, 60 - minutes, found["half"])


def _half_of(found: re.Match[str]) -> tuple[time | None, str]:
    return _of_working_day(_number(found[1]), 30, found["half"])


def _whole(found: re.Match[str]) -> tuple[time | None, str]:
    return _of_working_day(_number(found[1]), 0, found["half"])


_READERS = (
    (_WITH_HALF, _with_half),
    (_WRITTEN_HALF, _past),
    (_BRITISH_HALF, _half_of),
    (_DIGITAL, _in_digits),
    (_MILITARY, _of_day),
    (_H, _of_day),
    (_OCLOCK, _whole),
    (_DOTTED, _in_digits),
    (_AT, _whole),
)
