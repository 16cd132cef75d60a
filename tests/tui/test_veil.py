"""The privacy key: no word of the notes stays in sight, no key gets into the record, and one key ends it."""

import re
from pathlib import Path

import pytest

from tests.tui.observer import Observer, observing
from tests.tui.screens import Screen

OPERATING = re.compile(rb"\x1b\][^\x07\x1b]*\x07")
"""A command to the terminal that ends with what would else be a bell."""

SECRETS = ("money", "half a line", "PEC", "Agenda", "P3", "Here", "F1", "saved")


def seen(observer: Observer) -> str:
    return "\n".join(observer.rows)


async def is_blank(observer: Observer) -> None:
    await observer.until(lambda: not any(secret in seen(observer) for secret in SECRETS), "a blank screen")


@pytest.mark.parametrize("key", ["f9", "alt+x"])
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (150, 40)])
async def test_the_screen_is_blank_and_another_key_brings_it_back(key: str, size: tuple[int, int]) -> None:
    async with observing(size=size) as observer:
        await observer.types("P3: money is short", "enter")
        await observer.types("half a line")
        await observer.sees("half a line")
        await observer.pilot.press(key)
        await is_blank(observer)
        told = [row.strip() for row in observer.rows if row.strip()]
        assert len(told) == 1
        assert "^R" in told[0]
        await observer.types(
            "abc x/!", "enter", "escape", "f1", "f2", "ctrl+p", "ctrl+z", "backspace", key, "ctrl+q"
        )
        assert len(observer.pilot.app.screen_stack) == 1
        await is_blank(observer)
        await observer.pilot.press("ctrl+r")
        await observer.sees("› half a line")
        await observer.sees("money is short")
        await observer.types("", "enter")
        await observer.until(lambda: len(observer.keeper.kept) == 2, "two lines")
        assert [one.text for one in observer.keeper.kept] == ["money is short", "half a line"]


async def test_lines_are_saved_meanwhile_and_the_clock_goes_on() -> None:
    async with observing() as observer:
        observer.keeper.hold()
        await observer.types("P3: money is short", "enter", "f9")
        await is_blank(observer)
        before = observer.row("^R")
        observer.keeper.go_on()
        await observer.until(lambda: len(observer.keeper.kept) == 1, "kept")
        await observer.until(lambda: observer.row("^R") != before, "another second")


async def test_what_is_not_saved_is_told_by_its_number_alone() -> None:
    async with observing() as observer:
        observer.keeper.refuse = "no room"
        await observer.types("P3: money is short", "enter")
        await observer.sees("NOT SAVED: ")
        await observer.pilot.press("f9")
        await observer.until(lambda: not observer.row("money"), "no word of it")
        await observer.sees("✗ 1 NOT SAVED")
        observer.keeper.refuse = ""


async def test_it_works_over_the_palette_and_over_help() -> None:
    async with observing() as observer:
        await observer.types("money", "f1", "ctrl+p")
        await observer.until(lambda: len(observer.pilot.app.screen_stack) == 2, "the palette")
        await observer.types("then", "f9")
        await is_blank(observer)
        assert len([row for row in observer.rows if row.strip()]) == 1
        await observer.pilot.press("ctrl+r")
        await observer.sees("› money")
        await observer.sees("speech, paraphrased")


async def test_without_a_veil_its_key_does_nothing() -> None:
    async with observing() as observer:
        await observer.types("mo", "ctrl+r")
        await observer.types("ney", "enter")
        await observer.sees("money")
        assert [one.text for one in observer.keeper.kept] == ["money"]


def test_on_a_real_terminal_no_word_is_left_and_no_bell_rings(tmp_path: Path) -> None:
    with Screen(tmp_path) as screen:
        screen.send("P3: money is short\rhalf a line")
        screen.wait_shown("half a line")
        screen.send("\x1b[20~typed blindly\r\x1b[200~pasted\rlines\r\x1b[201~")
        screen.wait_until(lambda: not any(s in screen.screen() for s in SECRETS), "a blank screen")
        screen.wait_shown("^R")
        screen.read_on(1.5)
        assert not any(secret in screen.screen() for secret in SECRETS)
        assert len([row for row in screen.screen().splitlines() if row.strip()]) == 1
        screen.send("\x12")
        screen.wait_shown("› half a line")
        screen.send("\r")
        screen.wait_texts(["money is short", "half a line"])
        screen.send("\x1bOQ\x1b[19~\x10zzzz\x1b\x1b\x08\x7f\x1b[19~")
        screen.read_on(1)
        assert b"\x07" not in OPERATING.sub(b"", bytes(screen.written))
        screen.leave()
