"""Reflections and write-ups as memos: a Note each, in a file of its own, referenced from the line that it is about.

Not from the source: such a Note is lost in one program, and one without name, file or date stops it (INTEROP, 11).
"""

from collections.abc import Iterator
from typing import NamedTuple

from fieldnotes.archive.history import NOBODY_ELSE, Hand, Hands
from fieldnotes.export.qdpx.xml import element, instant
from fieldnotes.model.exchange_guids import user_guid
from fieldnotes.model.guids import guid_of
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.source_text import as_kept
from fieldnotes.model.source_words import reflection_words
from fieldnotes.text import clean_line


class Memo(NamedTuple):
    """A Note: its GUID, the observation it is about, what it is, its text, and who wrote it."""

    guid: str
    about: str
    what: str
    text: str
    seen: Observation
    by: Hand


def memos(record: Record, hands: Hands = NOBODY_ELSE) -> Iterator[Memo]:
    """The memos of a meeting in order of time: of its reflections the text, and of any line the fuller note.

    `hands` says who wrote the notes but the observers of their lines.
    """
    for seen in record.observations:
        if seen.retracted:
            continue
        if seen.kind == "reflection" and seen.text:
            yield _memo(record, seen, reflection_words(seen), clean_line(seen.text), _own(seen))
        if seen.written_up:
            by = hands.notes.get(seen.id) or _own(seen)
            yield _memo(record, seen, "Write-up", as_kept(seen.written_up), by)


def _own(seen: Observation) -> Hand:
    return Hand(seen.observer, seen.typed_at or seen.at)


def _memo(record: Record, seen: Observation, what: str, text: str, by: Hand) -> Memo:
    kind = "write-up" if what == "Write-up" else "reflection"
    return Memo(guid_of("memo", record.meeting.id, seen.id, kind), seen.id, what, text, seen, by)


def note(memo: Memo, source: str, study: str) -> str:
    """The Note element; its name says of which line of which source."""
    seen, user = memo.seen, user_guid(study, memo.by.who) if memo.by.who else None
    said = {
        "guid": memo.guid,
        "name": f"{memo.what} {seen.at:%H.%M.%S} {source} {memo.guid[:4]}",
        "plainTextPath": f"internal://{memo.guid}.txt",
        "creatingUser": user,
        "creationDateTime": instant(memo.by.at),
    }
    return element("Note", said)
