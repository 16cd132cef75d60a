"""The capture screen as an observer sees it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.capture.session import Session
from fieldnotes.tui.app import FieldnotesApp
from fieldnotes.tui.widgets.timeline import Timeline
from tests.keepers import MemoryKeeper
from tests.tui.keeping import notes, record
from tests.tui.observer import Observer, observing


async def test_a_line_is_shown_at_once_and_marked_until_it_is_on_disk() -> None:
    async with observing() as observer:
        observer.keeper.hold()
        await observer.types("P3: money is short", "enter")
        row = await observer.sees("money is short")
        assert "○" in row
        assert "P3" in row
        assert "○ saving" in observer.rows[0]
        observer.keeper.go_on()
        await observer.sees("● saved")
        assert "○" not in observer.row("money is short")


async def test_a_disk_that_refuses_is_told_loudly_and_stops_nobody() -> None:
    async with observing() as observer:
        observer.keeper.refuse = "no room"
        await observer.types("first", "enter")
        assert "no room" in await observer.sees("NOT SAVED: ")
        assert "1 NOT SAVED" in observer.rows[0]
        assert "✗" in observer.row(" first")
        await observer.types("second", "enter")
        await observer.sees("second")
        assert "2 NOT SAVED" in await observer.sees("2 NOT")
        assert "✗" in observer.row(" second")
        observer.keeper.refuse = ""
        await observer.sees("● saved")
        await observer.until(lambda: not observer.row("NOT SAVED"), "the trouble gone")
        assert [seen.text for seen in observer.keeper.kept] == ["first", "second"]


async def test_leaving_asks_once_where_something_is_not_saved() -> None:
    async with observing() as observer:
        observer.keeper.refuse = "no room"
        await observer.types("first", "enter")
        await observer.sees("NOT SAVED: ")
        await observer.pilot.press("ctrl+q")
        await observer.sees("again leaves")
        assert observer.pilot.app._exit is False
        await observer.pilot.press("ctrl+q")
        assert observer.pilot.app._exit is True
        observer.keeper.refuse = ""


async def test_what_was_not_saved_is_kept_outside_and_comes_back() -> None:
    async with observing() as observer:
        observer.keeper.refuse = "no room"
        await observer.types("first", "enter")
        await observer.sees("NOT SAVED: ")
        await observer.pilot.press("ctrl+q")
        assert "comes back" in await observer.sees("again leaves")
    async with observing(observer.keeper) as later:
        told = ("1 line not saved last time", "NOT SAVED")  # the second as soon as the disk has refused again
        await later.until(lambda: any(map(later.row, told)), told[0])
        later.keeper.refuse = ""
        await later.sees("● saved")
        assert [seen.text for seen in later.keeper.kept] == ["first"]


async def test_what_only_the_window_holds_is_said_so(own_folders: Path) -> None:
    (own_folders / "state").write_bytes(b"no folder")
    async with observing() as observer:
        observer.keeper.refuse = "no room"
        await observer.types("first", "enter")
        await observer.sees("ONLY THIS WINDOW HOLDS IT")
        await observer.pilot.press("ctrl+q")
        await observer.sees("what was not is printed")


async def test_leaving_asks_nothing_where_all_is_saved() -> None:
    async with observing() as observer:
        await observer.types("first", "enter")
        await observer.sees("● saved")
        await observer.pilot.press("ctrl+q")
        assert observer.pilot.app._exit is True


async def test_a_long_warning_is_told_whole() -> None:
    async with observing(size=(60, 20)) as observer:
        await observer.types("! nonsense mode: text", "enter")
        await observer.sees("kept as the decision.")
        await observer.types("x")
        await observer.until(lambda: observer.capture_screen.query_one("#reading").size.height == 1, "one row")


async def test_two_warnings_are_told_whole_in_a_narrow_window() -> None:
    async with observing(size=(60, 20)) as observer:
        await observer.types("P9: x", "enter")
        await observer.until(
            lambda: "from " in " ".join(observer.rows[-4:]) and " on." in " ".join(observer.rows[-4:]), "all of it"
        )


async def test_the_line_is_read_while_it_is_typed() -> None:
    async with observing() as observer:
        await observer.types("P3>P1 chall: beds")
        await observer.sees("P3 → P1 · challenge")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_reading_comes_before_what_is_odd_about_it(size: tuple[int, int]) -> None:
    async with observing(size=size) as observer:
        await observer.types("P9>P3 chall: beds")
        row = await observer.sees("P9 → P3 · challenge")
        warning = await observer.sees("P9 not on the roster yet, will be added.")
        assert "⚠" not in row.partition("challenge")[0]
        assert (row == warning) is (size[0] == 80)
        await observer.types("", "ctrl+u")
        await observer.until(lambda: observer.capture_screen.query_one("#reading").size.height == 1, "one row")


async def test_a_line_shows_the_time_it_will_stand_at_before_it_is_entered() -> None:
    async with observing() as observer:
        then = f"{datetime.now(UTC) - timedelta(hours=1):%H:%M:%S}"
        await observer.types(f"@{then} x")
        assert (await observer.sees(f"› @{then} x")).startswith(f"@{then} ›")
        await observer.types("", "ctrl+u")
        await observer.types("@99:99 x")
        row = await observer.sees("› @99:99 x")
        assert row.startswith(" ")
        assert row[1:9].count(":") == 2


async def test_what_was_not_understood_is_said_until_the_next_line() -> None:
    async with observing() as observer:
        await observer.types("! nonsensical mode: text", "enter")
        await observer.sees("⚠")
        await observer.types("x")
        await observer.until(lambda: not observer.row("⚠"), "the warning gone")


async def test_the_next_item_is_one_key() -> None:
    async with observing() as observer:
        for number in ("1", "2", "3", "4", "5"):
            await observer.pilot.press("f2")
            await observer.sees(f"▶ {number} ")
        await observer.pilot.press("alt+n")
        await observer.sees("no further item")
        assert [seen.item for seen in observer.keeper.kept if seen.mode == "open"] == ["1", "2", "3", "4", "5"]


async def test_people_come_and_go() -> None:
    async with observing() as observer:
        assert "Here 5 of 6" in await observer.sees("Here")
        await observer.types("/out P5", "enter")
        await observer.sees("Here 4 of 6")
        assert "out" in observer.row("P5 nurse")
        await observer.types("/floor P3", "enter")
        assert "◀" in await observer.sees("P3 GP")


async def test_help_leaves_the_line_alone() -> None:
    async with observing() as observer:
        await observer.types("half a li", "f1")
        await observer.sees("speech, paraphrased")
        await observer.types("ne", "pagedown", "escape", "enter")
        await observer.sees("half a line")
        assert [seen.text for seen in observer.keeper.kept] == ["half a line"]


async def test_reading_back_is_not_disturbed_by_new_lines() -> None:
    begin = datetime.now(UTC) - timedelta(hours=1)
    async with observing(MemoryKeeper(record(notes(200, begin)))) as observer:
        await observer.sees("observation 199")
        await observer.pilot.press("ctrl+home")
        await observer.sees("observation 0")
        await observer.types("a new one", "enter")
        await observer.sees("below")
        assert observer.row("observation 0")
        assert not observer.row("a new one ")
        await observer.pilot.press("escape")
        await observer.sees("a new one")


async def test_pages_meet() -> None:
    begin = datetime.now(UTC) - timedelta(hours=1)
    async with observing(MemoryKeeper(record(notes(100, begin)))) as observer:
        await observer.sees("observation 99")
        seen: set[int] = set()
        for _ in range(12):
            seen |= {int(row.split("observation ")[1].split()[0]) for row in observer.rows if "observation " in row}
            await observer.pilot.press("pageup")
        assert seen == set(range(100))
        assert observer.capture_screen.query_one(Timeline).at_end is False


async def test_a_backdated_line_stands_where_it_belongs() -> None:
    async with observing() as observer:
        await observer.types("now", "enter")
        await observer.types("@-5m earlier", "enter")
        await observer.sees("earlier")
        texts = [row for row in observer.rows if " now " in row or " earlier " in row][:2]
        assert "earlier" in texts[0]


async def test_the_line_before_is_brought_back_by_up() -> None:
    async with observing() as observer:
        await observer.types("P3: again", "enter", "up", "enter")
        await observer.until(lambda: len(observer.keeper.kept) == 2, "two lines")
        assert [seen.text for seen in observer.keeper.kept] == ["again", "again"]


@pytest.mark.parametrize(
    ("size", "panels"),
    [
        ((60, 20), ()),
        ((80, 24), ("Agenda", "Here")),
        ((120, 36), ("Agenda", "Here")),
        ((150, 40), ("Agenda", "Here")),
    ],
)
async def test_every_width_shows_what_it_has_room_for(size: tuple[int, int], panels: tuple[str, ...]) -> None:
    async with observing(size=size) as observer:
        await observer.types("/item 3", "enter")
        await observer.sees("3 · 0/15 min · Finance [/] report")
        assert [panel for panel in ("Agenda", "Here") if observer.row(panel)] == list(panels)
        assert observer.row("F1 help")
        assert observer.row("› ")


async def test_a_long_line_takes_three_rows_at_most() -> None:
    async with observing(size=(60, 20)) as observer:
        await observer.types("word " * 50)
        await observer.sees("word wo")
        composer = observer.capture_screen.query_one("#composer")
        await observer.until(lambda: composer.size.height == 3, "three rows")
        await observer.types("", "enter")
        await observer.until(lambda: observer.capture_screen.query_one("#composer").size.height == 1, "one row")


async def test_the_palette_runs_the_same_commands() -> None:
    async with observing() as observer:
        await observer.pilot.press("f2", "ctrl+p")
        await observer.until(lambda: len(observer.pilot.app.screen_stack) == 2, "the palette")
        await observer.types("end the", "enter")
        await observer.until(lambda: len(observer.pilot.app.screen_stack) == 1, "the palette closed")
        await observer.sees("The meeting has ended")
        assert "ENDED" in observer.rows[0]


async def test_the_key_that_leaves_does_so_from_the_palette_with_the_same_warning() -> None:
    async with observing() as observer:
        observer.keeper.refuse = "no room"
        await observer.types("first", "enter")
        await observer.sees("NOT SAVED: ")
        await observer.pilot.press("ctrl+p")
        await observer.until(lambda: len(observer.pilot.app.screen_stack) == 2, "the palette")
        await observer.pilot.press("ctrl+q")
        await observer.sees("again leaves")
        assert observer.pilot.app._exit is False
        await observer.pilot.press("ctrl+p")
        await observer.until(lambda: len(observer.pilot.app.screen_stack) == 2, "the palette")
        await observer.pilot.press("ctrl+q")
        assert observer.pilot.app._exit is True
        observer.keeper.refuse = ""


async def test_a_key_of_the_footer_can_be_clicked() -> None:
    async with observing() as observer:
        x = observer.rows[-1].index("F2")
        await observer.pilot.mouse_down("#keys", offset=(x, 0))
        await observer.sees("▶ 1 ")


async def test_a_change_of_theme_reaches_the_lines_already_shown() -> None:
    async with observing() as observer:
        await observer.types("a note", "enter")
        await observer.sees("a note")
        timeline = observer.capture_screen.query_one(Timeline)
        before = timeline.render_line(0)
        observer.capture_screen.run_command_now("theme-light")
        await observer.until(lambda: timeline.render_line(0) != before, "other colours")


async def test_panels_are_painted_only_when_they_say_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    async with observing() as observer:
        await observer.sees("Agenda")
        agenda = observer.capture_screen.query_one("#agenda")
        painted: list[object] = []
        monkeypatch.setattr(agenda, "refresh", lambda *regions, **options: painted.append(regions))
        observer.capture_screen.renew()
        assert painted == []
        await observer.pilot.press("f2")
        assert painted


async def test_undo_and_redo_answer_in_a_quiet_line_and_what_was_taken_back_says_so(tmp_path: Path) -> None:
    study = StudyArchive.create(tmp_path / "study", "A study", "UTC")
    start = record()
    study.new_meeting(start.meeting, start.protocol, start.people, start.items, who="KC").close()
    live = Session(study.open_meeting("last"), "KC")
    try:
        async with FieldnotesApp(live).run_test(size=(80, 24)) as pilot:
            observer = Observer(pilot, MemoryKeeper(start))
            await observer.types("P3: money is short", "enter")
            await observer.types("chair opens late", "enter", "ctrl+z")
            assert "Taken back: note: chair opens late." in await observer.sees("Taken back:")
            await observer.sees("taken back  chair opens late")
            assert "taken back" not in observer.row("money is short")
            await observer.types("half a li", "ctrl+y")
            await observer.until(lambda: not observer.row("taken back  chair"), "it is back")
            assert "half a li" in observer.row(" › half")
            await observer.until(lambda: not live.waiting, "saved")
    finally:
        live.close()


async def test_the_palette_tells_the_key_of_each_command_that_has_one() -> None:
    async with observing(size=(80, 40)) as observer:
        await observer.pilot.press("ctrl+p")
        await observer.sees("F2 · Open the next item")
        assert "  The meeting pauses." in await observer.sees("The meeting pauses.")


async def test_a_command_that_says_nothing_leaves_the_line_being_typed_read() -> None:
    async with observing() as observer:
        await observer.types("P3: half a li")
        observer.capture_screen.run_command_now("break")
        await observer.sees("BREAK")
        await observer.until(lambda: any(row.strip() == "P3" for row in observer.rows), "the line, read")
        assert not observer.row("P3: speech")
