"""A meeting of a study, found by what was typed for it, and the live session on it."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.archive import MeetingPlace, StudyArchive
from fieldnotes.cli.output import complain, told_of_damage
from fieldnotes.text import visible

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session


class FoundMeeting(NamedTuple):
    """A study that is open, and the place of a meeting in it that is not."""

    archive: StudyArchive
    place: MeetingPlace


def find_meeting(study: Path, meeting: str) -> FoundMeeting:
    """The meeting; raises NotAStudy, NewerFormat, MeetingNotFound, AmbiguousMeeting."""
    archive = StudyArchive.open(study)
    archive.tell = complain
    return FoundMeeting(archive, archive.find(meeting))


def open_found(found: FoundMeeting, observer: str | None) -> "tuple[Session, list[str]]":
    """The live session, and sentences on what was found damaged or amiss on the way. Raises NewerFormat."""
    from fieldnotes.capture.last import remember_study
    from fieldnotes.capture.session import Session  # 20 ms, for which the first frame does not wait
    from fieldnotes.settings import observer_for, settings_fault

    opened = found.archive.open_meeting(found.place)
    record = opened.record()
    faults = told_of_damage((*found.archive.damage, *opened.damage))
    if fault := settings_fault():
        faults.append(visible(str(fault)))
    remember_study(found.archive.folder)
    session = Session(opened, observer_for(observer, record.observers), record=record)
    return session, faults
