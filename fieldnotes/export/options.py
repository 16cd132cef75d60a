"""What whoever exports may choose; the figures and words of an export follow from it and from the record alone."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Literal, NamedTuple

from msgspec import Struct

from fieldnotes.archive.history import Commit
from fieldnotes.archive.names import meeting_folder_name
from fieldnotes.model.meeting import Record

Layout = Literal["speaker", "time"]
Paper = Literal["a4", "letter"]
Newline = Literal["lf", "crlf"]
LAST = "last"


class Options(Struct, frozen=True):
    """Choices that are left as they are give everything.

    `codes`, `reflections` and `roles` say whether these stand in the export; roles are those of people and their
    groups. `layout` is what a paragraph begins with: who speaks, for coding by speaker, or the time.

    Of a project for coding programs: `since` leaves out what has not changed since a day (2004-05-12), or since the
    last export (LAST); `structure` says whether speakers, acts, decisions and items are codes too; `newline` is how
    its lines end.
    """

    codes: bool = True
    reflections: bool = True
    roles: bool = True
    layout: Layout = "speaker"
    paper: Paper = "a4"
    since: str | None = None
    structure: bool = True
    newline: Newline = "lf"


PLAIN = Options()


class Source(NamedTuple):
    """A meeting under the name that a coding tool knows it by: that of its files, without the ending.

    `history` is what was changed in it, for the formats that tell it.
    """

    name: str
    record: Record
    history: Sequence[Commit] = ()


def named(record: Record, name: str = "", history: Sequence[Commit] = ()) -> Source:
    """A meeting with its name; the one that its folder was given where none is known."""
    meeting = record.meeting
    folder = name or meeting_folder_name(meeting.date, meeting.site, meeting.body, meeting.id)
    return Source(folder, record, history)


def study_of(sources: Sequence[Source]) -> str:
    """The name of the study that meetings are of; empty where none is known."""
    return next((source.record.study for source in sources if source.record.study), "")


def in_order(sources: Iterable[Source]) -> list[Source]:
    """Meetings by date, on one day the earlier first; one without a start goes before those with one."""

    def when(source: Source) -> tuple[str, str, str]:
        meeting = source.record.meeting
        start = meeting.start.astimezone(UTC).isoformat() if meeting.start else ""
        return meeting.date.isoformat(), start, source.name

    return sorted(sources, key=when)
