"""The quiet line: prompts and ratings under an empty composer, which take no key and go with the next letter."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from fieldnotes.capture.prompting import QUIET_MS
from fieldnotes.locations import data_folder
from fieldnotes.tui.quiet import SIGN
from tests.keepers import MemoryKeeper
from tests.tui.keeping import record
from tests.tui.observer import Observer, observing

PROMPTS = record(prompts=True).protocol.prompts


@asynccontextmanager
async def prompted(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Observer]:
    """A screen on a meeting by a protocol with prompts."""
    async with observing(MemoryKeeper(record(prompts=True)), size) as observer:
        yield observer


@asynccontextmanager
async def unprompted(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Observer]:
    """A screen on which no prompt comes by itself."""
    data_folder().mkdir(parents=True, exist_ok=True)
    (data_folder() / "settings.toml").write_text("prompt_minutes = 0\n", encoding="utf-8")
    async with prompted(size) as observer:
        yield observer


async def test_before_the_first_item_a_prompt_comes_by_itself_and_goes_with_the_first_letter() -> None:
    async with prompted() as observer:
        row = await observer.sees(PROMPTS.before[0][:40])
        assert SIGN in row
        await observer.types("P")
        await observer.until(lambda: not observer.row(SIGN), "it is gone")
        await observer.types("1: hello", "enter")
        await observer.until(lambda: len(observer.keeper.kept) == 1, "the line whole")
        assert observer.keeper.kept[0].text == "hello"


async def test_esc_takes_it_away() -> None:
    async with prompted() as observer:
        await observer.sees(SIGN)
        await observer.pilot.press("escape")
        await observer.until(lambda: not observer.row(SIGN), "it is gone")
        observer.capture_screen.quiet.look()
        await observer.pilot.pause()
        assert not observer.row(SIGN)
        assert observer.keeper.kept == []


async def test_none_comes_while_something_is_typed_or_left_to_be_read() -> None:
    async with unprompted() as observer:
        screen = observer.capture_screen
        screen.session.asking.prompting.every_minutes = 10
        await observer.types("half")
        screen.session.asking.prompting.stirred(screen.session.now().mono - QUIET_MS)
        screen.quiet.look()
        await observer.sees("note")
        assert not observer.row(SIGN)
        await observer.types("", "ctrl+u")
        await observer.types("! nonsense mode: x", "enter")
        await observer.sees("⚠")
        screen.session.asking.prompting.stirred(screen.session.now().mono - QUIET_MS)
        screen.quiet.look()
        await observer.pilot.pause()
        assert observer.row("⚠")
        assert not observer.row(SIGN)


@pytest.mark.parametrize("key", ["f8", "alt+q"])
async def test_its_key_brings_the_next_one_and_leaves_the_line_alone(key: str) -> None:
    async with unprompted() as observer:
        await observer.pilot.press(key)
        await observer.sees(PROMPTS.before[0][:40])
        await observer.pilot.press(key)
        await observer.sees(PROMPTS.before[1][:40])
        await observer.types("half a li", key)
        await observer.sees(PROMPTS.before[2][:40])
        await observer.types("ne", "enter")
        await observer.sees("half a line")
        assert [one.text for one in observer.keeper.kept] == ["half a line"]


async def test_an_item_that_has_closed_can_be_rated_on_each_scale_in_turn() -> None:
    async with unprompted() as observer:
        await observer.pilot.press("f2")
        await observer.sees("▶ 1 ")
        assert not observer.row(SIGN)
        await observer.types("/item", "enter")
        assert "Rate item 1: chairing 1–5 · F8" in await observer.sees(SIGN)
        await observer.pilot.press("f8")
        await observer.sees("› /rate chairing")
        await observer.sees("1 lost hold of it")
        await observer.types("4", "enter")
        await observer.sees("Rate item 1: participation 1–5")
        await observer.types("", "f8", "2", "enter")
        await observer.sees("Rate item 1: tension 1–5")
        await observer.pilot.press("escape")
        await observer.until(lambda: not observer.row(SIGN), "skipped")
        rated = [
            (one.scale, one.rating, one.item) for one in observer.capture_screen.session.observations if one.scale
        ]
        assert rated == [("chairing", 4, "1"), ("participation", 2, "1")]


async def test_a_rating_after_the_next_item_opened_is_of_the_one_that_closed() -> None:
    async with unprompted() as observer:
        await observer.types("@-5m /item 1", "enter")
        await observer.pilot.press("f2")
        await observer.sees("Rate item 1: chairing")
        await observer.pilot.press("f8")
        await observer.sees("/rate chairing")
        await observer.types("5", "enter")
        await observer.sees("Rate item 1: participation")
        rated = [(one.rating, one.item) for one in observer.capture_screen.session.observations if one.scale]
        assert rated == [(5, "1")]


async def test_going_on_typing_skips_the_rating() -> None:
    async with unprompted() as observer:
        await observer.types("/item 1", "enter")
        await observer.types("/item", "enter")
        await observer.sees(SIGN)
        await observer.types("they stretch", "enter")
        await observer.sees("they stretch")
        assert not observer.row(SIGN)
        await observer.pilot.press("f8")
        await observer.sees(PROMPTS.during[0])
        assert [one.kind for one in observer.keeper.kept] == ["item", "item", "note"]


async def test_ratings_are_not_offered_where_the_settings_say_so() -> None:
    data_folder().mkdir(parents=True, exist_ok=True)
    (data_folder() / "settings.toml").write_text("prompt_minutes = 0\noffer_ratings = false\n", encoding="utf-8")
    async with prompted() as observer:
        await observer.types("/item 1", "enter")
        await observer.types("/item", "enter")
        await observer.sees("item 1 closed")
        assert not observer.row(SIGN)


async def test_after_the_end_first_impressions_are_asked_for() -> None:
    async with unprompted() as observer:
        await observer.types("/end", "enter")
        await observer.sees("ENDED")
        screen = observer.capture_screen
        screen.session.asking.prompting.every_minutes = 10
        screen.session.asking.prompting.stirred(screen.session.now().mono - QUIET_MS)
        screen.quiet.look()
        await observer.sees(PROMPTS.after[0][:40])


@pytest.mark.parametrize(
    ("line", "answer"),
    [("/who", "Here 5 of 6: "), ("/agenda", "No item is open. 1 Apologies"), ("/prompt", "Before, 1 of 3: ")],
)
async def test_questions_are_answered_under_the_composer(line: str, answer: str) -> None:
    async with unprompted() as observer:
        await observer.types(line)
        await observer.sees("tells ")
        await observer.pilot.press("enter")
        await observer.sees(answer)
        assert observer.keeper.kept == []


async def test_help_can_be_typed() -> None:
    async with unprompted() as observer:
        await observer.types("/help", "enter")
        await observer.sees("speech, paraphrased")


async def test_help_tells_first_what_is_in_force() -> None:
    class Mode:
        help = (("z", "Zooms in on the chair."),)

        def key(self, key: str, character: str | None, monotonic: float) -> None:
            """None of its keys is pressed here."""

    async with unprompted() as observer:
        screen = observer.capture_screen
        screen.modes.append(Mode())
        await observer.pilot.press("f1")
        zooms = await observer.sees("Zooms in on the chair.")
        assert observer.rows.index(zooms) < observer.rows.index(await observer.sees("speech, paraphrased"))
        screen.modes.clear()
        await observer.until(lambda: not observer.row("Zooms"), "the mode's keys gone with it")


@pytest.mark.parametrize("size", [(40, 10), (30, 8), (20, 5), (10, 3), (1, 1)])
async def test_no_window_is_too_small_to_type_in(size: tuple[int, int]) -> None:
    async with unprompted(size=size) as observer:
        await observer.types("P3: money is short", "enter", "f1", "f8", "f9", "ctrl+r", "f2", "f1")
        await observer.until(lambda: len(observer.keeper.kept) >= 2, "kept")
        await observer.pilot.resize_terminal(80, 24)
        await observer.sees("money is short")


async def test_a_chosen_line_has_its_keys_first_in_help_and_the_veil_over_it() -> None:
    async with unprompted() as observer:
        await observer.types("money is short", "enter", "f6", "f1")
        await observer.sees("A line that is chosen")
        await observer.pilot.press("f9")
        await observer.until(lambda: not observer.row("money"), "a blank screen")
        await observer.pilot.press("r", "ctrl+r")
        await observer.sees("A line that is chosen")
        assert len(observer.keeper.kept) == 1
