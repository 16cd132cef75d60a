"""A line asked for on the write-up screen: its prompt, what was typed, what tab offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fieldnotes.tui.completing import Completing, Offered
from fieldnotes.tui.editing import EDITS
from fieldnotes.tui.line import Line, can_be_typed

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.tui.completing import Suggest

_TABS = {"tab": 1, "shift+tab": -1}


class Asked:
    """What has the keys until Enter or Esc. `enter` is told the line, and its first key's time is `at`."""

    def __init__(
        self,
        prompt: str,
        at: KeyTime,
        enter: Callable[[str], None],
        leave: Callable[[], None],
        *,
        text: str = "",
        suggest: Suggest | None = None,
    ) -> None:
        self.prompt, self.at = prompt, at
        self._enter, self._leave = enter, leave
        self._completing = Completing(suggest)
        self.line = Line(text)

    def key(self, key: str, character: str | None, monotonic: float) -> bool:
        """Take a key; False where it is a command's, perhaps."""
        if key in _TABS:
            self._completing.step(self.line, self.at, _TABS[key], monotonic)
            return True
        if key == "escape" and self._completing.going_round:
            self._completing.take_back(self.line)
            return True
        self._completing.keep()
        if key in ("enter", "ctrl+j"):
            self._enter(self.line.text)
        elif key == "escape":
            self._leave()
        elif edit := EDITS.get(key):
            edit(self.line)
        elif character and can_be_typed(character):
            self.line.insert(character)
        else:
            return False
        return True

    def paste(self, text: str) -> None:
        """Pasted text is all of the one line."""
        self._completing.keep()
        self.line.insert(text.rstrip("\r\n").replace("\r\n", "\n"))

    def offered(self) -> Offered | None:
        """What may stand at the cursor."""
        return self._completing.offered(self.line, self.at)

    def choose(self, place: int) -> None:
        """Take the candidate at that place among those offered."""
        self._completing.step(self.line, self.at, place if self._completing.going_round else place + 1, 0.0)
