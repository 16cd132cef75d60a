"""A meeting kept in memory, whose disk can be told to refuse."""

import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from fieldnotes.archive.acts import Acts
from fieldnotes.archive.foresight import Deed
from fieldnotes.archive.journal import Belonging, Journal
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person


class KeptInMemory:
    """Stands for the archive of a meeting: `commits` are what reached it, in order."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.commits: list[tuple[Observation, ...]] = []
        self.refusing = threading.Event()
        self.from_others: list[Observation] = []
        self.closed = False

    def record(self) -> Record:
        """The meeting as it is kept."""
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
        """Keep it, or refuse as a full disk does."""
        if self.refusing.is_set():
            raise OSError(28, "No space left on device")
        self.commits.append(tuple(observations))
        self._grow(people=tuple(people), items=tuple(items), codes=tuple(codes), observations=tuple(observations))
        return f"change-{len(self.commits)}"

    def _grow(self, **more: tuple[object, ...]) -> None:
        grown = {name: (*getattr(self._record, name), *new) for name, new in more.items()}
        self._record = msgspec.structs.replace(self._record, **grown)

    def refresh(self) -> bool:
        """Take in what a test put into `from_others`."""
        came, self.from_others = self.from_others, []
        self._grow(observations=tuple(came))
        return bool(came)

    def acts(self, me: str) -> Acts:
        """The acts of a meeting without logs: there is nothing to take back."""
        return Acts(Journal(Path("nowhere"), Path("nowhere.json"), Belonging("", None, "")), Path("nowhere"), me)

    def carry_out(self, deed: Deed) -> Sequence[object]:
        """Acts need logs: those tests use the real archive."""
        raise NotImplementedError(deed.who)

    def close(self) -> None:
        """Note that the run has ended."""
        self.closed = True
