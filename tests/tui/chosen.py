"""Somebody at the capture screen on a study on the disk, where lines can be amended."""

import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.foresight import Deed
from fieldnotes.capture.session import Session
from fieldnotes.tui.app import FieldnotesApp
from tests.keepers import MemoryKeeper
from tests.tui.keeping import record
from tests.tui.observer import Observer

AWKWARD = "a [/] b [red] c [@click=app.quit] \x1b]0;owned\x07 \u202e x"


class Slow:
    """A meeting on a disk that can be made to wait before it carries out an act."""

    def __init__(self, archive: MeetingArchive) -> None:
        self._archive = archive
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.record, self.acts, self.commit = archive.record, archive.acts, archive.commit
        self.refresh, self.close = archive.refresh, archive.close
        self.damage = archive.damage

    def carry_out(self, deed: Deed) -> Sequence[object]:
        """Wait, and do it."""
        self.goes_on.wait()
        return self._archive.carry_out(deed)


class AtStudy(Observer):
    """The observer, and the session behind the screen on its slow disk."""

    live: Session
    disk: Slow

    @property
    def texts(self) -> list[str]:
        """What stands, in order."""
        return [seen.text for seen in self.live.observations if not seen.retracted]

    @property
    def composer(self) -> str:
        """The row that is typed in."""
        return next((row for row in self.rows[-6:] if " › " in row and "│" not in row), "")

    async def settled(self) -> None:
        """Until all is on the disk."""
        await self.until(lambda: not self.live.waiting, "saved")


@asynccontextmanager
async def at_study(
    folder: Path, lines: Sequence[str] = (), size: tuple[int, int] = (80, 24)
) -> AsyncIterator[AtStudy]:
    """The capture screen on a meeting on the disk into which these lines were entered."""
    study = StudyArchive.create(folder / "study", "A study", "UTC")
    start = record()
    study.new_meeting(start.meeting, start.protocol, start.people, start.items, who="KC").close()
    disk = Slow(study.open_meeting("last"))
    live = Session(disk, "KC")
    for line in lines:
        live.take(line, live.now())
    try:
        async with FieldnotesApp(live).run_test(size=size) as pilot:
            observer = AtStudy(pilot, MemoryKeeper(start))
            observer.live, observer.disk = live, disk
            yield observer
    finally:
        disk.goes_on.set()
        live.close()
