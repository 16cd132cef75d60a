"""A line of the timeline is chosen: arrows choose another, letters act on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fieldnotes.tui.commands import CHOSEN
from fieldnotes.tui.editing import EDITS, Report
from fieldnotes.tui.line import can_be_typed

MEANS: Mapping[str, str] = {
    "up": "up", "down": "down", "ctrl+up": "up", "ctrl+down": "down",
    "pageup": "page-up", "pagedown": "page-down",
    "home": "first", "end": "last", "ctrl+home": "first", "ctrl+end": "last",
    "enter": "enter", "ctrl+j": "enter", "escape": "leave",
    "e": "amend", "w": "write-up", "c": "code", "r": "retract", "u": "bring-back", "g": "go-to",
}  # fmt: skip
"""What a key does, by Textual's name for it."""

HINT = "e amend · w write up · c code · r retract · g go to … · Esc"
HINT_FOUND = "Enter goes there · e amend · w write up · c code · r retract · Esc"

STILL = "The line is still chosen: letters act on it, Esc leaves it."


class Choosing:
    """The mode that has the keys meanwhile; `deeds` do what `MEANS` names, and `leave` among them.

    What is typed and means nothing here is the beginning of a jotting: the mode is left, and the composer has it.
    """

    help = CHOSEN

    def __init__(self, deeds: Mapping[str, Callable[[], object]]) -> None:
        self._deeds = deeds

    def key(self, key: str, character: str | None, monotonic: float) -> list[Report] | None:
        """Choose, act, or leave; a command key is whoever's is under this."""
        if meant := MEANS.get(key):
            self._deeds[meant]()
            return []
        if character and can_be_typed(character) and key != "tab":
            self._deeds["to-jotting"]()
            return None
        return [] if key in EDITS or key in ("tab", "shift+tab") else None

    def paste(self, text: str, monotonic: float) -> list[Report] | None:
        """Pasted lines are jottings."""
        self._deeds["to-jotting"]()
        return None
