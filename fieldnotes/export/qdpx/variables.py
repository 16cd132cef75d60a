"""What is known of meetings and of people beside their words, as variables."""

from collections.abc import Iterable, Iterator
from datetime import date

from fieldnotes.export.figures import Figures
from fieldnotes.export.qdpx.xml import Value, element, value
from fieldnotes.model.guids import guid_of
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person

OF_MEETINGS = {
    "Site": "Text", "Body": "Text", "Type": "Text", "Source": "Text", "Date": "Date", "Start": "Text",
    "Minutes": "Float", "Place": "Text", "Held": "Text", "Observers": "Text", "Protocol": "Text",
    "Observations": "Integer", "Speech lines": "Integer", "Decisions": "Integer", "Actions": "Integer",
    "Reflections": "Integer", "People": "Integer", "Items": "Integer",
}  # fmt: skip
OF_PEOPLE = {"Person code": "Text", "Person site": "Text", "Person role": "Text", "Person group": "Text",
             "Person meetings": "Integer"}  # fmt: skip
"""Their names begin with `Person`: one program keeps the attributes of files and of cases in one list."""


def variable_guid(name: str) -> str:
    """Of a variable, the same in every study."""
    return guid_of("variable", name)


def variables() -> Iterator[str]:
    """The Variable elements."""
    for name, kind in {**OF_MEETINGS, **OF_PEOPLE}.items():
        yield element("Variable", {"guid": variable_guid(name), "name": name, "typeOfVariable": kind})


def values(said: Iterable[tuple[str, Value | None]]) -> Iterator[str]:
    """The VariableValue elements of what is known."""
    for name, known in said:
        if known not in (None, ""):
            yield value(variable_guid(name), known)


def of_meeting(record: Record, figures: Figures) -> Iterator[tuple[str, Value | None]]:
    """The attributes of a meeting, with its figures."""
    meeting = record.meeting
    day: date = meeting.date
    yield from {"Site": meeting.site, "Body": meeting.body, "Type": meeting.type, "Source": meeting.source}.items()
    yield "Date", day
    yield "Start", f"{meeting.start:%H:%M}" if meeting.start else None
    yield "Minutes", figures.minutes
    yield from {"Place": meeting.place, "Held": meeting.mode, "Observers": ", ".join(record.observers)}.items()
    yield "Protocol", f"{record.protocol.name} {record.protocol.version}"
    yield from (("Observations", figures.observations), ("Speech lines", figures.speech_lines))
    yield from (("Decisions", figures.decisions), ("Actions", figures.actions))
    yield from (("Reflections", figures.reflections), ("People", len(record.people)), ("Items", len(record.items)))


def of_person(person: Person, site: str, meetings: int) -> Iterator[tuple[str, Value | None]]:
    """The attributes of a person, role and group as of the last meeting."""
    yield from {"Person code": person.code, "Person site": site}.items()
    yield from {"Person role": person.role, "Person group": person.group}.items()
    yield "Person meetings", meetings
