"""The command that enters and leaves key mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.screens.capture import CaptureScreen


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """The command of this room."""
    return {"keys": lambda at: toggle(screen)}


def toggle(screen: CaptureScreen) -> None:
    """Enter key mode, or leave it. It is made when it is first entered, and keeps the letters of people."""
    if screen.key_mode is None:
        from fieldnotes.tui.keymode import KeyMode  # of use to those who enter it

        screen.key_mode = KeyMode(screen)
    screen.key_mode.toggle()
