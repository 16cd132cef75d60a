"""A mode takes keys before the composer does: key mode, a line of the timeline that is chosen, a veil."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from fieldnotes.tui.editing import Report


class Mode(Protocol):
    """What has the keys for a while. The screen asks the one entered last first."""

    def key(self, key: str, character: str | None, monotonic: float) -> list[Report] | None:
        """What came of a key; None where it is not this mode's, and whoever is under it is asked.

        `key` is Textual's name for it, `monotonic` the second it arrived at.
        """
        ...


@runtime_checkable
class TakesPaste(Protocol):
    """A mode that text can be pasted into."""

    def paste(self, text: str, monotonic: float) -> list[Report] | None:
        """What came of pasted text; None where it is not this mode's."""
        ...


@runtime_checkable
class Explained(Protocol):
    """A mode whose keys help tells of first while it is in force."""

    help: tuple[tuple[str, str], ...]
    """Keys, and what each does."""


def help_in_force(modes: Sequence[Mode]) -> tuple[tuple[str, str], ...]:
    """What the mode entered last says of its keys; nothing where the composer has them."""
    return modes[-1].help if modes and isinstance(modes[-1], Explained) else ()
