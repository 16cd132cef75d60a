"""What stands for a meeting on the disk in tests of what is above it: in memory, in a file, or one that refuses."""

import json
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from fieldnotes.archive import MeetingArchive
from fieldnotes.archive.acts import Acts
from fieldnotes.archive.foresight import Deed
from fieldnotes.archive.journal import Belonging, Journal
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person


class MemoryKeeper:
    """Keeps a meeting in memory: `commits` are what reached it, in order, `kept` their observations.

    `hold()` makes the next commits wait; while `refuse` says something, or `refusing` is set, they fail.
    """

    damage: Sequence[object] = ()

    def __init__(self, start: Record) -> None:
        self._record = start
        self._open = threading.Event()
        self._open.set()
        self.refuse = ""
        self.refusing = threading.Event()
        self.commits: list[tuple[Observation, ...]] = []
        self.kept: list[Observation] = []
        self.from_others: list[Observation] = []
        self.closed = False

    def hold(self) -> None:
        """Let commits wait, as on a slow disk."""
        self._open.clear()

    def go_on(self) -> None:
        """Let them through."""
        self._open.set()

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
        codings: Sequence[Coding] = (),
        change: str = "",
    ) -> str:
        """Keep, wait, or refuse as a full disk does."""
        self._open.wait()
        if self.refuse or self.refusing.is_set():
            raise OSError(28, self.refuse or "No space left on device")
        self.commits.append(tuple(observations))
        self.kept += observations
        self._grow(people=tuple(people), items=tuple(items), codes=tuple(codes))
        self._grow(observations=tuple(observations), codings=tuple(codings))
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


class FileKeeper(MemoryKeeper):
    """Appends each observation as a line of JSON, for tests in another process."""

    def __init__(self, start: Record, path: Path) -> None:
        super().__init__(start)
        self._file = path.open("a", encoding="utf-8")

    def commit(self, *, observations: Sequence[Observation] = (), **_: object) -> str:
        """Keep it in the file."""
        for seen in observations:
            kept = {"kind": seen.kind, "actor": seen.actor, "text": seen.text, "at": seen.at.isoformat()}
            print(json.dumps(kept), file=self._file, flush=True)
        return "kept"

    def close(self) -> None:
        """Say that the log was ended."""
        print(json.dumps({"kind": "closed"}), file=self._file, flush=True)


class Stuck:
    """A real archive on a disk that can be made to refuse: every commit waits its turn in the session meanwhile."""

    def __init__(self, archive: MeetingArchive) -> None:
        self._archive = archive
        self.refusing = threading.Event()
        self.record, self.acts = archive.record, archive.acts
        self.refresh, self.close = archive.refresh, archive.close
        self.damage = archive.damage

    def commit(self, **words: object) -> str:
        """Hand it on, or refuse."""
        self._refuse()
        return self._archive.commit(**words)  # type: ignore[arg-type]  # handed through as it came

    def carry_out(self, deed: Deed) -> Sequence[object]:
        """Hand it on, or refuse."""
        self._refuse()
        return self._archive.carry_out(deed)

    def _refuse(self) -> None:
        if self.refusing.is_set():
            raise OSError(28, "No space left on device")
