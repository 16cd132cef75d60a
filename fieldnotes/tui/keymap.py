"""The keys that a user has set, in place of those the commands come with: `[keys]` in the settings."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fieldnotes.settings import settings, settings_fault
from fieldnotes.tui.commands import COMMANDS, Command, Table, written

ALWAYS = ("leave", "palette", "unveil")
"""Commands without a key would shut the observer in."""

_NAMES = {"esc": "escape", "pgup": "pageup", "pgdn": "pagedown", "pgdown": "pagedown", "del": "delete"}
_MODIFIERS = {"^": "ctrl", "control": "ctrl", "option": "alt", "meta": "alt"}
_NAMED = frozenset(
    ("escape", "pageup", "pagedown", "home", "end", "insert", "delete", "up", "down", "left", "right")
)
_FUNCTION = re.compile(r"f([1-9]|1\d|2[0-4])\Z")
_NEVER_ALONE = frozenset(("left", "right", "up", "down", "delete", "shift+left", "shift+right"))
_SAME_TO_A_TERMINAL = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace"}


class Keymap(NamedTuple):
    """The table of commands with the user's keys, and a sentence for each thing in the settings that cannot be."""

    table: Table
    faults: tuple[str, ...] = ()


def read_key(words: str) -> str | None:
    """Textual's name of a key as people write it (`F2`, `^Q`, `Alt+N`, `ctrl+home`); None for no command key.

    Keys that type or edit are none, nor are those that a terminal cannot tell from such a key.
    """
    plain = words.strip().casefold().replace("^", "^+", 1) if words.strip()[1:] else words.strip().casefold()
    *modifiers, name = [part.strip() for part in plain.split("+")]
    held = sorted({_MODIFIERS.get(m, m) for m in modifiers if m})
    name = _NAMES.get(name, name)
    key = "+".join([*held, name])
    if not set(held) <= {"ctrl", "alt", "shift"} or key in _NEVER_ALONE or key in _SAME_TO_A_TERMINAL:
        return None
    if _FUNCTION.match(name) or name in _NAMED:
        return key
    types = len(name) != 1 or not name.isascii() or not name.isalnum()
    return None if types or held not in (["alt"], ["ctrl"]) or (held == ["ctrl"] and name.isdigit()) else key


def keymap(chosen: Mapping[str, str | Sequence[str]], commands: Table = COMMANDS) -> Keymap:
    """The commands with the keys chosen for some of them, by their ids.

    A key that the user gives to a command is taken from the one that came with it. Whatever cannot be is left
    aside with a sentence that says so, and the rest holds.
    """
    reading = _Reading({command.id: command for command in commands})
    for command in sorted(chosen, key=lambda command: command not in ALWAYS):
        words = chosen[command]
        reading.read(command, [words] if isinstance(words, str) else words)
    table = tuple(reading.with_keys(command) for command in commands)
    return Keymap(table, tuple(reading.faults))


def users_keymap() -> Keymap:
    """The keys set on this machine; a settings file that cannot be read is told with what is wrong in them."""
    found, fault = keymap(settings().keys), settings_fault()
    return found._replace(faults=(str(fault), *found.faults)) if fault else found


class _Reading:
    """Reads the settings of one command after another, those of `ALWAYS` first: only they can keep a key."""

    def __init__(self, known: Mapping[str, Command]) -> None:
        self._known = known
        self._given: dict[str, tuple[str, ...]] = {}
        self._taken: dict[str, str] = {}
        self.faults: list[str] = []

    def read(self, command: str, words: Sequence[str]) -> None:
        """Take the keys for a command."""
        if command not in self._known:
            if self._is_of_another_screen(command):
                return
            self._fault(command, "there is no such command; `fieldnotes keys` lists them.")
            return
        keys = [key for word in words if (key := self._key(command, word))]
        if keys or not words:
            self._given[command] = tuple(dict.fromkeys(keys))

    def _is_of_another_screen(self, command: str) -> bool:
        from fieldnotes.tui.tables import is_known  # the other screens' commands, wanted where one has a key

        return is_known(command)

    def _key(self, command: str, word: str) -> str | None:
        key = read_key(word)
        if key is None:
            self._fault(command, f"“{word}” cannot be a command's key; such as f2, alt+n or ctrl+home can.")
        elif (owner := self._taken.get(key)) not in (None, command):
            self._fault(command, f"{written(key)} is given to {owner} already, which keeps it.")
        elif shut_in := self._shut_in(command, key):
            self._fault(command, f"{written(key)} is the only way to {shut_in}; give that one another key first.")
        else:
            self._taken[key] = command
            return key
        return None

    def _shut_in(self, command: str, key: str) -> str:
        """The command that would be left without a key and must not be, were this one given away."""
        return next((c for c in ALWAYS if c != command and not self._given.get(c) and self._has(c, key)), "")

    def _has(self, command: str, key: str) -> bool:
        return command in self._known and key in self._known[command].keys

    def with_keys(self, command: Command) -> Command:
        """A command with its keys; one that is left without any, and not on purpose, is told of."""
        if command.id in ALWAYS and not self._given.get(command.id):
            if command.id in self._given:
                self._fault(command.id, f"it cannot be without a key, and keeps {written(command.keys[0])}.")
            return command
        if command.id in self._given:
            return command._replace(keys=self._given[command.id])
        keys = tuple(key for key in command.keys if key not in self._taken)
        if command.keys and not keys:
            lost = ", ".join(f"{written(key)} is {self._taken[key]} now" for key in command.keys)
            self._fault(command.id, f"it has no key left ({lost}); give it another, or [] if that is meant.")
        return command._replace(keys=keys)

    def _fault(self, command: str, what: str) -> None:
        self.faults.append(f"[keys] {command}: {what}")
