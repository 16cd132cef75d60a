"""The start screen: each key, what is listed, and what an empty place says."""

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.tui.desk import Desk
from fieldnotes.tui.screens.meeting import MeetingScreen
from fieldnotes.tui.shell import Shell
from tests.tui.at_start import DAY, SUPPLIES, Beginner, DeskOfThatDay, make_meeting, make_study, starting


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The folder of a study of seven meetings."""
    make_study(tmp_path / "beds").close()
    return tmp_path / "beds"


async def test_the_running_meeting_is_chosen_at_first(study: Path) -> None:
    async with starting(study) as somebody:
        assert "12 May 2004 14:00  Site [B] · PEC" in somebody.chosen
        assert "▶ running" in somebody.chosen
        assert "Beds [red]and[/] money" in somebody.rows[0]
        assert "7 meetings · 2 to write up" in somebody.rows[0]


async def test_without_a_running_one_it_is_the_latest(tmp_path: Path) -> None:
    made = StudyArchive.create(tmp_path / "s", "S", "UTC")
    make_meeting(made, DAY + timedelta(days=3))
    make_meeting(made, DAY - timedelta(days=3), ["a"])
    make_meeting(made, DAY - timedelta(days=9), ["b"])
    made.close()
    async with starting(tmp_path / "s") as somebody:
        assert " 9 May 2004" in somebody.chosen


async def test_marks_say_what_is_left_to_do(study: Path) -> None:
    async with starting(study) as somebody:
        assert "○ planned" in somebody.row("19 May 2004")
        assert "✎ to write up  ⇒ 2 open" in somebody.row("11 May 2004")
        assert "write up" not in somebody.row("22 Apr 2004")
        assert "⇒ 1 open" in somebody.row(" 2 Apr 2004")
        assert "○ nothing noted" in somebody.row(" 1 Apr 2004")


async def test_a_damaged_meeting_is_marked(study: Path) -> None:
    folder = next(path for path in (study / "meetings").iterdir() if path.name.startswith("2004-05-11"))
    for path in folder.iterdir():
        path.write_bytes(b"{}\n" if path.suffix == ".jsonl" else b"{")
    async with starting(study) as somebody:
        assert "✗ " in somebody.row("11 May 2004")


async def test_enter_opens_the_meeting_and_leaving_comes_back(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("", "enter")
        await somebody.sees("door opens")
        await somebody.types("a late line", "enter", "ctrl+q")
        await somebody.sees("▶ running")
        await somebody.at_rest()
        assert somebody.pilot.app.screen is somebody.start
        assert not somebody.desk.unsaved
        assert "12 May 2004" in somebody.chosen
        await somebody.types("", "enter")
        await somebody.sees("a late line")


async def test_keys_behind_the_one_that_opens_are_the_meeting_s(study: Path) -> None:
    """All at once, as from a slow line: none acts on the start screen, none is lost."""
    from textual import events

    async with starting(study) as somebody:
        app = somebody.pilot.app
        for key in ["enter", *"noxs", "enter", "ctrl+q", "o"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await somebody.until(lambda: somebody.start.order == "site", "the last key, on the start screen again")
        await somebody.at_rest()
        await somebody.types("", "c")
        await somebody.sees("noxs")


async def test_a_half_typed_line_is_there_again(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("", "enter")
        await somebody.sees("door opens")
        await somebody.types("half a li", "ctrl+q")
        await somebody.at_rest()
        await somebody.types("", "enter")
        await somebody.sees("› half a li")


async def test_lines_that_the_disk_refused_are_told(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with starting(study) as somebody:
        await somebody.types("", "enter")
        await somebody.sees("door opens")
        screen = somebody.pilot.app.screen
        assert isinstance(screen, MeetingScreen)

        def refuse(*args: object, **words: object) -> str:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(screen.session._archive, "commit", refuse)
        await somebody.types("lost?", "enter")
        await somebody.sees("NOT SAVED")
        await somebody.types("", "ctrl+q", "ctrl+q")
        await somebody.sees("The disk refused 1 line, kept outside the study")
        assert [one.lines for one in somebody.desk.unsaved] == [["lost?"]]


async def test_the_filter_as_it_is_typed(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("/work")
        await somebody.sees("2 of 7")
        assert " 2 Apr 2004" in somebody.chosen
        await somebody.types("", "down")
        assert " 1 Apr 2004" in somebody.chosen
        await somebody.types("ing none")
        await somebody.sees("No meeting has “working none”.")
        await somebody.types("", "escape")
        assert "7 meetings" in somebody.rows[0]
        assert somebody.row("12 May 2004")


@pytest.mark.parametrize(
    ("words", "count"),
    [("may", 3), ("may 2004 pec", 2), ("site [b]", 2), ("PLANNED", 1), ("write", 2), ("running", 1), ("2003", 1)],
)
async def test_what_the_filter_knows(study: Path, words: str, count: int) -> None:
    async with starting(study) as somebody:
        await somebody.types("/" + words)
        await somebody.sees(f"{count} of 7")


async def test_a_filter_is_kept_while_letters_act(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("/pec", "tab", "o")
        assert somebody.start.order == "site"
        assert somebody.row("Only those with “pec” are shown")
        await somebody.types("", "escape")
        assert not somebody.row("“pec”")


async def test_orders_go_round(study: Path) -> None:
    async with starting(study) as somebody:
        assert somebody.row("May 2004  3")
        await somebody.types("o")
        assert somebody.row("[@click=app.quit]C[/]  1")
        await somebody.types("o")
        assert somebody.row("Working party  2")
        await somebody.types("o")
        assert somebody.row("To be written up  2")
        await somebody.types("o")
        assert somebody.row("May 2004  3")
        assert "12 May 2004" in somebody.chosen


async def test_a_search_over_all_notes_opens_the_meeting_at_the_line(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("fbeds")
        await somebody.sees("3 found")
        assert "14:01  the beds are full" in somebody.chosen
        await somebody.types("", "down")
        assert "they talk of [bold]beds[/]" in somebody.chosen
        await somebody.types("", "enter")
        await somebody.until(lambda: len(somebody.pilot.app.screen_stack) == 2, "the meeting")
        screen = somebody.pilot.app.screen
        assert isinstance(screen, MeetingScreen)
        await somebody.until(lambda: screen.timeline.chosen is not None, "the line")
        assert screen.timeline.chosen is not None
        assert screen.timeline.chosen.text == "they talk of [bold]beds[/]"
        await somebody.types("", "escape", "ctrl+q")
        await somebody.sees("Found in the notes")


async def test_a_search_with_filters_and_without_results(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("fkind:act")
        await somebody.sees("3 found")
        await somebody.types(" zzz")
        await somebody.sees("Nothing found. Esc goes back.")
        await somebody.types("", "escape")
        assert somebody.row("Meetings")


async def test_from_nothing_to_a_study_and_a_meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with starting() as somebody:
        assert somebody.row("No study yet.")
        assert somebody.row("n  make a study of your own")
        await somebody.types("n", "ctrl+s")
        await somebody.sees("A study has a name")
        await somebody.types("My [study]", "ctrl+s")
        await somebody.sees("No meeting yet.")
        assert "My [study]" in somebody.rows[0]
        assert (tmp_path / "my-study" / "logs").is_dir()
        assert somebody.row("n  make a meeting")


async def test_the_demo_is_made_and_its_meeting_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with starting() as somebody:
        await somebody.types("d")
        await somebody.sees("The sample study is in")
        await somebody.at_rest()
        assert "Site B · PEC" in somebody.chosen


async def test_studies_are_listed_the_one_opened_last_first(study: Path, tmp_path: Path) -> None:
    make_study(tmp_path / "other", "Another one").close()
    async with starting(study) as somebody:
        somebody.desk.open_study(tmp_path / "other")
        somebody.start.open_study_rows()
        await somebody.types("s")
        assert "● other" in somebody.chosen
        await somebody.types("", "down", "enter")
        await somebody.sees("Beds [red]and[/] money")
        await somebody.at_rest()
        assert "12 May 2004" in somebody.chosen


async def test_a_study_that_cannot_be_opened_is_said(study: Path, tmp_path: Path) -> None:
    make_study(tmp_path / "gone", "Gone").close()
    async with starting(study) as somebody:
        somebody.desk.open_study(tmp_path / "gone")
        somebody.desk.open_study(study)
        (tmp_path / "gone" / "logs").rename(tmp_path / "gone" / "logs-away")
        (tmp_path / "gone" / "study.json").unlink()
        await somebody.types("s", "down", "enter")
        await somebody.sees("There is no study in")
        assert "Beds" in somebody.rows[0]


async def test_help_veil_palette_and_themes(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("?")
        await somebody.sees("Open what is chosen")
        await somebody.types("", "escape", "f9")
        assert not somebody.row("PEC")
        await somebody.types("n")
        await somebody.types("", "ctrl+r")
        assert somebody.row("PEC")
        assert not somebody.row("New meeting")
        await somebody.types("", "ctrl+p")
        await somebody.until(lambda: len(somebody.pilot.app.screen_stack) == 2, "the palette")
        await somebody.types("light", "enter")
        await somebody.until(lambda: somebody.pilot.app.theme == "fieldnotes-light", "the theme")


async def test_the_veil_over_the_palette(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("", "ctrl+p")
        await somebody.until(lambda: len(somebody.pilot.app.screen_stack) == 2, "the palette")
        await somebody.types("", "f9")
        await somebody.until(lambda: somebody.start.has_class("-veiled"), "the veil")


async def test_leaving_ends_the_app(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("", "ctrl+q")
        await somebody.until(lambda: not somebody.pilot.app.is_running, "the end")


async def test_reading_the_meetings_can_be_stopped(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from fieldnotes.tui.desk import Desk, Stopped

    async with starting(study) as somebody:
        begun = threading.Event()

        def slow(self: Desk, tell: object, stop: threading.Event) -> list[object]:
            begun.set()
            stop.wait(10)
            raise Stopped("Reading the meetings")

        monkeypatch.setattr(Desk, "look", slow)
        await somebody.types("", "ctrl+l")
        await somebody.sees("Esc stops it")
        await somebody.types("", "escape")
        await somebody.sees("was stopped; what was done so far stays. ^L reads on.")
        assert somebody.row("12 May 2004")


async def test_a_fault_in_long_work_ends_nothing_and_tells_no_word_of_it(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fieldnotes.tui.desk import Desk

    async with starting(study) as somebody:

        def broken(self: Desk, tell: object, stop: object) -> list[object]:
            raise ValueError("P3 said something")

        monkeypatch.setattr(Desk, "look", broken)
        await somebody.types("", "ctrl+l")
        await somebody.sees("a fault of fieldnotes")
        assert not somebody.row("P3 said")


async def test_the_mouse_chooses_and_opens(study: Path) -> None:
    async with starting(study) as somebody:
        y = next(n for n, row in enumerate(somebody.rows) if "22 Apr 2004" in row)
        await somebody.pilot.click(offset=(20, y))
        await somebody.until(lambda: "22 Apr 2004" in somebody.chosen, "the one that was clicked")
        await somebody.pilot.click(offset=(20, y))
        await somebody.sees("they talk of [bold]beds[/]")


async def test_pasted_text_goes_where_something_is_typed_only(study: Path) -> None:
    from textual import events

    async with starting(study) as somebody:
        somebody.pilot.app.post_message(events.Paste("nnn\nsss"))
        await somebody.types("/")
        somebody.pilot.app.post_message(events.Paste("working\n"))
        await somebody.sees("2 of 7")


async def test_every_letter_has_a_key_besides() -> None:
    from fieldnotes.tui.tables import table_of

    for command in table_of("start"):
        if command.letter and command.id != "help":
            assert any(key.startswith(("ctrl+", "alt+")) for key in command.keys), command.id


async def test_a_key_that_comes_before_the_first_meetings_are_read_waits_for_them(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, look = threading.Event(), Desk.look

    def waits(desk: Desk, tell: Any, stop: threading.Event) -> Any:
        go_on.wait(20)
        return look(desk, tell, stop)

    monkeypatch.setattr(Desk, "look", waits)
    desk = DeskOfThatDay(SUPPLIES, "KC")
    desk.open_study(study)
    async with Shell(desk).run_test(size=(80, 24)) as pilot:
        somebody = Beginner(pilot, desk)
        await somebody.sees("Reading the meetings")
        await pilot.press("enter")
        go_on.set()
        await somebody.sees("door opens")
    desk.close()
