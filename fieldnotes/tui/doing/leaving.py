"""Leaving for good, at once but where the disk refuses lines, and leaving for the shell."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.screens.capture import CaptureScreen


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """The commands of this room."""
    return {"leave": lambda at: leave(screen, at), "suspend": lambda at: suspend(screen)}


def suspend(screen: CaptureScreen) -> None:
    """Stop, with the terminal given back to the shell that this was started from; Windows' have no such thing."""
    if hasattr(signal, "SIGTSTP"):
        screen.app.action_suspend_process()
    else:
        screen.reading.say("This system cannot suspend a program; the meeting goes on.")


def leave(screen: CaptureScreen, at: KeyTime) -> None:
    """Leave; where lines are not saved, only when asked a second time."""
    unsaved = screen.saving.unsaved
    if not unsaved or screen.warned_of_leaving:
        screen.leave()
        return
    screen.warned_of_leaving = True
    after = "it comes back when this meeting is opened again" if screen.saving.kept else "what was not is printed"
    screen.reading.say(warnings=[f"{unsaved} not saved. {screen.key_of('leave')} again leaves; {after}."])
