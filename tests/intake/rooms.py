"""A meeting that files go into, without a disk: its roster, its observations, and how a file is planned in it."""

from datetime import date, datetime, timedelta, timezone
from functools import cache

from fieldnotes import locations
from fieldnotes.intake.casting import Cast
from fieldnotes.intake.planned import Planned
from fieldnotes.intake.recording_import import read_recording
from fieldnotes.intake.recording_plan import plan_recording
from fieldnotes.jottings.file import decode
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import Protocol, protocol_from_toml

SUMMER = timezone(timedelta(hours=1))
START = datetime(2004, 5, 12, 14, 0, tzinfo=SUMMER)
PEOPLE = (Person("P1", "chair", "clinical"), Person("P2", "", "managerial"), Person("P5", "", "lay", "apologies"))


@cache
def protocol() -> Protocol:
    """The default protocol, read once."""
    name = "meeting-observation.toml"
    return protocol_from_toml(locations.read_template("protocols", name), name)


def record(*observations: Observation, people: tuple[Person, ...] = PEOPLE) -> Record:
    """A meeting from 14:00 on."""
    head = Meeting(
        id="0190a000-0000-7000-8000-000000000001",
        site="Site B",
        body="PEC",
        date=date(2004, 5, 12),
        start=START,
        zone="Europe/London",
        protocol="meeting-observation",
    )
    return Record(meeting=head, protocol=protocol(), people=people, observations=observations)


def planned(
    form: str, content: bytes | str, room: Record | None = None, cast: Cast | None = None, name: str = "a file"
) -> Planned:
    """A recording planned into a meeting, its zero the start."""
    text, _ = decode(content.encode() if isinstance(content, str) else content)
    room, cast = room or record(), cast or Cast({})
    return plan_recording(read_recording(form, text, name, cast, room.roster, {}), name, room, START, cast)


def taken(room: Record, plan: Planned) -> Record:
    """The meeting with what was planned in it."""
    from msgspec.structs import replace

    new = [replace(seen, id=f"{n:04}") for n, seen in enumerate(plan.observations, len(room.observations))]
    return replace(room, people=(*room.people, *plan.people), observations=(*room.observations, *new))
