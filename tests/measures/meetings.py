"""Small meetings to measure: an afternoon in May 2004, times written as `14:03` or `14:03:20`."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Kind, Observation
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import Protocol

SUMMER = timezone(timedelta(hours=1))
DAY = date(2004, 5, 12)
PROTOCOL = Protocol(name="meeting-observation", title="Meeting observation", version="1", citation="our own")


def at(clock: str) -> datetime:
    """That time of the day."""
    return datetime.fromisoformat(f"{DAY.isoformat()}T{clock}+01:00")


def seen(clock: str, kind: Kind, mode: str | None = None, **more: Any) -> Observation:
    """An observation at that time, its id its clock and kind."""
    return Observation(**{"id": f"{clock}-{kind}-{mode}", "at": at(clock), "kind": kind, "mode": mode, **more})


def opens(clock: str, number: str) -> Observation:
    """`/item NUMBER`."""
    return seen(clock, "item", "open", item=number)


def meeting(
    *observations: Observation,
    start: str | None = "14:00",
    people: tuple[Person, ...] = (),
    items: tuple[Item, ...] = (),
) -> Record:
    """A record of those observations, in the order given."""
    head = Meeting(
        id="0190a000-0000-7000-8000-000000000001",
        site="Site B",
        body="PEC",
        date=DAY,
        start=None if start is None else at(start),
        zone="Europe/London",
        protocol="meeting-observation",
    )
    return Record(meeting=head, protocol=PROTOCOL, people=people, items=items, observations=observations)
