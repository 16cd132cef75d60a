"""Studies, meetings and observations to test with."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fieldnotes import locations
from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.line import Line, read_line
from fieldnotes.model.codebook import Code
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import Protocol, protocol_from_toml

START = datetime(2004, 5, 12, 14, 0, tzinfo=UTC)
HEAD = Meeting(
    site="Site B",
    body="PEC",
    type="pec",
    date=date(2004, 5, 12),
    zone="Europe/London",
    protocol="meeting-observation",
)


def a_protocol() -> Protocol:
    """The default one."""
    name = "meeting-observation.toml"
    return protocol_from_toml(locations.read_template("protocols", name), name)


def a_study(folder: Path) -> StudyArchive:
    """A new study with one code."""
    return StudyArchive.create(
        folder, "Case studies", "Europe/London", (Code("shared-vision", "Shared vision"),), "AB"
    )


def a_meeting(study: StudyArchive) -> MeetingArchive:
    """A new meeting with two people."""
    people = (Person("P1", "chair"), Person("P2", group="clinical"))
    return study.new_meeting(HEAD, a_protocol(), people, who="AB")


def seen(number: int, text: str = "") -> Observation:
    """The observation of that minute."""
    at = START + timedelta(minutes=number, milliseconds=number)
    return Observation(id=new_id(), at=at, kind="note", text=text or f"note {number}", observer="AB")


def texts(archive: MeetingArchive) -> list[str]:
    """What the observations say, in order of time."""
    return [observation.text for observation in archive.record().observations]


def logs_of(archive: MeetingArchive) -> list[Path]:
    """The logs of a meeting."""
    return sorted(archive.folder.glob("*.jsonl"))


def lines_of(log: Path) -> list[Line]:
    """The lines of a log, all of which must be sound."""
    found = [read_line(raw) for raw in log.read_bytes().split(b"\n")[:-1]]
    assert all(line is not None and line.is_whole for line in found)
    return [line for line in found if line is not None]
