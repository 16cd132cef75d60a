"""What the index keeps of a meeting: its observations that stand, with what they are searched and filtered by."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from fieldnotes.model.coding import standing
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
    on_words: dict[str, list[str]] = {}
    for coding in standing(record.codings, record.observations):
        on_words.setdefault(coding.of, []).append(coding.code)
    standing_notes = (seen for seen in record.observations if not seen.retracted)
    notes = tuple(_note(seen, place, on_words.get(seen.id, ())) for seen in standing_notes)
    return MeetingNotes(head.id, head.site, head.body, head.date, notes, erasures)


def _note(seen: Observation, place: tuple[Name, ...], on_words: Sequence[str]) -> Note:
    """`on_words` are the codes on some of its words, or of those of its write-up."""
    people = [code for code in (seen.actor, *seen.addressees, *seen.owners) if code]
    names = [*place, (KIND, seen.kind)]
    names += [(CODE, name_key(code)) for code in (*seen.codes, *on_words)]
    names += [(PERSON, name_key(code)) for code in people]
    return Note(
        seen.id, seen.at, seen.kind, seen.actor, seen.text, seen.written_up or "", tuple(dict.fromkeys(names))
    )
