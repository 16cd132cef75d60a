"""`fieldnotes demo`: a sample study whose meeting is running now."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fieldnotes.cli.output import say
from fieldnotes.errors import FieldnotesError

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.jottings.file import JottingsFile

_FIVE_MINUTES = timedelta(minutes=5)
SAMPLE = "Diabetes service change (sample)"


class NotTheSample(FieldnotesError):
    """The demo was to go into somebody's own study."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The study in {folder} is not the sample; nothing was changed. Name a new folder for the demo."
        )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("fieldnotes-demo"))
@click.option("--no-open", is_flag=True, help="Build the study and leave it at that.")
def demo(folder: Path, no_open: bool) -> None:
    """Build the sample study in a folder and open its meeting, which is in its fourth item."""
    from fieldnotes.cli.screen import run_screen

    meeting, observer = build(folder)
    say(f"The sample study is in {folder}; its meeting is {meeting}.")
    if no_open:
        say(f"Open it with: fieldnotes capture {folder} last")
    else:
        run_screen(folder, meeting, observer)


def build(folder: Path) -> tuple[str, str]:
    """Make the sample study, or open the one that is there, with a meeting that runs now.

    Gives the meeting's id and its observer.
    """
    from fieldnotes.intake.jottings_import import take_in

    archive = _study(folder)
    file = _moved_to_now(_sample(archive), archive.study.zone)
    running = _running(archive, file)
    meeting = running or take_in(archive, file).meeting
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


def _sample(archive: "StudyArchive") -> "JottingsFile":
    from fieldnotes.archive.offered import find_offered
    from fieldnotes.jottings.file import Given, Known, read_file
    from fieldnotes.locations import read_template

    text = read_template("sample", "pec.jot")
    given = Given(archive.study.zone, own_zone=archive.study.zone)
    return read_file(text, "pec.jot", Known(find_offered, archive.codes()), given)


def _moved_to_now(file: "JottingsFile", zone: str) -> "JottingsFile":
    """The sample as if it had begun a while ago, on the five minutes, and its last line were just typed."""
    import msgspec

    from fieldnotes.model.clock import in_zone, now_in

    start, last = file.meeting.start, file.observations[-1].at
    if start is None:
        return file
    began = now_in(zone) - (last - start)
    began -= (began - datetime.fromtimestamp(0, began.tzinfo)) % _FIVE_MINUTES
    shift = began - start
    started = in_zone(began, zone)
    days = started.date() - file.meeting.date
    moved = tuple(
        msgspec.structs.replace(o, at=in_zone(o.at + shift, zone), due=_due_moved(o.due, days))
        for o in file.observations
    )
    meeting = msgspec.structs.replace(file.meeting, id="", date=started.date(), start=started)
    return file._replace(meeting=meeting, observations=moved)


def _due_moved(due: str | None, days: timedelta) -> str | None:
    from fieldnotes.jottings.dates import iso_day

    day = iso_day(due or "")
    return (day + days).isoformat() if day else due


def _running(archive: "StudyArchive", file: "JottingsFile") -> str | None:
    """The id of a sample meeting that began within the last half day, where there is one."""
    for place in archive.meetings()[:1]:
        opened = archive.open_meeting(place)
        meeting = opened.record().meeting
        opened.close()
        if meeting.start and file.meeting.start and file.meeting.start - meeting.start < timedelta(hours=6):
            return meeting.id
    return None


COMMANDS = {"demo": demo}
