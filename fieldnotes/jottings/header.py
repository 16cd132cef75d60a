"""The header of a jottings file: its lines read, one by one, and written again."""

import re
from datetime import date, datetime, time

from fieldnotes.jottings.commands import plain_number
from fieldnotes.jottings.write import plain
from fieldnotes.model.agenda import Item, is_item_number
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.people import Person, is_code, read_status
from fieldnotes.text import clean_line

_PLANNED = re.compile(r"\d{1,5}(?:\.\d{1,3})?\Z", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?\Z", re.ASCII)
KEYS = (
    "study", "source", "site", "body", "date", "start", "zone", "observer", "protocol", "meeting",
    "people", "agenda",
)  # fmt: skip
EXPORTED = ("type", "place", "mode")  # known behind the line `Meeting:`, which exports alone write


def read_key(line: str, keys: tuple[str, ...] = KEYS) -> tuple[str, str] | None:
    """Key (lower case) and value of `Key: value`; None for a line that has no such key."""
    key, colon, value = line.partition(":")
    name = key.strip(" ").casefold()
    return (name, value.strip(" ")) if colon and name in keys and not line.startswith(" ") else None


def read_start(words: str) -> time | None:
    """The time of day of `14:00` or `14:00:30`; None for anything else."""
    found = _CLOCK.match(words)
    hour, minute, second = (int(part or 0) for part in found.groups()) if found else (24, 0, 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def read_person(line: str) -> tuple[Person, bool] | None:
    """A line `CODE  role; group; status`, and whether its status is one of the known; None for no code.

    A known status may stand as second part.
    """
    code, _, rest = line.strip(" ").partition(" ")
    if not is_code(code):
        return None
    parts = [part.strip(" ") for part in rest.split(";", 2)]
    if len(parts) == 2 and (status := read_status(parts[1])):
        return Person(code, parts[0], "", status), True
    role, group, words = (*parts, "", "")[:3]
    status = read_status(words) if words else "present"
    return Person(code, role, group, status or words), status is not None


def write_person(person: Person) -> str:
    """The line that `read_person` reads as this person."""
    status = "" if person.status == "present" else person.status
    if read_status(person.group):
        status = person.status
    short = not person.group and read_status(status)
    parts = [person.role, status] if short else [person.role, person.group, status]
    words = "; ".join(parts).rstrip("; ") if parts[-1] == "" else "; ".join(parts)
    return f"{person.code}  {words}".rstrip(" ")


def read_item(line: str) -> Item | None:
    """A line `N. title (planned minutes; purpose; presenter)`; None for no number.

    Last brackets whose first part is neither a number nor empty belong to the title.
    """
    words = line.strip(" ")
    first, _, rest = words.partition(" ")
    number = first[:-1] if first.endswith(".") else ""
    if not is_item_number(number):
        return None
    title, details = _last_brackets(rest.strip(" "))
    return Item(number, title, *details)


def _last_brackets(words: str) -> tuple[str, tuple[int | float | None, str, str]]:
    nothing = (None, "", "")
    opened = words.rfind("(")
    if not words.endswith(")") or opened < 0:
        return words, nothing
    parts = [part.strip(" ") for part in words[opened + 1 : -1].split(";")]
    if len(parts) > 3 or (parts[0] and not _PLANNED.match(parts[0])) or ")" in words[opened:-1]:
        return words, nothing
    planned, purpose, presenter = (*parts, "", "")[:3]
    return words[:opened].rstrip(" "), (plain_number(planned) if planned else None, purpose, presenter)


def write_item(item: Item) -> str:
    """The line that `read_item` reads as this item."""
    planned = "" if item.planned_minutes is None else plain(item.planned_minutes)
    details = [planned, item.purpose, item.presenter]
    while details and not details[-1]:
        details.pop()
    line = f"{item.number}. {item.title}".rstrip(" ")
    again = _last_brackets(item.title)
    return f"{line} ({'; '.join(details)})" if details or again[0] != item.title else line


def write_header(meeting: Meeting, study: str, observer: str) -> list[str]:
    """The lines of a header above people and agenda; empty ones are left out."""
    values = (
        ("Study", study),
        ("Source", meeting.source),
        ("Site", meeting.site),
        ("Body", meeting.body),
        ("Date", meeting.date.isoformat()),
        ("Start", _start_words(meeting.start, meeting.date)),
        ("Zone", meeting.zone),
        ("Observer", observer),
        ("Protocol", meeting.protocol),
        ("Meeting", meeting.id),
        *((("Type", meeting.type or ""), ("Place", meeting.place), ("Mode", meeting.mode)) if meeting.id else ()),
    )
    return [f"{key}: {clean_line(value)}" for key, value in values if value] + list(meeting.header)


def _start_words(start: datetime | None, day: date) -> str:
    if start is None or start.date() != day:
        return ""
    return f"{start:%H:%M:%S}" if start.second else f"{start:%H:%M}"
