"""Which meeting a recording is of, and where on its clock it begins."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple

from fieldnotes.errors import UsageError
from fieldnotes.intake.casting import Cast
from fieldnotes.intake.places import Place, Places
from fieldnotes.intake.planned import Planned
from fieldnotes.intake.recording import Recording
from fieldnotes.intake.recording_plan import plan_recording
from fieldnotes.intake.rttm import read_rttm
from fieldnotes.intake.subtitles import read_srt, read_vtt
from fieldnotes.intake.turns_csv import read_turns
from fieldnotes.jottings.file import Given
from fieldnotes.model.clock import local_instant
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.people import Roster
from fieldnotes.model.protocol import Protocol

FORMS = ("vtt", "srt", "rttm", "csv")
_HALF_A_DAY = timedelta(hours=12)


class WhichMeeting(UsageError):
    """Nothing says which meeting a recording is of."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} does not say which meeting it is of; say it with --meeting, or with --date, --site and "
            "--body. Nothing was imported."
        )


class NoBeginning(UsageError):
    """Nothing says when the recording begins."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"The meeting has no start, so nobody can tell when {file} begins; say it with --at 14:03:20. "
            "Nothing was imported."
        )


class Alignment(NamedTuple):
    """Where the file's zero lies: milliseconds from the meeting's start, or a time of the meeting's day."""

    offset_ms: int = 0
    at: time | None = None


def place_of(
    places: Places, file: str, reference: str | None, given: Given, protocol: Protocol, alignment: Alignment
) -> Place:
    """The meeting named, else the one that fits what is given, else a new one of that.

    Raises WhichMeeting, NoBeginning, SeveralMeetings, MeetingNotFound, AmbiguousMeeting.
    """
    place = _place_of(places, file, reference, given, protocol)
    zero_of(place.record.meeting, alignment, file)
    return place


def _place_of(places: Places, file: str, reference: str | None, given: Given, protocol: Protocol) -> Place:
    if reference is not None:
        return places.by_reference(reference)
    if given.day is None:
        raise WhichMeeting(file)
    zone = given.own_zone or given.zone
    start = local_instant(given.day, given.start, zone).at if given.start else None
    if found := places.fitting(given.day, given.site, given.body, start):
        return found
    head = Meeting(
        site=given.site or "", body=given.body or "", date=given.day, start=start, zone=zone, protocol=protocol.name
    )
    return places.to_be_made(Record(meeting=head, protocol=protocol, framework=places.study.codes()))


def zero_of(meeting: Meeting, alignment: Alignment, file: str) -> datetime:
    """The instant of the file's zero; over 12 hours before the start means the next day. Raises NoBeginning."""
    if alignment.at is None:
        if meeting.start is None:
            raise NoBeginning(file)
        return meeting.start + timedelta(milliseconds=alignment.offset_ms)
    zero = local_instant(meeting.date, alignment.at, meeting.zone).at
    if meeting.start is not None and meeting.start - zero > _HALF_A_DAY:
        zero = local_instant(meeting.date + timedelta(days=1), alignment.at, meeting.zone).at
    return zero


def read_recording(
    form: str, text: str, file: str, cast: Cast, roster: Roster, columns: Mapping[str, str]
) -> Recording:
    """A file of one of FORMS; raises FileFault."""

    def is_known(name: str) -> bool:
        return cast.knows(name, roster)

    if form == "vtt":
        return read_vtt(text, file, is_known)
    if form == "srt":
        return read_srt(text, file, is_known)
    return read_rttm(text, file) if form == "rttm" else read_turns(text, file, columns)


def plan_in(
    places: Places, place: Place, recording: Recording, file: str, alignment: Alignment, cast: Cast
) -> Planned:
    """Plan a recording's import into a meeting; a new name gets a code that nobody has at the site.

    Raises NoBeginning, TurnsThere, NobodyOfThatCode.
    """
    record = place.record
    zero = zero_of(record.meeting, alignment, file)
    if not all(cast.knows(name, record.roster) for name in recording.names):
        cast.taken |= places.codes_at(record.meeting.site)
    is_new = place.archive is None and not record.observations
    planned = plan_recording(recording, file, record, zero, cast, record.protocol if is_new else None)
    return place.take(planned)
