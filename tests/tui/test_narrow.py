"""In a narrow window the timeline comes back where a line of it is to be chosen."""

from pathlib import Path

import pytest

from tests.tui.chosen import at_study
from tests.tui.observer import observing

LINES = ("first", "the beds", "last")


@pytest.mark.parametrize(("keys", "row"), [(("f6",), "last"), (("f7", "b", "e"), "the beds")])
async def test_a_key_that_chooses_brings_the_timeline_back_from_behind_the_panels(
    tmp_path: Path, keys: tuple[str, ...], row: str
) -> None:
    async with at_study(tmp_path, LINES, size=(60, 20)) as observer:
        await observer.pilot.press("ctrl+t")
        await observer.sees("Here")
        await observer.pilot.press(*keys)
        assert row in await observer.sees("❯")
        assert not observer.row("Here")


async def test_a_line_that_finds_brings_it_back_too() -> None:
    async with observing(size=(60, 20)) as observer:
        await observer.types("the beds", "enter")
        await observer.types("something else", "enter", "ctrl+home", "ctrl+t")
        await observer.sees("Here")
        await observer.types("/find beds", "enter")
        await observer.sees("1 of 2 · “beds”")
        assert observer.row("the beds")
        assert not observer.row("something else")


@pytest.mark.parametrize("columns", [40, 48, 60, 72, 80])
async def test_what_key_mode_says_of_its_keys_is_whole(columns: int) -> None:
    async with observing(size=(columns, 24)) as observer:
        await observer.pilot.press("f4")
        assert "…" not in await observer.sees("KEYS")


async def test_sixty_new_people_are_told_in_a_row() -> None:
    async with observing() as observer:
        await observer.types("/in " + ",".join(f"P{n}" for n in range(21, 81)))
        await observer.sees("P25 and 55 more not on the")
        assert not observer.row("were not on the roster")
        await observer.pilot.press("enter")
        assert "P21, P22, P23, P24, P25 and 55 more were not" in await observer.sees("⚠")
