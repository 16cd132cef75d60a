"""Completing, moving the line's time, asking for items and people, on the screen."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from fieldnotes.tui.completing import TOGETHER
from tests.keepers import MemoryKeeper
from tests.tui.keeping import notes, record
from tests.tui.observer import Observer, observing


async def press_apart(observer: Observer, *keys: str) -> None:
    """Press keys as a hand does: none together with another."""
    for key in keys:
        await asyncio.sleep(TOGETHER * 1.5)
        await observer.pilot.press(key)
    await asyncio.sleep(TOGETHER * 1.5)


async def offered(observer: Observer, words: str) -> str:
    """The last row, once it offers those words."""
    await observer.until(lambda: " Tab " in observer.rows[-1] and words in observer.rows[-1], f"offer {words}")
    return observer.rows[-1]


async def test_what_can_be_completed_is_offered_in_the_last_row_and_tab_takes_it() -> None:
    async with observing() as observer:
        await observer.types("P3>ch")
        assert "P2 chief executive" in await offered(observer, "P1 chair")
        assert "F1 help" not in observer.rows[-1]
        await press_apart(observer, "tab")
        await observer.sees("› P3>P1")
        await press_apart(observer, "tab")
        await observer.sees("› P3>P2")
        assert observer.rows[-1].index("P2 chief") < observer.rows[-1].index("P1 chair")
        await press_apart(observer, "shift+tab")
        await observer.sees("› P3>P1")
        await observer.types(": beds", "enter")
        await observer.sees("F1 help")
        await observer.until(lambda: len(observer.keeper.kept) == 1, "kept")
        (seen,) = observer.keeper.kept
        assert (seen.actor, seen.addressees, seen.text) == ("P3", ("P1",), "beds")


async def test_nothing_moves_while_offers_come_and_go() -> None:
    async with observing() as observer:
        for typed in ("P3", ">", "P5", " ", "chall", ":"):
            await observer.types(typed)
            await observer.pilot.pause()
            assert observer.capture_screen.query_one("#timeline").size.height == 18
            assert "›" in observer.rows[-3]


async def test_a_head_half_typed_is_nothing_odd() -> None:
    async with observing() as observer:
        await observer.types("P3>ch")
        await offered(observer, "P1 chair")
        assert not observer.row("⚠")
        await observer.types("zz")
        await observer.sees("⚠")
        await observer.sees("F1 help")


async def test_an_offer_can_be_clicked() -> None:
    async with observing() as observer:
        await observer.types("P3>")
        row = await offered(observer, "P5 nurse lead")
        await observer.pilot.mouse_down("#keys", offset=(row.index("P5"), 0))
        await observer.sees("› P3>P5")


async def test_escape_gives_back_what_was_typed() -> None:
    async with observing() as observer:
        await observer.types("! rati")
        await press_apart(observer, "tab", "tab", "escape")
        await observer.sees("› ! rati ")


async def test_names_of_people_are_no_markup_in_the_offers() -> None:
    async with observing() as observer:
        await observer.types("P3>lay")
        await offered(observer, "P6 [red]lay member[/]")


async def test_the_lines_time_is_moved_and_shown_as_set_by_hand() -> None:
    async with observing() as observer:
        await observer.types("x")
        began = observer.capture_screen.editing.at
        assert began is not None
        await observer.pilot.press("alt+up", "alt+up", "alt+up", "alt+down")
        then = f"{began.at - timedelta(minutes=2):%H:%M:%S}"
        assert (await observer.sees(f"@{then} › x")).startswith(f"@{then} ›")
        await observer.pilot.press("enter")
        await observer.until(lambda: len(observer.keeper.kept) == 1, "kept")
        (seen,) = observer.keeper.kept
        assert (seen.at, seen.typed_at) == (began.at - timedelta(minutes=2), began.at)
        await observer.types("y")
        await observer.sees(" › y")
        assert "@" not in observer.row(" › y")


async def test_the_time_is_moved_before_the_first_key_and_forgotten_with_the_line() -> None:
    async with observing() as observer:
        await observer.pilot.press("alt+up", "alt+up")
        assert "@-2m ›" in await observer.sees("@-2m")
        await observer.types("x", "enter")
        await observer.until(lambda: len(observer.keeper.kept) == 1, "kept")
        (seen,) = observer.keeper.kept
        assert seen.typed_at is not None
        assert seen.typed_at - seen.at == timedelta(minutes=2)
        await observer.pilot.press("alt+up", "ctrl+u")
        await observer.until(lambda: not observer.row("@-"), "forgotten")


@pytest.mark.parametrize("key", ["f3", "alt+i"])
async def test_any_item_is_one_key_and_its_number(key: str) -> None:
    async with observing() as observer:
        await observer.pilot.press(key)
        await offered(observer, "1 Apologies and minutes")
        await observer.sees("which item?")
        await observer.types("3", "enter")
        await observer.sees("▶ 3 ")
        await observer.pilot.press(key)
        await observer.types("workf")
        await observer.sees("opens item 4")
        await observer.pilot.press("enter")
        await observer.sees("▶ 4 ")
        assert [seen.item for seen in observer.keeper.kept if seen.mode == "open"] == ["3", "4"]


async def test_an_item_asked_for_in_the_middle_of_a_line_loses_nothing_of_it() -> None:
    async with observing() as observer:
        await observer.types("P3: half a li", "f3")
        await observer.sees("Esc: your line")
        await observer.types("2", "enter")
        await observer.sees("› P3: half a li")
        await observer.sees("▶ 2 ")
        await observer.types("ne", "f3", "escape", "enter")
        await observer.until(lambda: len(observer.keeper.kept) == 2, "two")
        item, said = observer.keeper.kept
        assert (item.item, said.text) == ("2", "half a line")
        assert said.at < item.at


@pytest.mark.parametrize("key", ["f5", "alt+p"])
async def test_who_comes_and_goes_is_one_key_and_a_code(key: str) -> None:
    async with observing() as observer:
        await observer.types("half", key)
        row = await offered(observer, "P4")
        assert row.index("P4 finance") < row.index("P1 chair")
        await observer.pilot.press(key)
        await observer.sees("who goes out?")
        await observer.types("5", "enter")
        await observer.sees("› half")
        await observer.sees("Here 4 of 6")
        await observer.pilot.press(key)
        await observer.types("nur", "enter")
        await observer.sees("Here 5 of 6")
        assert [(seen.mode, seen.actor) for seen in observer.keeper.kept] == [("out", "P5"), ("in", "P5")]


async def test_how_somebody_comes_is_offered() -> None:
    async with observing() as observer:
        await observer.types("", "f5")
        await observer.types("P4 ")
        assert "late" in await offered(observer, "phone by telephone")
        await observer.types("dep")
        await press_apart(observer, "tab")
        await observer.types(" ")
        await observer.sees("› /in P4 deputy for")
        await offered(observer, "P1 chair")


@pytest.mark.parametrize(("earlier", "later"), [("pageup", "pagedown"), ("ctrl+b", "ctrl+f")])
async def test_pages_have_twins(earlier: str, later: str) -> None:
    begin = datetime.now(UTC) - timedelta(hours=1)
    async with observing(MemoryKeeper(record(notes(60, begin)))) as observer:
        await observer.sees("observation 59")
        await observer.pilot.press(earlier)
        await observer.until(lambda: not observer.row("observation 59"), "a page up")
        await observer.pilot.press(later)
        await observer.sees("observation 59")


async def test_what_else_was_asked_for_gives_way_to_an_item_and_comes_back() -> None:
    async with observing() as observer:
        await observer.types("half", "f7", "f3")
        await offered(observer, "1 Apologies and minutes")
        await observer.types("2", "enter")
        await observer.sees("▶ 2 ")
        await observer.sees("find ›")
        await observer.pilot.press("escape")
        await observer.sees("› half")


async def test_key_mode_from_a_line_that_was_asked_for_loses_nothing() -> None:
    async with observing() as observer:
        await observer.types("half", "f3", "f4")
        await observer.until(lambda: " Tab " not in observer.rows[-1], "no offers in key mode")
        await observer.pilot.press("f4")
        await observer.types("2", "enter")
        await observer.sees("▶ 2 ")
        await observer.sees("› half")
