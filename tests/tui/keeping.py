"""A meeting kept in memory: the session is the real one, the disk is not."""

from datetime import UTC, datetime, timedelta

import msgspec

from fieldnotes.capture.session import Session
from fieldnotes.locations import read_template
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook_toml import codebook_from_toml
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import Prompts, protocol_from_toml
from tests.keepers import MemoryKeeper

PEOPLE = (
    Person("P1", "chair", "clinical"),
    Person("P2", "chief executive", "managerial"),
    Person("P3", "GP and diabetes lead", "hybrid"),
    Person("P4", "finance director", "managerial", "apologies"),
    Person("P5", "nurse lead", "clinical"),
    Person("P6", "[red]lay member[/]", "lay"),
)
ITEMS = (
    Item("1", "Apologies and minutes", 5),
    Item("2", "Diabetes NSF update", 20),
    Item("3", "Finance [/] report", 15),
    Item("4", "Workforce plan", 10),
    Item("5", "Any other business", 5),
)


def record(
    observations: tuple[Observation, ...] = (), start: datetime | None = None, *, prompts: bool = False
) -> Record:
    """A professional executive committee that meets today in UTC, or when it is said to start.

    By its protocol nothing is asked by itself unless it has `prompts`: one takes two rows whenever it is due.
    """
    found = Record(
        meeting=Meeting(
            id="0198c0de-0000-7000-8000-0000c0ffee00",
            site="Site B",
            body="PEC",
            date=(start or datetime.now(UTC)).date(),
            start=start,
            zone="UTC",
            protocol="meeting-observation",
        ),
        protocol=protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "protocol"),
        people=PEOPLE,
        items=ITEMS,
        framework=codebook_from_toml(read_template("codebooks", "system-leadership.toml"), "codebook").codes,
        observations=observations,
    )
    return found if prompts else unprompted(found)


def unprompted(record: Record) -> Record:
    """The same, by a protocol that asks nothing by itself."""
    return msgspec.structs.replace(record, protocol=msgspec.structs.replace(record.protocol, prompts=Prompts()))


def notes(count: int, begin: datetime) -> tuple[Observation, ...]:
    """So many notes, a second apart."""
    return tuple(
        Observation(
            id=f"{n:036d}", at=begin + timedelta(seconds=n), kind="note", text=f"observation {n}", observer="KC"
        )
        for n in range(count)
    )


def session(keeper: MemoryKeeper | None = None) -> Session:
    """A session on a meeting in memory."""
    return Session(keeper or MemoryKeeper(record()), "KC")
