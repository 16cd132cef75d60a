"""The privacy key: a mode that swallows every key but the one that brings the screen back.

What is in the composer stays, lines on their way are saved, and the clock is watched on: only sight is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from fieldnotes.tui.editing import Pressed, Report

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime

LIFT = "unveil"


class Veiled:
    """A blank screen has the keys. `commands` are by their keys, `stamp` makes a time of a monotonic one."""

    help = (("any key", "Does nothing: no letter gets into the record by accident."),)

    def __init__(self, commands: Mapping[str, str], stamp: Callable[[float], KeyTime]) -> None:
        self._commands, self._stamp = commands, stamp

    def key(self, key: str, character: str | None, monotonic: float) -> list[Report] | None:
        """Nothing comes of a key, but of the one that lifts the veil."""
        return [Pressed(LIFT, self._stamp(monotonic))] if self._commands.get(key) == LIFT else []

    def paste(self, text: str, monotonic: float) -> list[Report] | None:
        """Nothing comes of pasted text either."""
        return []
