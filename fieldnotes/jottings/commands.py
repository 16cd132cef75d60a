"""The commands of the language: `/item`, `/in`, `/out`, `/floor`, `/break`, `/resume`, `/end`, `/gap`, `/rate`."""

import re
from collections.abc import Callable

from fieldnotes.jottings.marks import read_text
from fieldnotes.jottings.people import list_people, list_person, mark_seen, read_list
from fieldnotes.jottings.records import record
from fieldnotes.jottings.setting import Line, Reading
from fieldnotes.model.agenda import Item, is_item_number

RESERVED = frozenset(
    ("undo", "redo", "amend", "write", "retract", "code", "prompt", "who", "agenda", "find", "help")
)
LONGEST_GAP = 7 * 86400
_DURATION = r"(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?\Z"  # compiled when it is first wanted, as in `when`
_NUMBER = r"-?\d{1,6}(?:\.\d{1,3})?\Z"


def read_command(line: Line, name: str, words: str) -> Reading | None:
    """What a command says; None, with a warning, where it is to be kept as a note."""
    command = _COMMANDS.get(name.casefold())
    if command:
        return command(line, words.strip(" "))
    if name.casefold() in RESERVED:
        line.warn(f"/{name} is an act on the record, which a line of notes cannot do; kept as a note.")
    elif name:
        line.warn(f"/{name} is not a command; kept as a note.")
    return None


def plain_number(digits: str) -> int | float:
    """The number that digits write: whole where it is whole."""
    number = float(digits)
    return int(number) if number.is_integer() else number


def read_minutes(words: str) -> float | None:
    """The minutes of `1h30m`, `5m`, `90s`; None for anything else and for nothing."""
    found = re.match(_DURATION, words, re.ASCII)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    total = hours * 3600 + minutes * 60 + seconds
    return total / 60 if 0 < total <= LONGEST_GAP else None


def _item(line: Line, words: str) -> Reading:
    first, _, rest = words.partition(" ")
    number = first.rstrip(".")
    if is_item_number(number):
        return _numbered_item(line, number, rest)
    title = read_text(words).text
    if not title:
        return line.reading(record(line, "item", words, mode="close"))
    known = line.setting.agenda.titled(title)
    if known is None:
        known = Item(line.setting.agenda.next_number(), title, added=True)
        line.items.append(known)
    return line.reading(record(line, "item", words, mode="open", item=known.number, text="", verbatim=()))


def _numbered_item(line: Line, number: str, rest: str) -> Reading:
    known = line.setting.agenda.get(number)
    if known:
        return line.reading(record(line, "item", rest, mode="open", item=known.number))
    line.items.append(Item(number, read_text(rest).text, added=True))
    return line.reading(record(line, "item", rest, mode="open", item=number, text="", verbatim=()))


def _presence(mode: str) -> Callable[[Line, str], Reading | None]:
    def read(line: Line, words: str) -> Reading | None:
        codes, rest = read_list(line, words, signs=False)
        if not codes or (rest and rest[0] != " "):
            line.warn(f"“{words.strip()}” names nobody to come in or go out; kept as a note.")
            return None
        list_people(line, codes, "present")
        return line.reading(*(record(line, "presence", rest, mode=mode, actor=code) for code in codes))

    return read


_FLOOR_MODES = {"": "takes", "+": "joins", "-": "stops"}


def _floor(line: Line, words: str) -> Reading | None:
    if not read_text(words).text:
        return line.reading(record(line, "floor", words, mode="none"))
    sign = words[0] if words[0] in "+-" else ""
    codes, rest = read_list(line, words[len(sign) :], signs=False)
    if len(codes) != 1 or (rest and rest[0] != " "):
        line.warn(f"“{words.strip()}” is not one person who has the floor; kept as a note.")
        return None
    if sign == "-":
        list_person(line, codes[0], "present")
    else:
        mark_seen(line, codes[0])
    return line.reading(record(line, "floor", rest, mode=_FLOOR_MODES[sign], actor=codes[0]))


def _break(mode: str) -> Callable[[Line, str], Reading]:
    def read(line: Line, words: str) -> Reading:
        return line.reading(record(line, "break", words, mode=mode))

    return read


def _gap(line: Line, words: str) -> Reading | None:
    duration, _, rest = words.partition(" ")
    minutes = read_minutes(duration)
    if minutes is None:
        line.warn(f"“{duration}” is not a length of time such as 5m, 1h30m or 90s; kept as a note.")
        return None
    return line.reading(record(line, "gap", rest, minutes=minutes))


def _rate(line: Line, words: str) -> Reading | None:
    name, _, behind = words.partition(" ")
    digits, _, rest = behind.strip(" ").partition(" ")
    scale = line.setting.protocol.scale(name)
    if scale is None:
        line.warn(f"“{name}” is not a scale of this protocol; kept as a note.")
        return None
    rating = plain_number(digits) if re.match(_NUMBER, digits, re.ASCII) else None
    if rating is None or not scale.lowest <= rating <= scale.highest:
        line.warn(f"{scale.name} is rated from {scale.lowest} to {scale.highest}; kept as a note.")
        return None
    return line.reading(record(line, "rating", rest, scale=scale.name, rating=rating))


_COMMANDS: dict[str, Callable[[Line, str], Reading | None]] = {
    "item": _item,
    "in": _presence("in"),
    "out": _presence("out"),
    "floor": _floor,
    "break": _break("break"),
    "resume": _break("resume"),
    "end": _break("end"),
    "gap": _gap,
    "rate": _rate,
}
