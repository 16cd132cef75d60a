"""From keys to lines: what is being typed, since when, and what came of a key.

Keys are taken one by one and in order, Enter and the command keys among them: left to bindings they are
overtaken by the keys behind them when many arrive at once, and lines merge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.tui.line import History, Line, can_be_typed, split_paste

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime

EDITS: Mapping[str, Callable[[Line], None]] = {
    "backspace": Line.delete_left,
    "ctrl+h": Line.delete_left,
    "delete": Line.delete_right,
    "ctrl+w": Line.delete_word_left,
    "alt+backspace": Line.delete_word_left,
    "ctrl+k": Line.delete_to_end,
    "ctrl+u": Line.clear,
    "left": Line.left,
    "right": Line.right,
    "ctrl+left": Line.word_left,
    "ctrl+right": Line.word_right,
    "alt+b": Line.word_left,
    "alt+f": Line.word_right,
    "home": Line.home,
    "ctrl+a": Line.home,
    "end": Line.end,
    "ctrl+e": Line.end,
}


class Changed(NamedTuple):
    """The line is another; `at` is the time of its first key, None where it is empty."""

    line: str
    at: KeyTime | None


class Entered(NamedTuple):
    """A whole line."""

    line: str
    at: KeyTime


class Pressed(NamedTuple):
    """A command key, in its place among the lines."""

    command: str
    at: KeyTime


Report = Changed | Entered | Pressed


class Editing:
    """The line being typed. `stamp` makes a time of a monotonic one (seconds); `commands` are by their keys."""

    def __init__(self, stamp: Callable[[float], KeyTime], commands: Mapping[str, str]) -> None:
        self._stamp = stamp
        self._commands = commands
        self._history = History()
        self.line = Line()
        self.at: KeyTime | None = None
        self._prepared = ""

    def restore(self, line: str, at: KeyTime) -> None:
        """Put a draft back, with the time it began at."""
        self.line.set(line)
        self.at = at if self.line else None

    def set_aside(self, line: str) -> None:
        """Keep a line that was given up, to be gone back to with the up key."""
        self._history.add(line)

    def prepare(self, line: str, at: KeyTime) -> list[Report]:
        """Put the beginning of a line there to be gone on with; what was typed stays, and then nothing changes."""
        if self.line and self.line.text != self._prepared:
            return []
        self.line.set(line)
        self._prepared, self.at = self.line.text, at
        return [Changed(line, at)]

    def remember(self, lines: list[str]) -> None:
        """The lines to go back through with the up key, oldest first."""
        self._history = History(lines)

    def key(self, key: str, character: str | None, monotonic: float) -> list[Report]:
        """Take a key, by Textual's name for it, that arrived at a monotonic time in seconds."""
        if key in ("enter", "ctrl+j"):
            return self._enter(monotonic)
        if command := self._command(key):
            return [Pressed(command, self._stamp(monotonic))]
        if edit := EDITS.get(key):
            return self._change(edit, monotonic)
        if key in ("up", "down"):
            return self._recall(key, monotonic)
        if key == "tab":  # a table pasted without brackets: its columns stay apart
            return self._insert(" ", monotonic)
        if character and can_be_typed(character):
            return self._insert(character, monotonic)
        return []

    def paste(self, text: str, monotonic: float) -> list[Report]:
        """Take pasted text: each line that has an end is entered, what is behind the last end stays."""
        whole, rest = split_paste(text)
        reports: list[Report] = []
        for line in whole:
            reports += self._insert(line, monotonic)
            reports += self._enter(monotonic)
        return reports + (self._insert(rest, monotonic) if rest else [])

    def _command(self, key: str) -> str | None:
        """The command of a key; home and end belong to the line while there is one."""
        if self.line and key in ("home", "end"):
            return None
        return self._commands.get(key)

    def _insert(self, text: str, monotonic: float) -> list[Report]:
        return self._change(lambda line: line.insert(text), monotonic)

    def _change(self, edit: Callable[[Line], None], monotonic: float) -> list[Report]:
        before = self.line.text
        edit(self.line)
        if before == self.line.text:
            return []
        if not self.line:
            self.at = None
        elif not before:
            self.at = self._stamp(monotonic)
        return [Changed(self.line.text, self.at)]

    def _recall(self, key: str, monotonic: float) -> list[Report]:
        recalled = self._history.earlier(self.line.text) if key == "up" else self._history.later()
        return [] if recalled is None else self._change(lambda line: line.set(recalled), monotonic)

    def _enter(self, monotonic: float) -> list[Report]:
        """A line is entered; one of blanks only is none."""
        line, at = self.line.text, self.at or self._stamp(monotonic)
        self.line.clear()
        self.at = None
        if not line.strip():
            return [Changed("", None)] if line else []
        self._history.add(line)
        return [Entered(line, at), Changed("", None)]
