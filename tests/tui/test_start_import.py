"""Files brought in from the start screen: their plan first, nothing twice, and what is asked for on its forms."""

from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.locations import read_template
from tests.tui.at_start import make_study, starting


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with seven meetings."""
    make_study(tmp_path / "beds").close()
    return tmp_path / "beds"


async def test_import_of_a_folder_adds_nothing_twice(study: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "pec.jot").write_text(read_template("sample", "pec.jot"), encoding="utf-8")
    (tmp_path / "in" / "bad.jot").write_text("no head\n", encoding="utf-8")
    async with starting(study) as somebody:
        await somebody.types("i")
        await somebody.types(str(tmp_path / "in"))
        await somebody.sees("2 files: bad.jot, pec.jot")
        await somebody.types("", "enter")
        await somebody.sees("1 file cannot be read.")
        await somebody.sees("Enter brings it in; Esc leaves everything as it is.")
        assert somebody.row("✗ bad.jot, line 1")
        await somebody.types("", "enter")
        await somebody.sees("1 file: ")
        await somebody.sees("Not taken: bad.jot")
        await somebody.at_rest()
        assert "8 meetings" in somebody.rows[0]
        await somebody.types("i")
        await somebody.types(str(tmp_path / "in" / "pec.jot"), "enter")
        await somebody.sees("There is nothing new to bring in. Esc goes back.")
        await somebody.types("", "enter")
        await somebody.sees("Meetings")


HEAD = "Site: Site A\nBody: [b]PEC[/]\nDate: 2004-05-10\nStart: 14:00\nZone: UTC\nObserver: KC\n"


async def test_the_plan_of_an_import_is_shown_first_and_escape_leaves_it(study: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jot").write_text(f"{HEAD}---\n14:01 the [red]beds[/]\n13:01 odd\n", encoding="utf-8")
    async with starting(study) as somebody:
        before = somebody.chosen
        await somebody.types("i")
        await somebody.types(str(tmp_path / "a.jot"), "enter")
        await somebody.sees("Import: the plan")
        assert "a.jot  →  a new meeting: 2004-05-10 · Site A · [b]PEC[/]" in somebody.row("a.jot")
        assert somebody.row("+ 14:01:00  note: the [red]beds[/]")
        assert somebody.row("! line 9: 13:01 odd")
        assert "Enter bring it in" in somebody.rows[-1]
        await somebody.types("", "escape")
        assert somebody.chosen == before
        assert len(StudyArchive.open(study).meetings()) == 7


async def test_a_plan_that_is_another_by_now_is_shown_anew(study: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jot").write_text(f"{HEAD}---\n14:01 one\n", encoding="utf-8")
    async with starting(study) as somebody:
        await somebody.types("i")
        await somebody.types(str(tmp_path / "a.jot"), "enter")
        await somebody.sees("Enter brings it in; Esc leaves everything as it is.")
        await somebody.sees("1 file: 1 line to add")
        (tmp_path / "a.jot").write_text(f"{HEAD}---\n14:01 one\n14:02 two\n", encoding="utf-8")
        await somebody.types("", "enter")
        await somebody.sees("this is the plan now")
        assert somebody.row("+ 14:02:00  note: two")
        assert len(StudyArchive.open(study).meetings()) == 7
        await somebody.types("", "enter")
        await somebody.sees("1 file: 2 lines added.")
        assert len(StudyArchive.open(study).meetings()) == 8
        await somebody.at_rest()


async def test_the_time_zone_gives_way_to_what_is_typed(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("sn")
        await somebody.sees("Time zone")
        await somebody.types("x", "tab", "tab")
        await somebody.types("Africa/Nairobi")
        assert somebody.start.form
        assert somebody.start.form.entries[2].text == "Africa/Nairobi"
