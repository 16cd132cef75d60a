"""Take a jottings file into a study: find or make its meeting, and add what it does not have."""

from datetime import datetime
from typing import NamedTuple

from fieldnotes.archive import StudyArchive
from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.carrying_out import carry_out
from fieldnotes.intake.jottings_plan import plan
from fieldnotes.intake.places import Place, Places
from fieldnotes.intake.planned import Planned
from fieldnotes.jottings.file import JottingsFile
from fieldnotes.jottings.setting import Elsewhere, nowhere
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation


class Imported(NamedTuple):
    """What an import did: the meeting's id, and what it did there."""

    meeting: str
    planned: Planned


class NothingToAmend(FieldnotesError):
    """A file to amend a meeting by that is of no meeting of the study, but nearly of one."""

    def __init__(self, other: Meeting) -> None:
        start = f", {other.start:%H:%M}" if other.start else ", without a start"
        super().__init__(
            f"The study has no meeting of that site, body, date and start to amend, but one of {other.site}, "
            f"{other.body}, {other.date.isoformat()}{start}: put the file's header right, or name the meeting with "
            f"--meeting {other.id}. Nothing was imported."
        )


def seen_by_others(place: Place | None, file: JottingsFile) -> Elsewhere:
    """Whether another observer of the file's meeting has marked a person present; nowhere for a new meeting."""
    if place is None:
        return nowhere
    moves: dict[str, list[Observation]] = {}
    for seen in place.record.observations:
        if seen.kind == "presence" and seen.counts and seen.actor and seen.observer != file.observer:
            moves.setdefault(seen.actor, []).append(seen)

    def here(code: str, at: datetime) -> bool:
        before = [seen for seen in moves.get(code, ()) if seen.at <= at]
        return bool(before) and before[-1].mode == "in"

    return here


def plan_in(places: Places, file: JottingsFile, amend: bool = False) -> tuple[Place, Planned]:
    """Plan a file's import into the study; the meeting it goes into is one that is to be made where there is none.

    Raises EmptyFile, NothingToAmend.
    """
    place = places.of(file.meeting)
    if place is None and amend and (other := places.on_that_day(file.meeting)):
        raise NothingToAmend(other)
    if place is None:
        record = Record(meeting=file.meeting, protocol=file.protocol, framework=places.study.codes())
        place = places.to_be_made(record)
        planned = plan(file, None)
    else:
        planned = plan(file, place.record, place.first_forms, amend, lambda: place.former_notes)
    return place, place.take(planned)


def take_in(study: StudyArchive, file: JottingsFile) -> Imported:
    """Import a file, by one write; importing it twice adds nothing."""
    places = Places(study)
    try:
        place, planned = plan_in(places, file)
        return Imported(carry_out(study, place, planned, file.observer), planned)
    finally:
        places.close()
