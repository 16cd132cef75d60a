"""A meeting as the plain text of a source in a coding program, and where in it each text of ours stands.

Places are code points from the start of the text, end exclusive; its lines end in LF alone. A text of ours stands
in it character for character, so that a span of the one is a span of the other.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from fieldnotes.model.agenda import Item
from fieldnotes.model.coding import Part
from fieldnotes.model.course import run
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.source_words import head_words, minutes_words
from fieldnotes.text import clean_line, clean_paragraphs

_WHAT = {"observation": "Observation", "interview": "Field interview", "document": "Document note"}


class Place(NamedTuple):
    """Where a text of an observation stands; `line` counts from 0. Without text, `is_text` is false: its head."""

    of: Observation
    part: Part
    start: int
    end: int
    line: int
    is_text: bool = True


class Stretch(NamedTuple):
    """The lines while an item of the agenda was open, once: from its heading to the last character under it."""

    item: str
    opened_by: str
    start: int
    end: int
    line: int


class SourceText(NamedTuple):
    """The text, the places in order, and the stretches of items in order."""

    text: str
    places: tuple[Place, ...]
    stretches: tuple[Stretch, ...]

    def within(self, start: int, end: int) -> Iterator[tuple[Place, int, int]]:
        """What a span covers of our texts: each place with a span of its own text."""
        first = max(0, bisect_right(self.places, start, key=lambda place: place.start) - 1)
        for place in self.places[first:]:
            if place.start >= end:
                return
            begin, stop = max(start, place.start), min(end, place.end)
            if place.is_text and begin < stop:
                yield place, begin - place.start, stop - place.start


def title_of(record: Record) -> str:
    """`PEC, Site B, 2004-05-12`."""
    meeting = record.meeting
    parts = (meeting.body or _WHAT[meeting.source], meeting.site, meeting.date.isoformat())
    return clean_line(", ".join(part for part in parts if part))


def source_text(record: Record) -> SourceText:
    """The meeting as text: head, people, agenda, then a line for each observation that was not taken back.

    A line is `HH:MM:SS P3 > P5 (challenge): what was typed`; the fuller note follows on lines of its own.
    """
    page = _Page(record)
    page.head()
    for seen in run(record.people, record.observations):
        if not seen.retracted:
            page.observation(seen)
    page.close_item()
    return SourceText("".join(page.parts), tuple(page.places), tuple(page.stretches))


class _Page:
    """A text that grows line by line, and knows how long it is."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._titles = {item.number: item.title for item in record.items}
        self._observers = len(record.observers)
        self._day: date = record.meeting.date
        self._length = self._lines = self._last = 0
        self._open: tuple[str, str, int, int] | None = None
        self.parts: list[str] = []
        self.places: list[Place] = []
        self.stretches: list[Stretch] = []

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)
        self._lines += text.count("\n")

    def _line(self, text: str = "") -> None:
        self._write(clean_line(text) + "\n")
        self._last = self._length - 1 if text else self._last

    def head(self) -> None:
        self._line(title_of(self._record))
        for label, text in _facts(self._record):
            self._line(f"{label} – {text}")
        self._table("People", [_person(person) for person in self._record.people])
        self._table("Agenda", [_item(item) for item in self._record.items])
        self._table("Observations", [])

    def _table(self, title: str, lines: list[str]) -> None:
        if lines or title == "Observations":
            self._line()
            self._line(title)
        for line in lines:
            self._line(line)

    def observation(self, seen: Observation) -> None:
        if seen.at.date() != self._day:
            self._day = seen.at.date()
            self._line(self._day.isoformat())
        if seen.kind == "item" and seen.mode == "open":
            self._heading(seen)
        elif seen.kind == "item" or (seen.kind == "break" and seen.mode == "end"):
            self._typed(seen)
            self.close_item()
            return
        self._typed(seen)
        self._written_up(seen)

    def _heading(self, seen: Observation) -> None:
        self.close_item()
        number = seen.item or ""
        self._line()
        if seen.counts:
            self._open = number, seen.id, self._length, self._lines
        self._line(" – ".join(filter(None, (f"Item {number}", self._titles.get(number, "")))))

    def close_item(self) -> None:
        if self._open is not None:
            number, by, start, line = self._open
            self.stretches.append(Stretch(number, by, start, self._last, line))
        self._open = None

    def _typed(self, seen: Observation) -> None:
        line, head = self._lines, head_words(seen, self._observers)
        self._write(f"{seen.at:%H:%M:%S} ")
        start = self._length
        self._write(f"{head}: " if seen.text else head)
        if seen.text:
            start = self._length
            self._write(clean_line(seen.text))
        self.places.append(Place(seen, "text", start, self._length, line, bool(seen.text)))
        self._last = self._length
        self._write("\n")

    def _written_up(self, seen: Observation) -> None:
        if not seen.written_up:
            return
        self._write("Write-up: ")
        start, line = self._length, self._lines
        self._write(as_kept(seen.written_up))
        self.places.append(Place(seen, "write-up", start, self._length, line))
        self._last = self._length
        self._write("\n")


def as_kept(text: str) -> str:
    """A text of several lines, each character of it one character, none that no file can hold."""
    return clean_paragraphs(text) if "\r\n" not in text else clean_paragraphs(text.replace("\r\n", " \n"))


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    """What is said of the meeting that does not change while it grows."""
    meeting, protocol = record.meeting, record.protocol
    facts = {
        "Study": record.study,
        "Source": _WHAT[meeting.source],
        "Type": meeting.type,
        "Start": f"{meeting.start:%H.%M}" if meeting.start else "",
        "Zone": meeting.zone,
        "Place": meeting.place,
        "Held": meeting.mode,
        "Observed by": ", ".join(record.observers),
        "Protocol": f"{protocol.title}, version {protocol.version}",
    }
    yield from ((label, text) for label, text in facts.items() if text)
    yield from (("Header", line) for line in meeting.header if line.strip())


def _person(person: Person) -> str:
    return " – ".join(
        filter(None, (person.code, "; ".join(filter(None, (person.role, person.group, person.status)))))
    )


def _item(item: Item) -> str:
    planned = "" if item.planned_minutes is None else f"planned {minutes_words(item.planned_minutes)}"
    aside = "; ".join(filter(None, (planned, item.purpose, item.presenter, "added" if item.added else "")))
    return " – ".join(filter(None, (item.number, item.title))) + (f" ({aside})" if aside else "")
