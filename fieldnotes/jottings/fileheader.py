"""The header of a file, taken together: what it says, and the lines that nobody understood, kept."""

import re
from dataclasses import dataclass, field
from datetime import date, time

from fieldnotes.jottings.dates import read_day
from fieldnotes.jottings.header import EXPORTED, read_item, read_key, read_person, read_start
from fieldnotes.jottings.warned import Warned
from fieldnotes.model.agenda import Item
from fieldnotes.model.clock import UnknownZone, zone_of
from fieldnotes.model.people import Person
from fieldnotes.text import name_key

_BEGINS_WITH_TIME = re.compile(r"(\d{4}-\d\d-\d\d +)?\d{1,2}:\d\d", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
SOURCES = ("observation", "interview", "document")


@dataclass
class Header:
    """What a header says. `values` are the lines that were understood; `kept` those that were not, as written."""

    values: dict[str, str] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    date_line: int = 1
    length: int = 0

    @property
    def date(self) -> date | None:
        """The day of the meeting; None where there is none that can be read."""
        return read_day(self.values.get("date", ""))

    @property
    def start(self) -> time | None:
        """The planned start by the wall."""
        return read_start(self.values["start"]) if "start" in self.values else None

    def keep(self, number: int, raw: str, why: str) -> None:
        """Keep a line as it is, with a warning."""
        self.kept.append(raw)
        self.warnings.append(Warned(number, raw, why))

    def warn_of_another(self, study: str) -> None:
        """Warn where the header names another study than the one that the file goes into."""
        said = self.values.get("study", "")
        if said and name_key(said) != name_key(study):
            why = f"The file is of the study “{said}”; it is taken into “{study}” all the same."
            self.warnings.append(Warned(self.lines["study"], f"Study: {said}", why))


def read_header(lines: list[str]) -> Header:
    """Read the lines above `---`, or above the first that begins with a time; `length` counts them all."""
    header = Header()
    block = ""
    for number, line in enumerate(lines, 1):
        header.length = number
        if line.rstrip(" ") == "---":
            break
        if _BEGINS_WITH_TIME.match(line):
            header.length = number - 1
            header.warnings.append(Warned(number, line, "The header does not end with a line “---”."))
            break
        if line.strip(" ") and not line.startswith("%"):
            block = _read_line(header, number, line, block)
    header.date_line = header.lines.get("date", max(header.length, 1))
    return header


def _read_line(header: Header, number: int, line: str, block: str) -> str:
    if line.startswith(" ") and block:
        (_read_person_line if block == "people" else _read_item_line)(header, number, line)
        return block
    found = read_key(line) or (read_key(line, EXPORTED) if "meeting" in header.values else None)
    if found is None:
        header.keep(number, line, "This line of the header is not known; it is kept as it is.")
        return ""
    key, value = found
    if key in ("people", "agenda"):
        if value:
            header.keep(number, line, f"Write the lines of “{key.title()}:” below it, indented; kept as it is.")
        return key
    _read_value(header, number, line, key, value)
    return ""


def _read_value(header: Header, number: int, line: str, key: str, value: str) -> None:
    if key in header.values:
        header.keep(number, line, "This line of the header stands there twice; the first holds.")
        return
    if value and (why := _why_not(key, value)):
        header.keep(number, line, why)
        return
    header.lines.setdefault(key, number)
    if value:
        header.values[key] = value


def _why_not(key: str, value: str) -> str | None:
    if key == "source" and value.casefold() not in SOURCES:
        return f"“{value}” is not a source; it is taken as observation (or write interview or document)."
    if key == "start" and read_start(value) is None:
        return f"“{value}” is not a time such as 14:00; the meeting has no start."
    if key == "meeting" and not _UUID.match(value):
        return f"“{value}” is not the id of a meeting; it is found by site, body, date and start."
    if key == "zone":
        try:
            zone_of(value)
        except UnknownZone:
            return f"“{value}” is not a time zone such as Europe/London; the study's is taken."
    return None


def _read_person_line(header: Header, number: int, line: str) -> None:
    found = read_person(line)
    if found is None:
        header.keep(number, line, "This line names no person by a code; it is kept as it is.")
        return
    person, status_known = found
    if any(name_key(person.code) == name_key(other.code) for other in header.people):
        header.keep(number, line, f"{person.code} is on the roster twice; the first holds.")
        return
    if not status_known:
        why = f"“{person.status}” is not present, apologies, absent, in attendance or deputy for somebody."
        header.warnings.append(Warned(number, line, why))
    header.people.append(person)


def _read_item_line(header: Header, number: int, line: str) -> None:
    item = read_item(line)
    if item is None:
        header.keep(number, line, "This line begins with no number and dot; it is kept as it is.")
    elif any(item.number.casefold() == other.number.casefold() for other in header.items):
        header.keep(number, line, f"Item {item.number} is on the agenda twice; the first holds.")
    else:
        header.items.append(item)
