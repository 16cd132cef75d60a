"""A line asked for something else than a jotting, with a prompt of its own; the jotting waits behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from fieldnotes.tui.editing import EDITS, Report
from fieldnotes.tui.line import Line, Paragraphs, can_be_typed

if TYPE_CHECKING:
    from fieldnotes.capture.heard import Heard

_NOT_FOR_THE_JOTTING = frozenset(("up", "down", "tab", "shift+tab"))


class Asking:
    """The mode that has the keys while something is asked for.

    `enter` and `leave` are told the text; whoever asked takes the mode away. `keys` are further ones and what they
    do. `reads` tells what the words would come to, `hint` what can be typed. `paragraphs` says that a line feed
    is text: then enter ends it, ctrl+j and a paste begin a new line. `fleeting` text is not worth keeping.
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
        fleeting: bool = False,
    ) -> None:
        self.prompt, self.reads, self.hint = prompt, reads, hint
        self._enter, self._leave, self._changed = enter, leave, changed
        self._keys = keys or {}
        self._paragraphs, self._fleeting = paragraphs, fleeting
        self._entered = False
        self.line = Paragraphs() if paragraphs else Line()
        self.line.set(text)
        self._began_as = self.line.text

    @property
    def is_as_it_began(self) -> bool:
        """True where nothing was changed."""
        return self.line.text == self._began_as

    @property
    def given_up(self) -> str:
        """What was typed and not entered; empty where nothing is lost with it."""
        lost = not (self._entered or self._fleeting or self.is_as_it_began)
        return self.line.text.strip() if lost else ""

    def key(self, key: str, character: str | None, monotonic: float) -> list[Report] | None:
        """Edit the text, enter it, leave; a command key is whoever's is under this."""
        if deed := self._keys.get(key):
            deed()
        elif key == "enter" or (key == "ctrl+j" and not self._paragraphs):
            self._entered = True
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
        self._insert(text.rstrip("\r\n"))
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
