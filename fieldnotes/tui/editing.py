"""From keys to lines: what is being typed, since when, and what came of a key.

Keys are taken one by one and in order, Enter and the command keys among them: left to bindings they are
overtaken by the keys behind them when many arrive at once, and lines merge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.tui.begun import Begun
from fieldnotes.tui.completing import TOGETHER, Completing, Offered
from fieldnotes.tui.line import History, Line, can_be_typed, split_paste
from fieldnotes.tui.started import Aside, asks, by_letters, turned

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.tui.completing import Suggest

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
    "alt+left": Line.word_left,
    "alt+right": Line.word_right,
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


class Recalled(NamedTuple):
    """Gone back to: words for another line; the line here stays."""

    begun: Begun


Report = Changed | Entered | Pressed | Recalled


TABS = {"tab": 1, "shift+tab": -1}
_MOST_MOVED = 12 * 60


class Editing:
    """The line being typed. `stamp` makes a time of a monotonic one (seconds); `commands` are by their keys.

    `suggest` tells what may stand at the cursor, given what stands before it and the line's time.
    """

    def __init__(
        self, stamp: Callable[[float], KeyTime], commands: Mapping[str, str], suggest: Suggest | None = None
    ) -> None:
        self._stamp = stamp
        self._commands = commands
        self._history = History()
        self._completing = Completing(suggest)
        self._last_key = float("-inf")
        self._aside: Aside | None = None
        self._asked = False
        self.line = Line()
        self.at: KeyTime | None = None
        self._prepared = ""
        self.moved = 0
        self.letters: Mapping[str, str] = {}

    def restore(self, line: str, at: KeyTime) -> None:
        """Put a draft back, with the time it began at; nothing waits behind it here."""
        self._completing.keep()
        self._aside, self._asked = None, False
        self.line.set(line)
        self.at, self.moved = (at, at.moved) if self.line else (None, 0)

    def set_aside(self, begun: Begun) -> None:
        """Keep words for another line that were given up, to be gone back to with the up key."""
        self._history.keep(begun)

    def forget(self, target: tuple[str, str]) -> None:
        """Go back no more to those for that act on that line: they were entered."""
        self._history.forget(target)

    def prepare(self, line: str, at: KeyTime) -> list[Report]:
        """Put the beginning of a line there to be gone on with; what was typed stays, and then nothing changes."""
        if self.line and self.line.text != self._prepared:
            return []
        self.line.set(line)
        self._prepared, self.at = self.line.text, at._replace(moved=self.moved)
        return [Changed(line, self.at)]

    def remember(self, lines: list[str]) -> None:
        """The lines to go back through with the up key, oldest first."""
        self._history = History(lines)

    def key(self, key: str, character: str | None, monotonic: float) -> list[Report]:
        """Take a key, by Textual's name for it, that arrived at a monotonic time in seconds."""
        close, self._last_key = monotonic - self._last_key < TOGETHER, monotonic
        pasted = self._unpress_tabs(monotonic)
        if key in TABS:
            return pasted + self._tab(TABS[key], monotonic, close)
        if key == "escape" and (given_up := self._give_up()):
            return given_up
        self._completing.keep()
        return pasted + self._key(key, character, monotonic)

    def _key(self, key: str, character: str | None, monotonic: float) -> list[Report]:
        if key in ("enter", "ctrl+j"):
            return self._enter(monotonic)
        if command := self._command(key):
            return [Pressed(command, self._stamp(monotonic))]
        if edit := EDITS.get(key):
            return self._change(edit, monotonic)
        if key in ("up", "down"):
            return self._recall(key, monotonic)
        if character and can_be_typed(character):
            return self._insert(character, monotonic)
        return []

    def paste(self, text: str, monotonic: float) -> list[Report]:
        """Take pasted text: each line that has an end is entered, what is behind the last end stays.

        Its tabs are blanks. Lines do not answer what a key asked, and go before a line that waits, never into it.
        """
        self._completing.keep()
        whole, rest = split_paste(text)
        reports: list[Report] = []
        waits = self._aside
        if whole and self._asked:
            self._aside = None
            reports.append(self._empty())
        for line in whole:
            reports += self._insert(line, monotonic)
            reports += self._enter(monotonic)
        reports += self._insert(rest, monotonic) if rest else []
        if whole and waits:
            self._aside = waits
            reports += [] if rest else [self._empty()]
        return reports

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
            had = self.moved or self._aside
            return [self._empty()] if had and not before and edit is Line.clear else []
        if not self.line:
            self.at, self.moved, self._asked = None, 0, False
        elif not before:
            self.at = self._stamp(monotonic)._replace(moved=self.moved)
        return [Changed(self.line.text, self.at)]

    def _recall(self, key: str, monotonic: float) -> list[Report]:
        recalled = self._history.earlier(self.line.text) if key == "up" else self._history.later()
        if isinstance(recalled, Begun):
            return [Recalled(recalled)]
        return [] if recalled is None else self._change(lambda line: line.set(recalled), monotonic)

    def _enter(self, monotonic: float) -> list[Report]:
        """A line is entered; one of blanks only is none, nor is one in which nothing answers what a key asked."""
        line, at = self.meant, self.at or self._stamp(monotonic)
        had, asks_still = bool(self.line or self.moved), bool(self.asks)
        came_back = self._empty()
        if not line.strip() or asks_still:
            return [came_back] if had or came_back.line else []
        self._history.add(line)
        return [Entered(line, at), came_back]

    def _empty(self) -> Changed:
        """Nothing is typed, or what waited meanwhile."""
        waiting, self._aside, self._asked = self._aside, None, False
        self.line.clear()
        self.at, self.moved = None, 0
        if waiting is not None and waiting.at is not None:
            self.restore(waiting.text, waiting.at)
            self.line.cursor = waiting.cursor
        return Changed(self.line.text, self.at)

    # -- the time of the line

    def move(self, minutes: int) -> list[Report]:
        """Move the time of the line by whole minutes, before its first key too; not to a time to come."""
        names_its_time = self.line.text.lstrip(" ").startswith("@")
        latest = _MOST_MOVED if names_its_time else 0
        self.moved = max(-_MOST_MOVED, min(latest, self.moved + minutes))
        if self.at is not None:
            self.at = self.at._replace(moved=self.moved)
        return [Changed(self.line.text, self.at)]

    # -- lines that a key begins

    def ask(self, words: str, at: KeyTime) -> list[Report]:
        """Begin a line for the observer; one that is being typed waits until that is entered or given up."""
        if self.line and not self._asked:
            self._aside = self._aside or Aside(self.line.text, self.line.cursor, self.at)
            self.moved = 0
        self._completing.keep()
        self._asked = True
        self.line.set(words)
        self.at = at._replace(moved=self.moved)
        return [Changed(self.line.text, self.at)]

    def ask_or_turn(self, words: str, at: KeyTime) -> list[Report]:
        """The same, but where such a line stands already it is turned into its opposite."""
        other = turned(self.line.text)
        if other == self.line.text:
            return self.ask(words, at)
        self._completing.keep()
        from_end = len(self.line.text) - self.line.cursor
        self.line.set(other)
        self.line.cursor = max(0, len(other) - from_end)
        return [Changed(self.line.text, self.at)]

    def _give_up(self) -> list[Report]:
        """One level out: of a candidate that was taken, else of a line that a key began; nothing elsewhere."""
        if self._completing.going_round:
            self._completing.take_back(self.line)
            return [Changed(self.line.text, self.at)]
        return [self._empty()] if self._asked or self._aside else []

    @property
    def asked(self) -> bool:
        """True while a line stands that a key began."""
        return self._asked

    @property
    def asks(self) -> str:
        """The question of a line that a key began, while nothing answers it."""
        question = asks(self.line.text) if self._asked else ""
        return question.replace("Code or", "Letter, code or") if self.letters else question

    @property
    def meant(self) -> str:
        """The line as Enter takes it: in one that a key began, words become whom or what they fit best."""
        if (named := self._named) is not None:
            return named
        line, found = self.line, self._completing.found(self.line, self.at) if self._asked else None
        if found is None or found.whole or found.kind not in ("person", "item"):
            return line.text
        answered = found.start < line.cursor == len(line.text) and not self._completing.going_round
        return line.text[: found.start] + found.candidates[0].text if answered else line.text

    @property
    def _named(self) -> str | None:
        """A line that a key began, with the codes of those named in it by letters; None: nobody is."""
        named = by_letters(self.line.text, self.letters) if self._asked and self.letters else self.line.text
        return None if named == self.line.text else named

    @property
    def waiting(self) -> str:
        """The line that waits meanwhile."""
        return self._aside.text if self._aside else ""

    @property
    def draft(self) -> tuple[str, KeyTime | None]:
        """What is to be kept against a crash: the line that waits before one that a key began."""
        if self._aside:
            return self._aside.text, self._aside.at
        return ("", None) if self.asks else (self.line.text, self.at)

    # -- completion

    def offered(self) -> Offered | None:
        """What may stand at the cursor; nothing behind letters, which stand for somebody already."""
        return None if self._named is not None else self._completing.offered(self.line, self.at)

    def choose(self, place: int) -> list[Report]:
        """Take the candidate at that place among those offered."""
        going = self._completing.going_round
        if not self._completing.step(self.line, self.at, place if going else place + 1, float("-inf")):
            return []
        return [Changed(self.line.text, self.at)]

    def _tab(self, by: int, monotonic: float, close: bool) -> list[Report]:
        """Complete; a blank where nothing can be, or where the tab came in one piece with other keys."""
        if not close and (named := self._named) is not None:
            return self._change(lambda line: line.set(named), monotonic)
        if not close and self._completing.step(self.line, self.at, by, monotonic):
            return [Changed(self.line.text, self.at)]
        self._completing.keep()
        return self._insert(" ", monotonic) if by > 0 and self.line else []

    def _unpress_tabs(self, monotonic: float) -> list[Report]:
        """Tabs that a key follows too closely were pasted: blanks, so that the columns of a table stay apart."""
        tabs = self._completing.was_pasted(monotonic)
        if not tabs:
            return []
        self._completing.take_back(self.line)
        return self._insert(" " * tabs, monotonic)
