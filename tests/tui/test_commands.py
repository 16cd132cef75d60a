"""The table of commands, from which keys, footer, palette and help are made."""

from collections import Counter

from fieldnotes.tui import commands
from fieldnotes.tui.keymap import keymap
from fieldnotes.tui.screens.capture import CaptureScreen
from tests.tui.keeping import session


def test_every_command_is_done_by_the_screen() -> None:
    live = session()
    try:
        assert set(CaptureScreen(live).deeds) == {command.id for command in commands.COMMANDS}
    finally:
        live.close()


def test_no_key_has_two_commands() -> None:
    counted = Counter(key for command in commands.COMMANDS for key in command.keys)
    assert [key for key, times in counted.items() if times > 1] == []


def test_every_function_key_has_a_twin() -> None:
    for command in commands.COMMANDS:
        if any(key[0] == "f" and key[1:].isdigit() for key in command.keys):
            assert any(key.startswith(("ctrl+", "alt+")) for key in command.keys), command.id


def test_the_footer_has_at_most_seven_keys_and_fits_eighty_columns() -> None:
    keys = commands.footer()
    assert len(keys) <= 7
    assert sum(len(key) + len(word) + 3 for _, key, word in keys) <= 80


def test_help_tells_every_key() -> None:
    told = " ".join(sign for _, lines in commands.help_sections() for sign, _ in lines)
    assert all(commands.written(key) in told for key in commands.BY_KEY)


def test_a_sentence_has_the_key_that_a_command_has_now_or_the_way_to_it() -> None:
    table = keymap({"find": "f10", "choose": [], "leave": "f12"}).table
    assert commands.with_keys(table, "{find} {choose} {no-such}") == "F10 ^P Choose a line {no-such}"
    told = str(commands.help_sections(table, commands.KEY_MODE))
    assert "with F10" in told
    assert "Esc  F4" in told
    assert "F7" not in told
    assert "{" not in told


def test_keys_as_people_write_them() -> None:
    assert [commands.written(key) for key in ("f2", "ctrl+q", "alt+n", "ctrl+home", "pageup")] == [
        "F2", "^Q", "Alt+N", "^Home", "PgUp",
    ]  # fmt: skip
