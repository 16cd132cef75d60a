"""A meeting kept in memory: the session is the real one, the disk is not."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fieldnotes.archive.acts import Acts
from fieldnotes.archive.foresight import Deed
from fieldnotes.archive.journal import Belonging, Journal
from fieldnotes.capture.session import Session
from fieldnotes.locations import read_template
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code, codebook_from_toml
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import protocol_from_toml

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


def record(observations: tuple[Observation, ...] = (), start: datetime | None = None) -> Record:
    """A professional executive committee that meets today in UTC, or when it is said to start."""
    return Record(
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


class MemoryKeeper:
    """Keeps commits in a list. `hold()` makes the next ones wait; while `refuse` says something they fail."""

    def __init__(self, start: Record) -> None:
        self._record = start
        self._open = threading.Event()
        self._open.set()
        self.refuse = ""
        self.kept: list[Observation] = []
        self.closed = False

    def hold(self) -> None:
        """Let commits wait, as on a slow disk."""
        self._open.clear()

    def go_on(self) -> None:
        """Let them through."""
        self._open.set()

    def record(self) -> Record:
        """The meeting as it was at the start."""
        return self._record

    def commit(
        self,
        *,
        who: str,
        people: Sequence[Person] = (),
        items: Sequence[Item] = (),
        codes: Sequence[Code] = (),
        observations: Sequence[Observation] = (),
        change: str = "",
    ) -> str:
        """Keep, wait or refuse."""
        self._open.wait()
        if self.refuse:
            raise OSError(28, self.refuse)
        self.kept += observations
        return str(len(self.kept))

    def refresh(self) -> object:
        """Nobody else writes."""
        return False

    def acts(self, me: str) -> Acts:
        """The acts of a meeting without logs: there is nothing to take back."""
        return Acts(Journal(Path("nowhere"), Path("nowhere.json"), Belonging("", None, "")), Path("nowhere"), me)

    def carry_out(self, deed: Deed) -> Sequence[object]:
        """Acts need logs: those tests use the real archive."""
        raise NotImplementedError(deed.who)

    def close(self) -> None:
        """Nothing to end."""
        self.closed = True


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
