"""Pictures of the start screen, compared with those that were looked at, on a day that stands still."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from fieldnotes.archive import StudyArchive
from fieldnotes.tui.desk import Desk
from fieldnotes.tui.meetings import MeetingRow
from fieldnotes.tui.shell import Shell
from tests.tui.at_start import DAY, SITES, SUPPLIES, Beginner, DeskOfThatDay, make_study
from tests.tui.posing import posed

Compare = Callable[..., bool]
SMALL, LARGE = (80, 24), (120, 36)


class DeskOfMany(DeskOfThatDay):
    """Two thousand meetings that nobody had to write, over those of the study."""

    def rows_at_once(self) -> list[MeetingRow]:
        """All of them."""
        return many()

    def look(self, tell: object, stop: object) -> list[MeetingRow]:
        """The same."""
        return many()


def many() -> list[MeetingRow]:
    """Two thousand rows, newest first, of three sites and bodies, in every state."""
    return [_row(number) for number in range(2000)]


def _row(number: int) -> MeetingRow:
    day = DAY - timedelta(days=number)
    state = ("open", "ended", "ended", "ended", "damaged", "planned")[number % 6]
    return MeetingRow(
        {
            "id": f"{number:032x}", "site": SITES[number % 3], "type": "",
            "body": ("PEC", "Ost\x1b[31m board", "Working party on retinal screening")[number % 3],
            "date": day.isoformat(), "start": f"{day.isoformat()}T14:00:00Z",
            "minutes": 62.0 if number % 6 < 5 else None, "written_up": number % 4 == 1,
            "observations": number % 90 if number % 6 < 5 else 0, "open_actions": number % 5, "state": state,
        }
    )  # fmt: skip


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The study of seven meetings."""
    make_study(tmp_path / "beds").close()
    return tmp_path / "beds"


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Times and places that stand still."""
    monkeypatch.setattr("fieldnotes.tui.screens.page._now", lambda: "14:12:06")
    monkeypatch.setattr("fieldnotes.tui.starting.making.machine_zone", lambda: "Europe/London")
    monkeypatch.setenv("HOME", "/home")


PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "one_study": (SMALL, ()),
    "one_study_large": (LARGE, ()),
    "narrow": ((60, 20), ()),
    "by_what_is_left": (SMALL, ("o", "o", "o")),
    "filter": (SMALL, ("/", *"working")),
    "filter_large": (LARGE, ("/", *"pec")),
    "nothing_fits": (SMALL, ("/", *"zzz")),
    "found": (SMALL, ("f", *"beds", "see:3 found")),
    "found_large": (LARGE, ("f", *"beds", "see:3 found")),
    "nothing_found": (SMALL, ("f", *"zzz", "see:Nothing found")),
    "help": (SMALL, ("question_mark",)),
    "veil": (SMALL, ("f9",)),
    "light": (SMALL, ()),
}


@pytest.mark.parametrize("picture", PICTURES)
def test_a_study(picture: str, study: Path, snap_compare: Compare) -> None:
    size, keys = PICTURES[picture]
    desk = DeskOfThatDay(SUPPLIES, "KC")
    desk.open_study(study)
    shell = Shell(desk)
    if picture == "light":
        shell.theme = "fieldnotes-light"
    try:
        assert snap_compare(shell, run_before=posed(desk, keys), terminal_size=size)
    finally:
        desk.close()


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_two_thousand_meetings(size: tuple[int, int], study: Path, snap_compare: Compare) -> None:
    desk = DeskOfMany(SUPPLIES, "KC")
    desk.open_study(study)
    try:
        assert snap_compare(Shell(desk), run_before=posed(desk, ["pagedown"] * 3), terminal_size=size)
    finally:
        desk.close()


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_no_study(size: tuple[int, int], snap_compare: Compare) -> None:
    desk = DeskOfThatDay(SUPPLIES)
    try:
        assert snap_compare(Shell(desk), run_before=posed(desk), terminal_size=size)
    finally:
        desk.close()


def test_no_meeting(tmp_path: Path, snap_compare: Compare) -> None:
    StudyArchive.create(tmp_path / "new", "New [/] study", "UTC").close()
    desk = DeskOfThatDay(SUPPLIES)
    desk.open_study(tmp_path / "new")
    try:
        assert snap_compare(Shell(desk), run_before=posed(desk), terminal_size=SMALL)
    finally:
        desk.close()


def test_long_work(study: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress, and how it is stopped."""

    def slow(self: Desk, tell: Callable[[int, int], None], stop: object) -> list[MeetingRow]:
        tell(840, 2000)
        stop.wait(20)  # type: ignore[attr-defined]
        return self.rows_at_once()

    async def pose(pilot: Pilot[None]) -> None:
        await Beginner(pilot, desk).sees("840 of 2,000")

    desk = DeskOfThatDay(SUPPLIES)
    desk.open_study(study)
    monkeypatch.setattr(Desk, "look", slow)
    try:
        assert snap_compare(Shell(desk), run_before=pose, terminal_size=SMALL)
    finally:
        desk.close()
