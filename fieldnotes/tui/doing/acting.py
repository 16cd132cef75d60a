"""Commands that act on the record: undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.screens.capture import CaptureScreen


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """The commands of this room; each is the line that says the same."""
    return {"undo": lambda at: screen.take("/undo", at), "redo": lambda at: screen.take("/redo", at)}
