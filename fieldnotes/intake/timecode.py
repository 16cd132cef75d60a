"""Times within a recording, in whole milliseconds: `83.5`, `1:23,5`, `00:01:23.500`, and offsets such as `-5s`."""

import re

_DECIMALS = r"(?:[.,](\d{1,12}))?"
_SECONDS = re.compile(rf"(\d{{1,9}}){_DECIMALS}\Z", re.ASCII)
_CLOCK = re.compile(rf"(?:(\d{{1,4}}):)?(\d{{1,4}}):(\d\d){_DECIMALS}\Z", re.ASCII)
_UNITS = re.compile(rf"(?:(\d{{1,4}})h)?(?:(\d{{1,6}})m)?(?:(\d{{1,9}}){_DECIMALS}s)?\Z", re.ASCII)


def _total(hours: str | None, minutes: str | None, seconds: str | None, decimals: str | None) -> int:
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + _thousandths(decimals or "")


def _thousandths(decimals: str) -> int:
    """The milliseconds of the digits behind a comma, to the nearest one; half a one goes up."""
    return int(decimals[:3].ljust(3, "0")) + (decimals[3:4] >= "5")


def clock_ms(words: str) -> int | None:
    """The milliseconds of `mm:ss` or `hh:mm:ss`, with decimals behind a point or comma; None for anything else.

    Minutes without hours may be more than 59.
    """
    found = _CLOCK.match(words)
    if found is None or int(found[3]) > 59 or (found[1] and int(found[2]) > 59):
        return None
    return _total(*found.groups())


def time_ms(words: str) -> int | None:
    """The same, or plain seconds."""
    found = _SECONDS.match(words)
    return _total(None, None, *found.groups()) if found else clock_ms(words)


def offset_ms(words: str) -> int | None:
    """The milliseconds of `+00:02:10`, `-5s`, `1m30s`, `2.5`; None for anything else."""
    sign, plain = (-1 if words[:1] == "-" else 1), words[1:] if words[:1] in ("+", "-") else words
    length = time_ms(plain)
    if length is None and plain and (found := _UNITS.match(plain)):
        length = _total(*found.groups())
    return None if length is None else sign * length
