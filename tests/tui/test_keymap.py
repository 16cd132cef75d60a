"""Keys that the user has set: read as people write them, held against one another, shown where keys are shown."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.capture.vigil import Absence
from fieldnotes.locations import data_folder
from fieldnotes.tui import commands
from fieldnotes.tui.commands import COMMANDS
from fieldnotes.tui.keymap import ALWAYS, Keymap, keymap, read_key
from tests.cli.calling import Caller
from tests.tui.observer import observing


def keys_of(made: Keymap, command: str) -> tuple[str, ...]:
    return next(c.keys for c in made.table if c.id == command)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("F2", "f2"), ("f24", "f24"), ("^Q", "ctrl+q"), ("Alt+N", "alt+n"), ("ctrl + Home", "ctrl+home"),
        ("PgUp", "pageup"), ("esc", "escape"), ("Option+x", "alt+x"), ("shift+ctrl+up", "ctrl+shift+up"),
        ("alt+3", "alt+3"),
    ],
)  # fmt: skip
def test_keys_as_people_write_them(words: str, key: str) -> None:
    assert read_key(words) == key


@pytest.mark.parametrize(
    "words",
    ["", "x", "X", "enter", "tab", "space", "f25", "f0", "ctrl+i", "ctrl+m", "^J", "^h", "ctrl+1", "left",
     "shift+a", "super+x", "alt+ctrl+n", "alt+é", "+", "^", "alt+", "next", "shift+left", "backspace"],
)  # fmt: skip
def test_what_types_or_cannot_be_told_apart_is_no_key(words: str) -> None:
    assert read_key(words) is None


def test_without_settings_all_is_as_it_comes() -> None:
    assert keymap({}) == Keymap(COMMANDS)


def test_keys_take_the_place_of_those_a_command_came_with() -> None:
    made = keymap({"next-item": ["F5", "alt+j"], "veil": "f7"})
    assert keys_of(made, "next-item") == ("f5", "alt+j")
    assert keys_of(made, "veil") == ("f7",)


def test_a_wrong_command_or_key_is_told_and_the_rest_holds() -> None:
    made = keymap({"nextitem": ["f5"], "next-item": ["x", "alt+j"], "undo": ["tab"]})
    assert keys_of(made, "next-item") == ("alt+j",)
    assert keys_of(made, "undo") == ("ctrl+z",)
    assert made.faults == (
        "[keys] nextitem: there is no such command; `fieldnotes keys` lists them.",
        "[keys] next-item: “x” cannot be a command's key; such as f2, alt+n or ctrl+home can.",
        "[keys] undo: “tab” cannot be a command's key; such as f2, alt+n or ctrl+home can.",
    )


def test_a_key_used_twice_stays_with_the_first() -> None:
    made = keymap({"break": ["f12"], "resume": ["F12", "alt+j"]})
    assert (keys_of(made, "break"), keys_of(made, "resume")) == (("f12",), ("alt+j",))
    assert made.faults == ("[keys] resume: F12 is given to break already, which keeps it.",)


def test_a_key_that_came_with_another_command_is_taken_from_it() -> None:
    made = keymap({"break": ["alt+n"]})
    assert keys_of(made, "next-item") == ("f2",)
    assert made.faults == ()
    made = keymap({"break": ["alt+n", "f2"]})
    assert keys_of(made, "next-item") == ()
    assert made.faults == (
        "[keys] next-item: it has no key left (F2 is break now, Alt+N is break now); "
        "give it another, or [] if that is meant.",
    )
    assert keymap({"break": ["alt+n", "f2"], "next-item": []}).faults == ()


def test_there_is_always_a_way_out() -> None:
    made = keymap({"leave": []})
    assert keys_of(made, "leave") == ("ctrl+q",)
    assert made.faults == ("[keys] leave: it cannot be without a key, and keeps ^Q.",)
    made = keymap({"break": ["ctrl+q"]})
    assert keys_of(made, "leave") == ("ctrl+q",)
    assert made.faults == ("[keys] break: ^Q is the only way to leave; give that one another key first.",)
    made = keymap({"break": ["ctrl+q"], "leave": ["f10"]})
    assert (keys_of(made, "break"), keys_of(made, "leave"), made.faults) == (("ctrl+q",), ("f10",), ())


NAMES = st.sampled_from([command.id for command in COMMANDS] + ["nonsense"])
KEYS = st.sampled_from(["f2", "f5", "alt+n", "^Q", "ctrl+r", "ctrl+p", "x", "alt+x", "", "alt+j"])


@given(st.dictionaries(NAMES, KEYS | st.lists(KEYS, max_size=3)))
def test_whatever_is_set_no_key_has_two_commands_and_none_is_shut_in(chosen: dict[str, str | list[str]]) -> None:
    made = keymap(chosen)
    counted = Counter(key for command in made.table for key in command.keys)
    assert [key for key, times in counted.items() if times > 1] == []
    assert all(keys_of(made, command) for command in ALWAYS)
    assert [command.id for command in made.table] == [command.id for command in COMMANDS]


def written(keys: str) -> None:
    data_folder().mkdir(parents=True, exist_ok=True)
    (data_folder() / "settings.toml").write_text(f"[keys]\n{keys}\n", encoding="utf-8")


async def test_the_screen_has_the_keys_of_the_settings() -> None:
    written('next-item = ["f5", "alt+j"]')
    async with observing() as observer:
        assert "F5 next item" in await observer.sees("F5")
        await observer.pilot.press("f2")
        await observer.pilot.press("f5")
        await observer.sees("▶ 1 ")
        await observer.pilot.press("alt+j")
        await observer.sees("▶ 2 ")
        assert len(observer.keeper.kept) == 2
        told = dict(dict(observer.capture_screen.help.sections())["Keys"])
        assert "F5  Alt+J" in told


async def test_sentences_name_the_keys_of_the_settings() -> None:
    written('help = "f12"\nin-out = "f10"\nfind = "alt+j"\nback = "f11"\nleave = "f5"\ngap = "alt+w"')
    async with observing() as observer:
        screen = observer.capture_screen
        assert "yours  F12" in await observer.sees("~ yours")
        await observer.pilot.press("f10")
        assert "F10: who goes out" in await observer.sees("who comes in?")
        await observer.pilot.press("escape", "alt+j")
        assert "Alt+J keeps it" in await observer.sees("keeps it")
        await observer.types("nowhere", "alt+j")
        assert "F11 shows all" in await observer.sees("Only what fits")
        assert "F11 shows all" in await observer.sees("Nothing fits")
        await observer.pilot.press("f11", "f12")
        await observer.sees("F11 closes")
        now = screen.session.now().at
        screen.session.vigil.offered = Absence(now - timedelta(minutes=12), now, "asleep")
        await observer.sees("Alt+W puts the gap")
        observer.keeper.refuse = "no room"
        await observer.types("x", "enter")
        await observer.sees("NOT SAVED: ")
        await observer.pilot.press("f5")
        await observer.sees("F5 again leaves")
        observer.keeper.refuse = ""


async def test_a_fault_is_told_on_the_screen_and_stops_nobody() -> None:
    written('next-itme = "f5"')
    async with observing() as observer:
        await observer.sees("no such command")
        await observer.types("on we go", "enter")
        await observer.sees("on we go")


def test_the_command_line_lists_commands_and_faults(capsys: pytest.CaptureFixture[str]) -> None:
    written('next-item = "f5"\nveil = "q"')
    said = Caller(capsys)("keys", "--json")
    found = {one["command"]: one["keys"] for one in json.loads(said.out)}
    assert found["next-item"] == ["f5"]
    assert found["veil"] == list(commands.BY_ID["veil"].keys)
    assert "[keys] veil: “q” cannot be" in said.err
    assert "next-item            F5" in Caller(capsys).well("keys").out


async def test_a_settings_file_that_cannot_be_read_is_told_as_the_screen_opens() -> None:
    data_folder().mkdir(parents=True, exist_ok=True)
    (data_folder() / "settings.toml").write_text("[keys]\nbreak = 'f12'\n[\n", encoding="utf-8")
    async with observing() as observer:
        await observer.sees("⚠ The settings in")


async def test_what_is_wrong_with_the_keys_leaves_room_for_what_was_not_entered_last_time() -> None:
    async with observing() as observer:
        reading = observer.capture_screen.reading
        reading.say_also("An amendment was not entered.")
        reading.say_also(warnings=("[keys] x: there is no such command.",))
        await observer.sees("An amendment was not entered.")
        await observer.sees("⚠ [keys] x")
