"""Somebody at the start screen, by Pilot, on a study on the disk."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from fieldnotes.archive import StudyArchive
from fieldnotes.cli.sample import build
from fieldnotes.cli.shipped import shipped_codebook
from fieldnotes.locations import read_template
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Kind, Observation
from fieldnotes.model.protocol import protocol_from_toml
from fieldnotes.tui.desk import Desk, Supplies
from fieldnotes.tui.screens.start import StartScreen
from fieldnotes.tui.shell import Shell
from tests.tui.looker import Looker

DAY = date(2004, 5, 12)
"""The day that it is in these studies."""
SUPPLIES = Supplies(shipped_codebook, build)
BODIES = ("PEC", "PCT board", "Working party")
SITES = ("Site A", "Site [B]", "[@click=app.quit]C[/]")


class DeskOfThatDay(Desk):
    """A desk on a day that stands still."""

    def now(self) -> datetime:
        """The day, a few minutes after two."""
        return datetime(DAY.year, DAY.month, DAY.day, 14, 12, 6, tzinfo=UTC)


def noted(at: datetime, text: str, kind: Kind = "note", written_up: str | None = None) -> Observation:
    """Something seen at an instant."""
    return Observation(
        id=new_id(), at=at, typed_at=at, kind=kind, text=text, observer="KC", typed=text, written_up=written_up
    )


def make_meeting(
    study: StudyArchive,
    day: date,
    lines: Sequence[str] = (),
    *,
    site: str = "Site A",
    body: str = "PEC",
    actions: int = 0,
    written_up: bool = False,
    ended: bool = True,
) -> str:
    """A meeting with these notes, a minute apart from two o'clock on; gives its id."""
    begin = datetime(day.year, day.month, day.day, 14, tzinfo=UTC)
    protocol = protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "protocol")
    head = Meeting(site=site, body=body, date=day, start=begin, zone="UTC", protocol=protocol.name)
    made = study.new_meeting(head, protocol)
    seen = [noted(begin + timedelta(minutes=n), text) for n, text in enumerate(lines)]
    seen += [noted(begin + timedelta(minutes=50 + n), f"action {n}", "action") for n in range(actions)]
    if written_up and seen:
        seen[0] = noted(seen[0].at, seen[0].text, written_up="The fuller note.")
    if ended and seen:
        end = begin + timedelta(hours=1)
        seen.append(
            Observation(id=new_id(), at=end, typed_at=end, kind="break", mode="end", observer="KC", typed="/end")
        )
    if seen:
        made.commit(who="KC", observations=seen)
    identity = made.record().meeting.id
    made.close()
    return identity


def make_study(folder: Path, name: str = "Beds [red]and[/] money") -> StudyArchive:
    """A study with seven meetings: one to come, one running, written up or not, with open actions, of two sites."""
    study = StudyArchive.create(folder, name, "UTC", codes=shipped_codebook("system-leadership"))
    study.once = True
    make_meeting(study, DAY + timedelta(days=7), site="Site A", body="PCT board")
    make_meeting(study, DAY, ["door opens", "the beds are full"], site="Site [B]", ended=False)
    make_meeting(study, DAY - timedelta(days=1), ["money is short \x1b[31mred"], site="Site A", actions=2)
    make_meeting(study, DAY - timedelta(days=20), ["they talk of [bold]beds[/]"], site="Site [B]", written_up=True)
    make_meeting(study, DAY - timedelta(days=40), ["beds again"], body="Working party", written_up=True, actions=1)
    make_meeting(study, DAY - timedelta(days=41), site="[@click=app.quit]C[/]", body="Working party")
    make_meeting(study, DAY - timedelta(days=400), ["nobody spoke"], body="PCT board")
    return study


class Beginner(Looker):
    """Somebody at the start screen."""

    def __init__(self, pilot: Pilot[None], desk: Desk) -> None:
        super().__init__(pilot)
        self.desk = desk

    @property
    def start(self) -> StartScreen:
        """The start screen itself."""
        screen = self.pilot.app.screen_stack[0]
        assert isinstance(screen, StartScreen)
        return screen

    async def at_rest(self) -> None:
        """Until the meetings are read and nothing is under way."""
        await self.until(lambda: self.start.is_read or self.desk.study is None, "the meetings")
        await self.until(lambda: not self.desk.works, "nothing under way")


@asynccontextmanager
async def starting(study: Path | None = None, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Beginner]:
    """The start screen on a study, or on none, of that many columns and rows."""
    desk = DeskOfThatDay(SUPPLIES, "KC")
    if study is not None:
        desk.open_study(study)
    try:
        async with Shell(desk).run_test(size=size) as pilot:
            beginner = Beginner(pilot, desk)
            await beginner.at_rest()
            yield beginner
    finally:
        desk.close()
