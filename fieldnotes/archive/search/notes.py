"""What the index keeps of a meeting: its observations that stand, with what they are searched and filtered by."""

from datetime import date, datetime
from typing import NamedTuple

from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.text import name_key

SITE, BODY, KIND, CODE, PERSON = "site", "body", "kind", "code", "person"
Name = tuple[str, str]  # one of the above, and `text.name_key` of the name


class Note(NamedTuple):
    """An observation as it is searched. `more` is its write-up, not shown; `names` is what filters go by."""

    id: str
    at: datetime
    kind: str
    actor: str | None
    text: str
    more: str
    names: tuple[Name, ...]


class MeetingNotes(NamedTuple):
    """A meeting as it is searched, and its day. `erasures` counts the lines of its logs that were erased."""

    id: str
    site: str
    body: str
    date: date
    notes: tuple[Note, ...]
    erasures: int = 0


def notes_of(record: Record, erasures: int = 0) -> MeetingNotes:
    """What a search goes over in a meeting; retracted observations are left out."""
    head = record.meeting
    place = ((SITE, name_key(head.site)), (BODY, name_key(head.body)))
    notes = tuple(_note(seen, place) for seen in record.observations if not seen.retracted)
    return MeetingNotes(head.id, head.site, head.body, head.date, notes, erasures)


def _note(seen: Observation, place: tuple[Name, ...]) -> Note:
    people = [code for code in (seen.actor, *seen.addressees, *seen.owners) if code]
    names = [*place, (KIND, seen.kind)]
    names += [(CODE, name_key(code)) for code in seen.codes]
    names += [(PERSON, name_key(code)) for code in people]
    return Note(
        seen.id, seen.at, seen.kind, seen.actor, seen.text, seen.written_up or "", tuple(dict.fromkeys(names))
    )
