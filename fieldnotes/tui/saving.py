"""What of the lines taken in this sitting is on disk, on its way, or could not be written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from fieldnotes.tui import wording

if TYPE_CHECKING:
    from fieldnotes.capture.session import Taken
    from fieldnotes.capture.writer import Outcome

SAVED, UNDER_WAY, FAILED = "·", "○", "✗"


class Saving:
    """Follows each line from Enter to its outcome; `is_durable` tells of an observation by its id."""

    def __init__(self, is_durable: Callable[[str], bool]) -> None:
        self._is_durable = is_durable
        self._under_way: dict[int, tuple[str, ...]] = {}
        self._failed: dict[int, tuple[str, str]] = {}
        self._failed_ids: set[str] = set()
        self.last: datetime | None = None

    def taken(self, taken: Taken) -> None:
        """A line was taken and is on its way."""
        if taken.ticket:
            self._under_way[taken.ticket] = tuple(seen.id for seen in taken.observations)

    def told(self, outcome: Outcome) -> None:
        """The writer told what became of a line."""
        ids = self._under_way.pop(outcome.ticket, ())
        if outcome.error is not None:
            self._failed[outcome.ticket] = outcome.line, outcome.error
            self._failed_ids.update(ids)
            return
        self._failed.pop(outcome.ticket, None)
        self.last = outcome.saved_at or self.last

    @property
    def failed(self) -> int:
        """How many lines the disk has refused so far."""
        return len(self._failed)

    def mark(self, observation_id: str) -> str:
        """The sign of an observation: saved, under way, failed."""
        if self._is_durable(observation_id):
            return SAVED
        return FAILED if observation_id in self._failed_ids else UNDER_WAY

    def state(self) -> tuple[str, str]:
        """The words for the head, and their style."""
        if self._failed:
            return f"✗ {self.failed} NOT SAVED", "failed"
        if self._under_way:
            return "○ saving", "saving"
        return (f"● saved {wording.clock(self.last)}", "mark") if self.last else ("● all saved", "mark")

    def trouble(self) -> str:
        """What could not be written and why, in one line; empty where all could."""
        if not self._failed:
            return ""
        line, why = next(reversed(self._failed.values()))
        return f"NOT SAVED: {why} — {line}"
