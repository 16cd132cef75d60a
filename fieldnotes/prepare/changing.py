"""A planned meeting changed before it begins: new records of what differs, nothing of the old ones is lost."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from fieldnotes.archive import StudyArchive
from fieldnotes.archive.edits import Edit, edit_of
from fieldnotes.errors import FieldnotesError
from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import Protocol

S = TypeVar("S", bound=msgspec.Struct)


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

    What others changed since and this does not touch stays theirs, field by field. Raises HasBegun,
    MeetingNotFound, NotSaved, NotText.
    """
    opened = archive.open_meeting(base.meeting.id)
    try:
        now = opened.record()
        if now.observations:
            raise HasBegun
        opened.commit_edits(edits_between(base, meeting, protocol, people, items, now), who)
    finally:
        opened.close()


def edits_between(
    base: Record,
    meeting: Meeting,
    protocol: Protocol,
    people: tuple[Person, ...],
    items: tuple[Item, ...],
    now: Record | None = None,
) -> list[Edit]:
    """The edits by which one becomes the other; those it lacks are taken away. Raises NotText.

    `now` is the meeting as it is, where that is not `base`: of each record the fields that the two have alike are
    as they are there.
    """
    now = now or base
    numbers = tuple(item.number for item in items)
    if numbers != tuple(item.number for item in base.items):
        meeting = msgspec.structs.replace(meeting, order=numbers)
    changed = _onto(now.meeting, base.meeting, meeting)
    edits = [edit_of("meeting", base.meeting.id, changed)] if meeting != base.meeting else []
    if protocol.name != base.protocol.name:
        edits += [Edit("protocol", base.protocol.name, None), edit_of("protocol", protocol.name, protocol)]
    edits += _between("people", *({p.code: p for p in of} for of in (base.people, people, now.people)))
    edits += _between("items", *({i.number: i for i in of} for of in (base.items, items, now.items)))
    return edits


def _between(table: str, old: Mapping[str, S], new: Mapping[str, S], now: Mapping[str, S]) -> list[Edit]:
    gone = [Edit(table, key, None) for key in old if key not in new]
    changed = {key: each for key, each in new.items() if old.get(key) != each}
    return gone + [edit_of(table, key, _onto(now.get(key), old.get(key), each)) for key, each in changed.items()]


def _onto(now: S | None, old: S | None, new: S) -> S:
    """What is there now, with what this changes of it."""
    if now is None or old is None:
        return new
    fields = {
        name: getattr(new, name) for name in new.__struct_fields__ if getattr(new, name) != getattr(old, name)
    }
    return msgspec.structs.replace(now, **fields)
