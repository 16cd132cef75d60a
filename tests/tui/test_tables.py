"""The tables of commands of all screens: one meaning an id, no key twice, letters with twins, footers that fit."""

from collections import Counter
from pathlib import Path

import pytest

from fieldnotes.tui.commands import written
from fieldnotes.tui.desk import Desk
from fieldnotes.tui.keymap import keymap
from fieldnotes.tui.screens.codebook import CodebookScreen
from fieldnotes.tui.screens.export import ExportPage
from fieldnotes.tui.screens.start import StartScreen
from fieldnotes.tui.tables import ROOMS, footer, is_known, keys_section, table_of
from tests.tui.at_start import SUPPLIES

PAGES = [screen for screen in ROOMS if screen != "capture"]


def test_every_command_of_the_start_screen_is_done_by_it() -> None:
    assert set(StartScreen(Desk(SUPPLIES)).deeds) == {command.id for command in table_of("start")}


def test_every_command_of_the_codebook_screen_is_done_by_it(tmp_path: Path) -> None:
    desk = Desk(SUPPLIES)
    desk.new_study(tmp_path / "s", "S", "UTC")
    assert set(CodebookScreen(desk).deeds) == {command.id for command in table_of("codebook")}
    desk.close()


def test_every_command_of_the_export_screen_is_done_by_it(tmp_path: Path) -> None:
    desk = Desk(SUPPLIES)
    desk.new_study(tmp_path / "s", "S", "UTC")
    assert set(ExportPage(desk).deeds) == {command.id for command in table_of("export")}
    desk.close()


def test_an_id_has_one_title_on_all_screens() -> None:
    titles = {(command.id, command.title) for screen in ROOMS for command in table_of(screen)}
    assert len(titles) == len({command for command, _ in titles})


@pytest.mark.parametrize("screen", PAGES)
def test_no_key_and_no_letter_has_two_commands(screen: str) -> None:
    counted = Counter(key for command in table_of(screen) for key in (*command.keys, command.letter) if key)
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("screen", PAGES)
def test_function_keys_and_letters_have_twins(screen: str) -> None:
    for command in table_of(screen):
        hidden = command.letter or any(key[0] == "f" and key[1:].isdigit() for key in command.keys)
        if hidden:
            assert any(key.startswith(("ctrl+", "alt+")) for key in command.keys), command.id


@pytest.mark.parametrize("screen", PAGES)
def test_a_footer_has_at_most_seven_keys_and_fits(screen: str) -> None:
    keys = footer(table_of(screen))
    assert len(keys) <= 7
    assert sum(len(key) + len(word) + 3 for _, key, word in keys) <= 80


@pytest.mark.parametrize("screen", PAGES)
def test_help_tells_every_key(screen: str) -> None:
    told = " ".join(sign for sign, _ in keys_section(table_of(screen))[1])
    assert all(written(key) in told for command in table_of(screen) for key in command.keys)


def test_a_key_for_another_screen_s_command_is_no_fault() -> None:
    assert is_known("narrow")
    assert not keymap({"narrow": "f2"}).faults
    table = keymap({"narrow": "f2"}, table_of("start")).table
    assert next(command.keys for command in table if command.id == "narrow") == ("f2",)
    assert keymap({"narow": "f2"}).faults
