"""A planned meeting changed before it begins: new records of what differs, nothing of the old ones is lost."""

from collections.abc import Iterable

import msgspec

from fieldnotes.archive import StudyArchive
from fieldnotes.archive.edits import Edit, edit_of
from fieldnotes.errors import FieldnotesError
from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import Protocol


class HasBegun(FieldnotesError):
    """Changing the plan of a meeting of which something was noted."""

    def __init__(self) -> None:
        super().__init__(
            "This meeting has begun: what was noted stands on its agenda and people, so that its plan stays as it "
            "is. Nothing was changed; on its own screen items and people can be added."
        )


def change(
    archive: StudyArchive,
    base: Record,
    meeting: Meeting,
    protocol: Protocol,
    people: tuple[Person, ...],
    items: tuple[Item, ...],
    who: str,
) -> None:
    """Write what differs from `base`, the meeting as it was when the changes were begun, by one line.

    What others changed since and this does not touch stays theirs. Raises HasBegun, MeetingNotFound, NotSaved,
    NotText.
    """
    opened = archive.open_meeting(base.meeting.id)
    try:
        if opened.record().observations:
            raise HasBegun
        opened.commit_edits(edits_between(base, meeting, protocol, people, items), who)
    finally:
        opened.close()


def edits_between(
    base: Record, meeting: Meeting, protocol: Protocol, people: tuple[Person, ...], items: tuple[Item, ...]
) -> list[Edit]:
    """The edits by which one becomes the other; those it lacks are taken away. Raises NotText."""
    numbers = tuple(item.number for item in items)
    if numbers != tuple(item.number for item in base.items):
        meeting = msgspec.structs.replace(meeting, order=numbers)
    edits = [edit_of("meeting", base.meeting.id, meeting)] if meeting != base.meeting else []
    if protocol.name != base.protocol.name:
        edits += [Edit("protocol", base.protocol.name, None), edit_of("protocol", protocol.name, protocol)]
    edits += _between("people", {p.code: p for p in base.people}, ((p.code, p) for p in people))
    edits += _between("items", {i.number: i for i in base.items}, ((i.number, i) for i in items))
    return edits


def _between(table: str, old: dict[str, msgspec.Struct], new: Iterable[tuple[str, msgspec.Struct]]) -> list[Edit]:
    wanted = dict(new)
    gone = [Edit(table, key, None) for key in old if key not in wanted]
    return gone + [edit_of(table, key, each) for key, each in wanted.items() if old.get(key) != each]
