"""Plan what a jottings file brings to a study: which meeting, which lines, what is there already."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from fieldnotes.intake.same import Known
from fieldnotes.jottings.file import JottingsFile
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
    """What an import would do. `missing_in_file` is what this observer's meeting has and the file has not."""

    new_lines: tuple[Line, ...]
    there_already: int
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    codes: tuple[Code, ...]
    missing_in_file: tuple[Observation, ...]


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
    had: set[int] = set()
    for number, seen in zip(file.lines, file.observations, strict=True):
        if known.match(seen):
            had.add(number)
        else:
            by_line.setdefault(number, []).append(seen)
    own = [seen for seen in observations if seen.observer == file.observer and not seen.retracted]
    return Plan(
        tuple(Line(number, tuple(seen)) for number, seen in by_line.items()),
        len(had - by_line.keys()),
        tuple(p for p in file.people if there is None or not there.roster.is_listed(p.code)),
        tuple(i for i in file.items if there is None or there.agenda.get(i.number) is None),
        tuple(c for c in file.codes if there is None or there.codebook.get(c.name) is None),
        tuple(seen for seen in own if known.is_left(seen)),
    )
