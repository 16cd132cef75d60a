"""The sample study: four meetings of two sites, moved so that the last of them runs now."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.errors import FieldnotesError

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.jottings.file import JottingsFile

SAMPLE = "Diabetes service change (sample)"
RUNNING = "pec.jot"
EARLIER = ("pec-march.jot", "pec-april.jot", "board-april.jot")
_FIVE_MINUTES = timedelta(minutes=5)
_WEEK = timedelta(days=7)


class NotTheSample(FieldnotesError):
    """The demo was to go into somebody's own study."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The study in {folder} is not the sample; nothing was changed. Name a new folder for the demo."
        )


def build(folder: Path) -> tuple[str, str]:
    """Make the sample study, or open the one that is there, with a meeting that runs now.

    Gives the meeting's id and its observer. Raises NotTheSample.
    """
    from fieldnotes.intake.jottings_import import take_in

    archive = _study(folder)
    archive.once = True  # one backup for all of it
    zone = archive.study.zone
    as_written = _read(archive, RUNNING)
    file = _moved_to_now(as_written, zone)
    meeting = _running(archive, file)
    if meeting is None:
        weeks = (file.meeting.date - as_written.meeting.date) // _WEEK * _WEEK
        for name in EARLIER:
            _take_once(archive, _moved_by(_read(archive, name), weeks, zone))
        meeting = take_in(archive, file).meeting  # the last one: it is what `last` means
    archive.close()
    return meeting, file.observer


def _study(folder: Path) -> "StudyArchive":
    from fieldnotes.archive import NotAStudy, StudyArchive
    from fieldnotes.cli.shipped import shipped_codebook

    try:
        found = StudyArchive.open(folder)
    except NotAStudy:
        codes = shipped_codebook("system-leadership")
        return StudyArchive.create(folder, SAMPLE, _local_zone(), codes=codes)
    if found.study.name != SAMPLE:
        found.close()
        raise NotTheSample(folder)
    return found


def _local_zone() -> str:
    from fieldnotes.model.clock import UnknownZone, zone_of

    try:
        from pendulum.tz import get_local_timezone  # 30 ms, and only a demo asks where the machine stands

        name = str(get_local_timezone().name)
        return zone_of(name).key
    except (UnknownZone, RuntimeError, AttributeError, OSError):
        return "Europe/London"


def _read(archive: "StudyArchive", name: str) -> "JottingsFile":
    from fieldnotes.archive.offered import find_offered
    from fieldnotes.jottings.file import Given, Known, read_file
    from fieldnotes.locations import read_template

    text = read_template("sample", name)
    given = Given(archive.study.zone, own_zone=archive.study.zone)
    return read_file(text, name, Known(find_offered, archive.codes()), given)


def _take_once(archive: "StudyArchive", file: "JottingsFile") -> None:
    """Take in a meeting that the study does not have; the sample's earlier ones have ids of their own."""
    from fieldnotes.archive import MeetingNotFound
    from fieldnotes.intake.jottings_import import take_in

    try:
        archive.find(file.meeting.id)
    except MeetingNotFound:
        take_in(archive, file)


def _moved_to_now(file: "JottingsFile", zone: str) -> "JottingsFile":
    """The sample as if it had begun a while ago, on the five minutes, and its last line were just typed."""
    from fieldnotes.model.clock import in_zone, now_in

    start, last = file.meeting.start, file.observations[-1].at
    if start is None:
        return file
    began = now_in(zone) - (last - start)
    began -= (began - datetime.fromtimestamp(0, began.tzinfo)) % _FIVE_MINUTES
    return _begun_at(file, in_zone(began, zone), zone)


def _moved_by(file: "JottingsFile", days: timedelta, zone: str) -> "JottingsFile":
    """The meeting as if it had been so many days later, at the same time of the clock."""
    from fieldnotes.model.clock import local_instant

    start = file.meeting.start
    if start is None:
        return file
    return _begun_at(file, local_instant(file.meeting.date + days, start.time(), zone).at, zone)


def _begun_at(file: "JottingsFile", began: datetime, zone: str) -> "JottingsFile":
    """The meeting with all its times, and the dates by which something is due, after another beginning."""
    import msgspec

    from fieldnotes.model.clock import in_zone

    assert file.meeting.start is not None
    shift = began - file.meeting.start
    days = began.date() - file.meeting.date
    moved = tuple(
        msgspec.structs.replace(o, at=in_zone(o.at + shift, zone), due=_due_moved(o.due, days))
        for o in file.observations
    )
    meeting = msgspec.structs.replace(file.meeting, date=began.date(), start=began, zone=zone)
    return file._replace(meeting=meeting, observations=moved)


def _due_moved(due: str | None, days: timedelta) -> str | None:
    from fieldnotes.jottings.dates import iso_day

    day = iso_day(due or "")
    return (day + days).isoformat() if day else due


def _running(archive: "StudyArchive", file: "JottingsFile") -> str | None:
    """The id of a sample meeting that began within the last six hours, where there is one."""
    for place in archive.meetings()[:1]:
        opened = archive.open_meeting(place)
        meeting = opened.record().meeting
        opened.close()
        if meeting.start and file.meeting.start and file.meeting.start - meeting.start < timedelta(hours=6):
            return meeting.id
    return None
