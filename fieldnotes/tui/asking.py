"""A line asked for something else than a jotting, with a prompt of its own; the jotting waits behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fieldnotes.capture.moment import KeyTime
from fieldnotes.tui.begun import Begun
from fieldnotes.tui.completing import TOGETHER, Completing, Offered
from fieldnotes.tui.editing import EDITS, TABS, Report
from fieldnotes.tui.line import Line, Paragraphs, can_be_typed

if TYPE_CHECKING:
    from fieldnotes.capture.heard import Heard
    from fieldnotes.jottings.complete import Completion

_AT = KeyTime(datetime.min.replace(tzinfo=UTC), 0)
"""Most of what is asked for has no time of its own."""
_NOT_FOR_THE_JOTTING = frozenset(("up", "down", "tab", "shift+tab"))


class Asking:
    """The mode that has the keys while something is asked for.

    `enter` and `leave` are told the text; whoever asked takes the mode away. `keys` are further ones and what they
    do. `reads` tells what the words would come to, `hint` what can be typed. `paragraphs` says that a line feed
    is text: then enter ends it, ctrl+j and a paste begin a new line. `of` is the act and the observation that the
    text is for; where it is for none it is not worth keeping. `words` were typed for the same before. `suggests`
    tells what may stand at the cursor behind some text. `at` is the time of what is asked for, where it has one.
    """

    def __init__(
        self,
        prompt: str,
        enter: Callable[[str], None],
        leave: Callable[[str], None],
        *,
        text: str = "",
        changed: Callable[[str], None] = lambda text: None,
        keys: Mapping[str, Callable[[], None]] | None = None,
        reads: Callable[[str], Heard] | None = None,
        hint: str = "",
        paragraphs: bool = False,
        suggests: Callable[[str], Completion | None] | None = None,
        of: tuple[str, str] | None = None,
        words: str = "",
        at: KeyTime = _AT,
    ) -> None:
        self.prompt, self.reads, self.hint, self.at = prompt, reads, hint, at
        self._enter, self._leave, self._changed = enter, leave, changed
        self._keys = keys or {}
        self._completing = Completing((lambda before, at: suggests(before)) if suggests else None)
        self._last_key = float("-inf")
        self._paragraphs, self.target = paragraphs, of
        self.line = Paragraphs() if paragraphs else Line()
        self.line.set(text)
        self._began_as = self.line.text
        if words:
            self.line.set(words)

    @property
    def is_as_it_began(self) -> bool:
        """True where nothing was changed."""
        return self.line.text == self._began_as

    @property
    def begun(self) -> Begun | None:
        """What was typed for another line so far; None where nothing would be lost with it."""
        words = "" if self.is_as_it_began else self.line.text.strip()
        return Begun(*self.target, words) if words and self.target else None

    # -- completion

    def offered(self) -> Offered | None:
        """What may stand at the cursor."""
        return self._completing.offered(self.line, self.at)

    def choose(self, place: int) -> list[Report]:
        """Take the candidate at that place among those offered."""
        by = place if self._completing.going_round else place + 1
        if self._completing.step(self.line, self.at, by, float("-inf")):
            self._changed(self.line.text)
        return []

    def _completes(self, key: str, monotonic: float) -> bool:
        """True where a key completes, or takes back what did; tabs that came with other keys are blanks."""
        close, self._last_key = monotonic - self._last_key < TOGETHER, monotonic
        if tabs := self._completing.was_pasted(monotonic):
            self._completing.take_back(self.line)
            self._insert(" " * tabs)
        if key in TABS and not close and self._completing.step(self.line, self.at, TABS[key], monotonic):
            self._changed(self.line.text)
            return True
        if key == "escape" and self._completing.going_round:
            self._completing.take_back(self.line)
            self._changed(self.line.text)
            return True
        self._completing.keep()
        return False

    # -- keys

    def key(self, key: str, character: str | None, monotonic: float) -> list[Report] | None:
        """Edit the text, enter it, leave; a command key is whoever's is under this."""
        if self._completes(key, monotonic):
            return []
        if deed := self._keys.get(key):
            deed()
        elif key == "enter" or (key == "ctrl+j" and not self._paragraphs):
            self._enter(self.line.text)
        elif key == "escape":
            self._leave(self.line.text)
        elif not self._edits(key) and key not in _NOT_FOR_THE_JOTTING:
            if not (character and can_be_typed(character)):
                return None
            self._insert(character)
        return []

    def paste(self, text: str, monotonic: float) -> list[Report]:
        """Pasted text is all of the one line, or of its paragraphs."""
        self._completing.keep()
        self._insert(text.rstrip("\r\n").replace("\r\n", "\n"))
        return []

    def _edits(self, key: str) -> bool:
        if isinstance(self.line, Paragraphs) and key in ("up", "down"):
            self.line.up() if key == "up" else self.line.down()
            return True
        if isinstance(self.line, Paragraphs) and key == "ctrl+j":
            self._insert("\n")
            return True
        edit = EDITS.get(key)
        if edit is None:
            return False
        before = self.line.text
        edit(self.line)
        if before != self.line.text:
            self._changed(self.line.text)
        return True

    def _insert(self, text: str) -> None:
        self.line.insert(text)
        self._changed(self.line.text)
