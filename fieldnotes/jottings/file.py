"""Read a jottings file: its header, and each line in the room as it then was."""

import codecs
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from typing import NamedTuple, cast

import msgspec

from fieldnotes.jottings.body import read_body
from fieldnotes.jottings.fileheader import Header, read_header
from fieldnotes.jottings.setting import Elsewhere, Reading, Setting, nowhere
from fieldnotes.jottings.warned import NoDate, Warned
from fieldnotes.jottings.when import FileTimes, Stamp
from fieldnotes.model.agenda import Agenda, Item
from fieldnotes.model.clock import local_instant
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.meeting import Meeting, Source
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person, Roster
from fieldnotes.model.protocol import DEFAULT_PROTOCOL, Protocol
from fieldnotes.model.room import opening
from fieldnotes.text import clean_line, clean_paragraphs

_WRITE_UP = re.compile(r"[ \t]+\|(?: (.*)|)\Z", re.DOTALL)


class Given(NamedTuple):
    """What whoever imports says of a file; it goes before what the file says, but for the zone (after)."""

    zone: str
    observer: str = ""
    site: str | None = None
    body: str | None = None
    day: date | None = None
    start: time | None = None
    own_zone: str | None = None


class Known(NamedTuple):
    """What the study knows: its protocols by name, its codes, and whom other observers saw at the meeting.

    `study` is what it is called; empty where that is of no consequence. `default` names the protocol of a file that
    names none.
    """

    protocol: Callable[[str], Protocol | None]
    codes: tuple[Code, ...] = ()
    elsewhere: Elsewhere = nowhere
    study: str = ""
    default: str = DEFAULT_PROTOCOL


class JottingsFile(NamedTuple):
    """A file read whole. Observations are in order of time, without ids; `lines` are their line numbers.

    `listed` are the codes of the people that its header names.
    """

    meeting: Meeting
    study: str
    observer: str
    protocol: Protocol
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    codes: tuple[Code, ...]
    observations: tuple[Observation, ...]
    lines: tuple[int, ...]
    warnings: tuple[Warned, ...]
    listed: frozenset[str] = frozenset()


def decode(content: bytes) -> tuple[str, str | None]:
    """The text of a file's bytes, and a warning where they had to be taken as Windows-1252.

    UTF-8 with or without BOM, UTF-16 with BOM; else Windows-1252, in which what is no character becomes `�`.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace").removeprefix("\ufeff"), None
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "The file is not UTF-8; it is read as Windows-1252."


def file_lines(text: str) -> list[str]:
    """The lines of a text, ended by LF or CRLF only, cleaned; a last one without an end counts."""
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    if lines and not lines[-1]:
        lines.pop()
    return [clean_line(line) for line in lines]


class _Jotting:
    """A line below the header with its stamp and the write-up that stands under it."""

    def __init__(self, number: int, line: str, stamp: Stamp) -> None:
        self.number, self.line, self.stamp = number, line, stamp
        self.write_up: list[str] = []


def _jottings(lines: list[str], first: int, times: FileTimes) -> Iterator[_Jotting]:
    last: _Jotting | None = None
    for number, line in enumerate(lines[first:], first + 1):
        if not line.strip(" ") or line.startswith("%"):
            continue
        paragraph = _WRITE_UP.match(line)
        if paragraph and last:
            last.write_up.append(clean_paragraphs(paragraph[1] or ""))
            continue
        times, stamp = times.read(line.strip(" "))
        if last:
            yield last
        last = _Jotting(number, line, stamp)
    if last:
        yield last


def read_file(text: str, name: str, known: Known, given: Given) -> JottingsFile:
    """Read a jottings file; `name` is what errors call it. Raises NoDate, and nothing else.

    Lines are read in order of time, within one instant in order of the file.
    """
    lines = file_lines(text)
    header = read_header(lines)
    if known.study:
        header.warn_of_another(known.study)
    meeting, protocol = _meeting(header, name, known, given)
    wall = meeting.start or local_instant(meeting.date, time(0), meeting.zone).at
    times = FileTimes(meeting.zone, wall.replace(tzinfo=None), None, meeting.start is not None)
    jottings = sorted(_jottings(lines, header.length, times), key=lambda j: j.stamp.at)
    people = tuple(header.people)
    agenda, codebook = Agenda(tuple(header.items)), Codebook(known.codes)
    setting = Setting(protocol, Roster(people), agenda, codebook, opening(people), meeting.date, known.elsewhere)
    observer = header.values.get("observer") or given.observer
    read = _Read(observer)
    for jotting in jottings:
        setting = read.line(jotting, setting)
    return JottingsFile(
        meeting,
        header.values.get("study", ""),
        observer,
        protocol,
        setting.roster.people,
        setting.agenda.items,
        setting.codebook.codes[len(known.codes) :],
        tuple(read.observations),
        tuple(read.lines),
        tuple(sorted((*header.warnings, *read.warnings), key=lambda warned: warned.line)),
        frozenset(person.code for person in header.people),
    )


class _Read:
    """What has been read of the lines so far."""

    def __init__(self, observer: str) -> None:
        self.observer = observer
        self.observations: list[Observation] = []
        self.lines: list[int] = []
        self.warnings: list[Warned] = []

    def line(self, jotting: _Jotting, setting: Setting) -> Setting:
        """Read one more line; gives the setting of the next."""
        reading = read_body(jotting.stamp.body, jotting.stamp.at, setting)
        for why in (*jotting.stamp.warnings, *reading.warnings):
            self.warnings.append(Warned(jotting.number, jotting.line, why))
        self.observations.extend(self._signed(reading, jotting.write_up))
        self.lines.extend([jotting.number] * len(reading.observations))
        return reading.taken_into(setting)

    def _signed(self, reading: Reading, write_up: list[str]) -> list[Observation]:
        signed = [msgspec.structs.replace(seen, observer=self.observer) for seen in reading.observations]
        if write_up:
            signed[-1] = msgspec.structs.replace(signed[-1], written_up="\n".join(write_up))
        return signed


def _meeting(header: Header, name: str, known: Known, given: Given) -> tuple[Meeting, Protocol]:
    day = given.day or header.date
    if day is None:
        raise NoDate(name, header.date_line, header.values.get("date", "" if "date" in header.lines else None))
    zone = given.own_zone or header.values.get("zone") or given.zone
    start = given.start or header.start
    protocol = _protocol(header, known)
    meeting = Meeting(
        id=header.values.get("meeting", ""),
        source=cast(Source, header.values.get("source", "observation").casefold()),
        site=header.values.get("site", "") if given.site is None else given.site,
        body=header.values.get("body", "") if given.body is None else given.body,
        type=header.values.get("type"),
        place=header.values.get("place", ""),
        mode=header.values.get("mode", ""),
        date=day,
        start=local_instant(day, start, zone).at if start else None,
        zone=zone,
        protocol=protocol.name,
        header=tuple(header.kept),
    )
    return meeting, protocol


def _protocol(header: Header, known: Known) -> Protocol:
    asked = header.values.get("protocol", known.default)
    found = known.protocol(asked)
    default = known.protocol(known.default) or known.protocol(DEFAULT_PROTOCOL)
    if default is None:
        raise LookupError(f"the protocol {DEFAULT_PROTOCOL} does not ship with the program")
    if found is None:
        line = f"Protocol: {asked}"
        header.keep(
            header.lines.get("protocol", 1),
            line,
            f"The protocol “{asked}” is not known; {default.name} is taken.",
        )
    return found or default
