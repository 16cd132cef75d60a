"""Plan what a jottings file brings to a study: which meeting, which lines, what is there already."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from fieldnotes.intake.same import Known
from fieldnotes.jottings.file import JottingsFile
from fieldnotes.jottings.header import write_item, write_person
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person


class Line(NamedTuple):
    """The records of one line of the file that the meeting does not have."""

    number: int
    observations: tuple[Observation, ...]


class Plan(NamedTuple):
    """What an import would do. `missing_in_file` is what this observer's meeting has and the file has not.

    `write_ups` are those that stand in the file under jottings the meeting has without one, by id; `header` the
    lines nobody understood that are new; `kept` says where the meeting goes its own way and the file another.
    """

    new_lines: tuple[Line, ...]
    there_already: int
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    codes: tuple[Code, ...]
    missing_in_file: tuple[Observation, ...]
    write_ups: tuple[tuple[str, str], ...] = ()
    header: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def same_meeting(one: Meeting, other: Meeting) -> bool:
    """True for the same site, body, date and start."""
    return (one.site, one.body, one.date, one.start) == (other.site, other.body, other.date, other.start)


def plan(
    file: JottingsFile, there: Record | None, first_forms: Mapping[str, Observation] = MappingProxyType({})
) -> Plan:
    """Plan the import of a file into a meeting that is there, or into a new one.

    `first_forms` are the meeting's observations as they were first written, by id.
    """
    observations = there.observations if there else ()
    known = Known(observations, first_forms)
    by_line: dict[int, list[Observation]] = {}
    had: dict[int, list[tuple[str, Observation]]] = {}
    for number, seen in zip(file.lines, file.observations, strict=True):
        if found := known.match(seen):
            had.setdefault(number, []).append((found, seen))
        else:
            by_line.setdefault(number, []).append(seen)
    written = write_ups(had, {seen.id: seen.written_up for seen in observations})
    own = [seen for seen in observations if seen.observer == file.observer and not seen.retracted]
    return Plan(
        tuple(Line(number, tuple(seen)) for number, seen in by_line.items()),
        len(had.keys() - by_line.keys()) - len(written),
        tuple(p for p in file.people if there is None or not there.roster.is_listed(p.code)),
        tuple(i for i in file.items if there is None or there.agenda.get(i.number) is None),
        tuple(c for c in file.codes if there is None or there.codebook.get(c.name) is None),
        tuple(seen for seen in own if known.is_left(seen)),
        written,
        tuple(line for line in file.meeting.header if there is not None and line not in there.meeting.header),
        () if there is None else tuple(kept(file, there)),
    )


def write_ups(
    had: Mapping[int, list[tuple[str, Observation]]], written: Mapping[str, str | None]
) -> tuple[tuple[str, str], ...]:
    """The write-ups under lines the meeting has, where it has none of its own; by the observation's id."""
    pairs = ((one, seen.written_up) for found in had.values() for one, seen in found)
    return tuple((one, text) for one, text in pairs if text is not None and written.get(one) is None)


def kept(file: JottingsFile, there: Record) -> Iterator[str]:
    """Sentences on people and items of which the header says something else than the meeting, which stays."""
    for person in file.people:
        own = there.roster.get(person.code)
        if own and own != person and person.code in file.listed:
            yield f"{write_person(own)} — stays as it is in the meeting; the file has: {write_person(person)}"
    for item in file.items:
        held = there.agenda.get(item.number)
        if held and (held.title, held.planned_minutes) != (item.title, item.planned_minutes):
            yield f"{write_item(held)} — stays as it is in the meeting; the file has: {write_item(item)}"
