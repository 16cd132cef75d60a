"""Notes to put into an index, and studies to search."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.names import MeetingPlace
from fieldnotes.archive.search import MeetingNotes, Note, Query, SearchIndex
from fieldnotes.archive.search.notes import Name
from fieldnotes.archive.search.searching import read_meeting
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from tests.archive.making import a_protocol

NOON = datetime(2004, 5, 12, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=30)


def note(text: str, minutes: float = 0, identity: str = "", names: tuple[Name, ...] = ()) -> Note:
    """A note of so many minutes after noon."""
    return Note(identity or new_id(), NOON + timedelta(minutes=minutes), "note", None, text, "", names)


def notes(*made: Note, identity: str = "m", erasures: int = 0) -> MeetingNotes:
    """A meeting of these."""
    return MeetingNotes(identity, "Site B", "PEC", NOON.date(), made, erasures)


def seen(text: str, at: datetime = NOON, kind: str = "note", **fields: object) -> Observation:
    """An observation."""
    return Observation(id=new_id(), at=at, kind=kind, text=text, observer="AB", **fields)  # type: ignore[arg-type]


def held(
    study: StudyArchive,
    observations: Sequence[Observation],
    at: datetime = NOON,
    site: str = "Site B",
    body: str = "PEC",
) -> MeetingArchive:
    """A meeting of that day with these observations, written and left open."""
    head = Meeting(site=site, body=body, date=at.date(), zone="Europe/London", protocol="meeting-observation")
    made = study.new_meeting(head, a_protocol(), who="AB")
    made.commit(who="AB", observations=observations)
    return made


def found(search: SearchIndex, words: str, **filters: object) -> list[str]:
    """The texts of the hits."""
    return [hit.text for hit in search.search(Query(words, **filters)).hits]  # type: ignore[arg-type]


class Reading:
    """Reads meetings, and counts."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, study: StudyArchive, place: MeetingPlace) -> MeetingNotes:
        self.read.append(place.id8)
        return read_meeting(study, place)
