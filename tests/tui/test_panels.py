"""The agenda, who is here, and what the clocks did, as an observer sees them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from textual import events

from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.vigil import Absence
from fieldnotes.model.clock import offset_of
from fieldnotes.model.people import Person
from tests.keepers import MemoryKeeper
from tests.tui.keeping import record
from tests.tui.observer import Observer, observing

Enters = Callable[[str, float], None]


@asynccontextmanager
async def half_past(size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Observer, Enters]]:
    """The screen 30 minutes and some seconds into a meeting, and how to enter a line of so many minutes."""
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=30, seconds=20)
    async with observing(MemoryKeeper(record(start=start)), size) as observer:

        def enters(line: str, minutes: float) -> None:
            observer.capture_screen.take(line, KeyTime(start + timedelta(minutes=minutes), 0))

        yield observer, enters


async def test_the_agenda_says_what_is_done_open_returned_to_out_of_order_and_added() -> None:
    async with half_past() as (observer, enters):
        for line, minutes in (
            ("/item 1", 0),
            ("/item 2", 6),
            ("/item 4", 13),
            ("/item Visitors", 16),
            ("/item 2", 20),
        ):
            enters(line, minutes)
        row = await observer.sees("▶ 2 Diabetes")
        assert "2× 17/20" in row
        assert "6/5 +1" in observer.row("✓ 1 Apologies")
        assert "↕ 3/10" in observer.row("✓ 4 Workforce")
        assert "–/15" in observer.row("  3 Finance [/]")
        assert observer.row("✓+6 Visitors")
        # to come: 3 of item 2, 15 and 5 of items 3 and 5; it began 30 minutes ago, planned are 55
        assert "−2" in observer.row("planned 55 used 30")
        enters("/end", 30.1)
        assert await observer.sees("– 3 Finance")
        assert await observer.sees("– 5 Any other")
        assert "↕" not in observer.row("✓ 4 Workforce")


async def test_a_break_runs_in_head_and_agenda_and_a_gap_is_counted() -> None:
    async with half_past() as (observer, enters):
        enters("/item 1", 0)
        enters("/gap 4m fetched", 20)
        enters("/break coffee", 29)
        assert "not seen 4" in await observer.sees("│BREAK 1:2")
        assert "BREAK 1:2" in observer.rows[0]
        # item 1 took 29 of its 5 minutes, and the break a good one
        assert "+25" in observer.row("planned 55 used 25")
        enters("/resume", 30)
        await observer.sees("breaks 1 · not seen 4")
        assert "BREAK" not in observer.rows[0]


async def test_a_long_agenda_keeps_the_open_item_and_the_sum_in_sight() -> None:
    async with half_past() as (observer, enters):
        for number in range(6, 30):
            enters(f"/item {number} Further item {number}", number)
        await observer.sees("▶+29 Further")
        assert observer.row("planned 55 used 24")


async def test_one_key_goes_back_to_the_item_before_and_forth_again() -> None:
    async with observing() as observer:
        await observer.pilot.press("ctrl+o")
        await observer.sees("no item before this one")
        await observer.pilot.press("f2", "f2", "ctrl+o")
        await observer.sees("▶ 1 ")
        await observer.pilot.press("ctrl+o")
        await observer.sees("▶ 2 ")
        await observer.types("/item", "enter", "ctrl+o")
        await observer.sees("▶ 2 ")


async def test_a_click_prepares_a_line_and_writes_nothing() -> None:
    async with observing() as observer:
        await observer.pilot.mouse_down("#agenda", offset=(5, 3))
        await observer.sees("› /item 3")
        await observer.pilot.mouse_down("#agenda", offset=(5, 2))
        await observer.sees("› /item 2")
        assert observer.keeper.kept == []
        await observer.pilot.press("enter")
        await observer.sees("▶ 2 ")
        await observer.pilot.mouse_down("#here", offset=(3, 3))
        await observer.sees("› P3:")
        await observer.types("beds")
        await observer.pilot.mouse_down("#agenda", offset=(5, 1))
        await observer.sees("A line is being typed")
        assert observer.row("› P3: beds")


async def test_who_is_here_says_how_each_came_and_how_much_each_talks() -> None:
    async with half_past((150, 40)) as (observer, enters):
        for line, minutes in (
            ("/floor P1", 0), ("/in P5 phone", 2), ("/floor P3", 6), ("/out P2", 10), ("/in P4", 20),
            ("/floor P1", 24), ("/floor", 26),
        ):  # fmt: skip
            enters(line, minutes)
        # P1 talked 8 of 26 minutes in 2 turns, P3 18; P1 and P3 were there all the time: 30 of 140 minutes each
        assert "2  31 %" in await observer.sees("P1 chair")
        assert "▇▇▇▇" in observer.row("P3 GP")
        assert "1  69 %" in observer.row("P3 GP")
        assert "phone" in observer.row("P5 nurse")
        assert "out" in observer.row("P2 chief")
        assert "late" in observer.row("P4 financ")
        assert observer.row("─ share of talk ─")
        assert "31 %" in observer.row("│clinical")
        assert "69 %  ×3.2" in observer.row("│hybrid")


async def test_a_long_role_has_rows_of_its_own_where_there_is_room() -> None:
    async with half_past((120, 36)) as (observer, enters):
        enters("/floor P1", 0)
        await observer.sees("P1 chair")
        at = next(n for n, row in enumerate(observer.rows) if "P2 chief" in row)
        assert "…" not in observer.rows[at]
        assert observer.rows[at + 1].startswith("│   executive ")
    async with half_past((80, 24)) as (observer, enters):
        enters("/floor P1", 0)
        await observer.sees("P1 chair")
        assert all(observer.row(f"P{n}") for n in range(1, 7))


async def test_a_quotation_that_is_not_closed_is_said_under_the_line() -> None:
    async with half_past() as (observer, _):
        await observer.types('P3: "who has')
        assert "⚠" not in await observer.sees("quotation not closed")
        await observer.types(' the beds"')
        await observer.until(lambda: not observer.row("quotation not closed"), "nothing more to say")


async def test_where_no_floor_was_kept_turns_are_shared_and_said_to_be() -> None:
    async with half_past((150, 40)) as (observer, enters):
        for minute, who in enumerate(("P1", "P2", "P1", "P1")):
            enters(f"{who}: words", minute)
        await observer.sees("─ share of turns ─")
        assert "3  75 %" in observer.row("P1 chair")


async def test_the_groups_have_a_row_where_there_is_little_room() -> None:
    async with half_past() as (observer, enters):
        enters("P1: words", 0)
        enters("P2: words", 1)
        await observer.sees("cli 50% man 50% hyb 0%")


@pytest.mark.parametrize(("size", "names"), [((80, 24), ("g…n 50%", "g…s 50%")), ((150, 40), ("…north", "…south"))])
async def test_groups_that_begin_alike_stay_apart(size: tuple[int, int], names: tuple[str, str]) -> None:
    wards = ("group of all who work on ward north", "group of all who work on ward south", "lay")
    people = tuple(Person(f"P{n}", "nurse", wards[n % 3]) for n in range(6))
    async with observing(MemoryKeeper(msgspec.structs.replace(record(), people=people)), size) as observer:
        await observer.types("P0: words", "enter")
        await observer.types("P1: words", "enter")
        for name in names:
            await observer.sees(name)


async def test_a_narrow_window_tells_item_and_floor_and_shows_the_panels_when_asked() -> None:
    async with half_past((60, 20)) as (observer, enters):
        enters("/item 2", 0)
        enters("/floor P3", 1)
        assert "▶ 2 ◀ P3" in await observer.sees("◀ P3")
        assert not observer.row("Here")
        await observer.pilot.press("ctrl+t")
        assert "Agenda" in await observer.sees("Here 5 of 6")
        await observer.pilot.press("f1")
        await observer.sees("Help")
        await observer.pilot.press("escape", "escape")
        await observer.until(lambda: not observer.row("Here"), "the timeline again")


async def test_a_gap_is_offered_in_the_quiet_line_and_one_key_puts_it_there() -> None:
    async with observing() as observer:
        await observer.types("half a line")
        now = observer.capture_screen.session.now().at
        vigil = observer.capture_screen.session.vigil
        vigil.offered = Absence(now - timedelta(minutes=12), now, "asleep")
        await observer.types("", "ctrl+u")
        await observer.sees(f"Asleep 12m until {now:%H:%M}: ^G")
        assert observer.keeper.kept == []
        await observer.pilot.press("ctrl+g", "enter")
        await observer.sees("GAP of 12 min")
        assert vigil.offered is None


async def test_where_no_gap_is_offered_its_key_says_how_one_is_written_and_touches_nothing() -> None:
    async with observing() as observer:
        await observer.pilot.press("ctrl+g")
        assert "`/gap 5m words`" in await observer.sees("No gap is on offer")
        assert observer.capture_screen.editing.line.text == ""
        await observer.types("half", "ctrl+g")
        assert observer.capture_screen.editing.line.text == "half"


async def test_no_line_is_prepared_out_of_sight_while_another_is_asked_for() -> None:
    async with observing() as observer:
        await observer.types("one", "enter", "f6", "w")
        await observer.types("fuller")
        now = observer.capture_screen.session.now().at
        observer.capture_screen.session.vigil.offered = Absence(now - timedelta(minutes=12), now, "asleep")
        await observer.pilot.press("ctrl+g")
        await observer.sees("is being typed")
        screen = observer.capture_screen
        assert (screen.editing.line.text, screen.asking and screen.asking.line.text) == ("", "fuller")


async def test_another_window_in_front_is_told_by_the_terminal() -> None:
    async with observing() as observer:
        vigil = observer.capture_screen.session.vigil
        observer.pilot.app.post_message(events.AppBlur())
        await observer.until(lambda: vigil._left is not None, "left")
        observer.pilot.app.post_message(events.AppFocus())
        await observer.until(lambda: vigil._left is None, "back")


async def test_a_time_that_comes_twice_has_its_offset_beside_it() -> None:
    start = datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    kept = record(start=start)
    kept = msgspec.structs.replace(kept, meeting=msgspec.structs.replace(kept.meeting, zone="Europe/London"))
    async with observing(MemoryKeeper(kept)) as observer:
        await observer.types("@00:30 early", "enter", *"@02:30", "space", *"later", "enter")
        row = await observer.sees("later")
        assert "+0" not in row
        for seen in observer.capture_screen.session.observations:
            assert offset_of(seen.at) in ("+01:00", "+00:00")
        await observer.types("@01:30 twice", "enter")
        assert "01:30:00 +01:00 twice" in await observer.sees("twice")
