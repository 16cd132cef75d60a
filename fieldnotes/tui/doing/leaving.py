"""Leaving: at once, but where the disk refuses lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.screens.capture import CaptureScreen


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """The command of this room."""
    return {"leave": lambda at: leave(screen, at)}


def leave(screen: CaptureScreen, at: KeyTime) -> None:
    """Leave; where lines are not saved, only when asked a second time."""
    unsaved = screen.saving.unsaved
    if not unsaved or screen.warned_of_leaving:
        screen.app.exit()
        return
    screen.warned_of_leaving = True
    after = "it comes back when this meeting is opened again" if screen.saving.kept else "what was not is printed"
    screen.reading.say(warnings=[f"{unsaved} not saved. ^Q again leaves; {after}."])
