"""Somebody at the capture screen on a study on the disk, where lines can be amended."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fieldnotes.archive import StudyArchive
from fieldnotes.capture.session import Session
from fieldnotes.tui.app import FieldnotesApp
from tests.tui.keeping import MemoryKeeper, record
from tests.tui.observer import Observer

AWKWARD = "a [/] b [red] c [@click=app.quit] \x1b]0;owned\x07 \u202e x"


class AtStudy(Observer):
    """The observer, and the session behind the screen."""

    live: Session

    @property
    def chosen(self) -> str:
        """The row of the line that is chosen; empty where none is in sight."""
        return self.row("❯")

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
    live = Session(study.open_meeting("last"), "KC")
    for line in lines:
        live.take(line, live.now())
    try:
        async with FieldnotesApp(live).run_test(size=size) as pilot:
            observer = AtStudy(pilot, MemoryKeeper(start))
            observer.live = live
            yield observer
    finally:
        live.close()
