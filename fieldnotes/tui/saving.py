"""What of the lines taken in this sitting is on disk, on its way, or could not be written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from fieldnotes.tui import wording

if TYPE_CHECKING:
    from fieldnotes.capture.session import Taken
    from fieldnotes.capture.writer import Jotting, Outcome

SAVED, UNDER_WAY, FAILED = "·", "○", "✗"


class Saving:
    """Follows each line from Enter to its outcome; `is_durable` tells of an observation by its id."""

    def __init__(self, is_durable: Callable[[str], bool]) -> None:
        self._is_durable = is_durable
        self._under_way: set[int] = set()
        self._failed: dict[int, Outcome] = {}
        self.last: datetime | None = None

    def taken(self, taken: Taken | Jotting) -> None:
        """A line was taken and is on its way."""
        if taken.ticket:
            self._under_way.add(taken.ticket)

    def told(self, outcome: Outcome) -> None:
        """The writer told what became of a line."""
        if outcome.error is not None:
            self._failed[outcome.ticket] = outcome
            return
        self._under_way.discard(outcome.ticket)
        self._failed.pop(outcome.ticket, None)
        self.last = outcome.saved_at or self.last

    @property
    def unsaved(self) -> int:
        """How many lines are not on the disk where it refuses: the one it refused, and all behind it."""
        return len(self._failed.keys() | self._under_way) if self._failed else 0

    @property
    def kept(self) -> bool:
        """True where all of those would outlive the program."""
        return all(outcome.kept for outcome in self._failed.values())

    def mark(self, observation_id: str) -> str:
        """The sign of an observation: saved, under way, failed."""
        if self._is_durable(observation_id):
            return SAVED
        return FAILED if self._failed else UNDER_WAY

    def state(self) -> tuple[str, str]:
        """The words for the head, and their style."""
        if self._failed:
            return f"✗ {self.unsaved} NOT SAVED", "failed"
        if self._under_way:
            return "○ saving", "saving"
        return (f"● saved {wording.clock(self.last)}", "mark") if self.last else ("● all saved", "mark")

    def trouble(self) -> str:
        """What could not be written and why, in one line; empty where all could."""
        if not self._failed:
            return ""
        last = next(reversed(self._failed.values()))
        held = "" if self.kept else "ONLY THIS WINDOW HOLDS IT, leave it open. "
        why = (last.error or "").removeprefix("Not saved: ")
        return f"NOT SAVED: {held}{why} — {last.line}"
