"""What the commands of the table do, a room for each kind; a room is `deeds(screen)`: functions by command id."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fieldnotes.tui.doing import (
    acting,
    agenda,
    choosing,
    composing,
    finding,
    keying,
    leaving,
    looking,
    prompting,
    themes,
    veiling,
)

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.tui.screens.capture import CaptureScreen

    Deed = Callable[[KeyTime], object]

ROOMS = (looking, agenda, composing, acting, choosing, finding, keying, prompting, veiling, themes, leaving)


def all_deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """Every command's deed, by the command's id; each is told the time of its key."""
    return {command: deed for room in ROOMS for command, deed in room.deeds(screen).items()}
