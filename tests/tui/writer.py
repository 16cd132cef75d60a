"""Somebody at the write-up screen, by Pilot, on a real archive."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from fieldnotes.archive import StudyArchive
from fieldnotes.capture.session import Session
from fieldnotes.model.clock import now_in
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.tui.screens.writeup import WriteUpScreen
from fieldnotes.tui.writeup import WriteUpApp, close
from tests.jottings.rooms import ITEMS, PEOPLE, protocol
from tests.tui.looker import Looker

LINES = ("P3: who has the beds", "/item 2", "the room is hot [/] #underlying-tensions", "~ tired", "P1: nobody")


def make_study(folder: Path, *lines: str) -> Path:
    """A study of one meeting of today with those lines."""
    study = StudyArchive.create(folder / "study", "A study", "UTC")
    head = Meeting(site="Site B", body="PEC", date=now_in("UTC").date(), zone="UTC", protocol="x")
    study.new_meeting(head, protocol(), PEOPLE, ITEMS, who="KC").close()
    session = Session(StudyArchive.open(folder / "study").open_meeting("last"), "KC")
    for line in lines or LINES:
        session.take(line, session.now())
    assert session.close() == []
    return folder / "study"


def on_disk(study: Path) -> Record:
    """The meeting as it is kept."""
    return StudyArchive.open(study).open_meeting("last").record()


class Writer(Looker):
    """Somebody at the write-up screen."""

    def __init__(self, pilot: Pilot[None], study: Path) -> None:
        super().__init__(pilot)
        self.study = study

    @property
    def screen(self) -> WriteUpScreen:
        """The screen itself."""
        screen = self.pilot.app.screen_stack[0]
        assert isinstance(screen, WriteUpScreen)
        return screen

    def written(self) -> list[str | None]:
        """The fuller notes on the disk, in order of time."""
        return [seen.written_up for seen in on_disk(self.study).observations]


@asynccontextmanager
async def writing(study: Path, size: tuple[int, int] = (80, 24), *, killed: bool = False) -> AsyncIterator[Writer]:
    """The write-up screen on the meeting of a study; `killed` ends it with nothing put right."""
    session = Session(StudyArchive.open(study).open_meeting("last"), "KC")
    app = WriteUpApp(session)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Writer(pilot, study)
    finally:
        if killed and app.opened is not None:
            app.opened.writing._pads.close()  # what a kill does: the lock goes, nothing else
            left = session.close()
        else:
            left = close(app, session)
    assert left == []
