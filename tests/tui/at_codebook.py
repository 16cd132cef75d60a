"""Somebody at the codebook screen, by Pilot, on a study on the disk."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fieldnotes.archive import StudyArchive
from fieldnotes.locations import read_template
from fieldnotes.model.codebook import Code
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import protocol_from_toml
from fieldnotes.tui.screens.codebook import CodebookScreen
from tests.tui.at_start import DAY, Beginner, starting

FRAMEWORK = (
    Code("relational", "Relational [b]ties[/b]", colour="#B5642F", definition="Ties.\nOf all [kinds]."),
    Code("brokering", "Brokering", parent="relational", when="They bring people together.", when_not="They part."),
    Code("mediating", "Mediating conflict", parent="relational"),
    Code("money", "Money"),
    Code("debts", "Debts", parent="money", status="emergent"),
    Code("old-word", "Old word", retired=True),
)


def make_meeting(study: StudyArchive, day: date, lines: Sequence[tuple[str, tuple[str, ...]]], body: str) -> str:
    """A meeting with these lines and their codes, a minute apart; gives its id."""
    begin = datetime(day.year, day.month, day.day, 14, tzinfo=UTC)
    protocol = protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "protocol")
    head = Meeting(site="Site [B]", body=body, date=day, start=begin, zone="UTC", protocol=protocol.name)
    made = study.new_meeting(head, protocol)
    known = {code.name for code in study.codes()}
    new = [Code(name, status="emergent") for name in dict.fromkeys(c for _, codes in lines for c in codes)]
    seen = []
    for number, (text, codes) in enumerate(lines):
        at = begin + timedelta(minutes=number)
        seen.append(
            Observation(
                id=new_id(), at=at, typed_at=at, kind="note", text=text, codes=codes, observer="KC", typed=text
            )
        )
    made.commit(who="KC", observations=seen, codes=[code for code in new if code.name not in known])
    identity = made.record().meeting.id
    made.close()
    return identity


def make_coded_study(folder: Path, framework: tuple[Code, ...] = FRAMEWORK) -> StudyArchive:
    """A study of two meetings; `beds` and `room-cold` emerged in them."""
    study = StudyArchive.create(folder, "Codes [red]and[/] money", "UTC", codes=framework, who="KC")
    study.once = True
    first = [("the [red]beds[/] are full", ("beds",)), ("who pays \x1b[31m?", ("money", "beds"))]
    second = [("beds again", ("beds",)), ("the room is cold", ("room-cold",)), ("a deal", ("brokering",))]
    make_meeting(study, DAY - timedelta(days=9), first, "PEC")
    make_meeting(study, DAY - timedelta(days=2), second, "[@click=app.quit]Board[/]")
    return study


class Coder(Beginner):
    """Somebody at the codebook screen."""

    @property
    def page(self) -> CodebookScreen:
        """The screen itself."""
        screen = next(screen for screen in self.pilot.app.screen_stack if isinstance(screen, CodebookScreen))
        assert isinstance(screen, CodebookScreen)
        return screen

    def code(self, name: str) -> Code:
        """A code as another program reads it from the disk."""
        found = StudyArchive.open(self.desk.folder).codebook().get(name)
        assert found is not None
        return found

    async def settles(self) -> None:
        """Until all is read and nothing is under way."""
        await self.until(lambda: self.page.shelf.is_read and not self.desk.works, "all is read")
        await self.pilot.pause()

    async def goes_to(self, title: str) -> None:
        """Choose a code by its title."""
        code = next(code for code in self.page.shelf.book.codes if code.label == title)
        self.page.choose_code(code.name)
        await self.settles()
        assert title in self.chosen


@asynccontextmanager
async def at_codebook(study: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Coder]:
    """The codebook screen on a study, opened from the start screen."""
    async with starting(study, size) as beginner:
        await beginner.types("k")
        coder = Coder(beginner.pilot, beginner.desk)
        await coder.settles()
        yield coder
