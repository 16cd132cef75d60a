"""What was begun is not lost, and stays what it is, whatever key or paste comes next."""

from pathlib import Path

from fieldnotes.locations import data_folder
from fieldnotes.tui.app import FieldnotesApp
from tests.keepers import MemoryKeeper
from tests.tui.chosen import at_study
from tests.tui.keeping import record
from tests.tui.observer import Observer, observing


async def test_the_item_key_leaves_key_mode_for_one_line_and_comes_back() -> None:
    async with observing() as observer:
        await observer.types("", "f4", "f3")
        await observer.sees("which item?")
        await observer.types("Beds", "enter")
        await observer.sees("KEYS")
        items = [seen for seen in observer.capture_screen.session.observations if seen.kind == "item"]
        assert [seen.kind for seen in observer.capture_screen.session.observations] == ["item"]
        assert len(items) == 1
        await observer.types("", "a")
        await observer.sees("P1 takes the floor")


async def test_pasted_lines_answer_no_question_and_leave_the_waiting_line_whole() -> None:
    async with observing() as observer:
        await observer.types("mine half", "f3")
        await observer.sees("which item?")
        observer.capture_screen.act_on(observer.capture_screen.editing.paste("P1: one\nP2: two\nthr", 0.0))
        session = observer.capture_screen.session
        assert [(seen.kind, seen.text) for seen in session.observations if seen.kind != "presence"] == [
            ("speech", "one"),
            ("speech", "two"),
        ]
        await observer.types("ee", "enter")
        assert session.observations[-1].text == "three"
        assert observer.capture_screen.editing.line.text == "mine half"


async def test_escape_closes_help_and_nothing_else(tmp_path: Path) -> None:
    async with at_study(tmp_path) as observer:
        await observer.types("money is short", "enter")
        await observer.settled()
        await observer.types("", "f6", "w")
        await observer.types("a fuller note", "f1")
        await observer.sees("Help")
        await observer.types("", "escape")
        await observer.until(lambda: not observer.row("Esc closes"), "help closed")
        assert "a fuller note" in observer.composer


async def test_words_of_a_write_up_outlive_the_program(tmp_path: Path) -> None:
    async with at_study(tmp_path) as observer:
        await observer.types("money is short", "enter")
        await observer.settled()
        await observer.types("half a line", "f6", "w")
        await observer.types("a fuller note")
        session = observer.live
    again = await reopened(tmp_path, session.observer)
    assert again == ("half a line", "write up", "a fuller note")


async def reopened(folder: Path, observer: str) -> tuple[str, str, str]:
    """The line in the composer of a screen that is opened anew, and the prompt and words the up key brings."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.capture.session import Session

    study = StudyArchive.open(folder / "study")
    live = Session(study.open_meeting("last"), observer)
    try:
        async with FieldnotesApp(live).run_test() as pilot:
            screen = Observer(pilot, None).capture_screen  # type: ignore[arg-type]
            line = screen.editing.line.text
            await pilot.press("up")
            assert screen.asking
            assert screen.editing.line.text == line
            return line, screen.asking.prompt[:8], screen.asking.line.text
    finally:
        live.close()
        study.close()


async def test_a_half_line_is_behind_the_one_brought_back_over_it() -> None:
    async with observing() as observer:
        await observer.types("one", "enter")
        await observer.types("half", "up", "enter", "up")
        assert observer.capture_screen.editing.line.text == "half"


async def test_prompts_go_on_where_they_were_when_the_meeting_is_opened_again() -> None:
    async with observing(MemoryKeeper(record(prompts=True))) as observer:
        prompting = observer.capture_screen.session.asking.prompting
        before = prompting.shown
        await observer.pilot.press("f8")
        await observer.sees("» ")
        shown = prompting.shown
        assert sum(shown) > sum(before)
        observer.capture_screen.session.beat()
    async with observing(observer.keeper) as later:
        assert later.capture_screen.session.asking.prompting.shown >= shown


async def test_key_mode_says_nothing_of_itself_once_it_is_left(tmp_path: Path) -> None:
    data_folder().mkdir(parents=True, exist_ok=True)  # no prompt of the protocol in the place that is looked at
    (data_folder() / "settings.toml").write_text("prompt_minutes = 0\n", encoding="utf-8")
    async with at_study(tmp_path) as observer:
        await observer.types("", "f4")
        await observer.sees("nothing is typed")
        await observer.types("", "escape")
        await observer.sees("! decision")
        await observer.types("money", "enter", "f6", "w")
        await observer.types("fuller", "f4", "escape")
        assert "^J begins a new line" in await observer.sees("The fuller note")
