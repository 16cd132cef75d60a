"""Commands that take the screen out of sight, and bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.tui.veil import LIFT, Veiled

if TYPE_CHECKING:
    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.screens.capture import CaptureScreen


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """The commands of this room."""
    return {"veil": lambda at: _draw(screen), LIFT: lambda at: _lift(screen)}


def _draw(screen: CaptureScreen) -> None:
    """The mode entered last is asked first: whatever had the keys has them again afterwards."""
    if not _veils(screen):
        screen.modes.append(Veiled(screen.by_key, screen.session.key_time))
        screen.add_class("-veiled")
        screen.veil.renew()


def _lift(screen: CaptureScreen) -> None:
    for mode in _veils(screen):
        screen.modes.remove(mode)
    screen.remove_class("-veiled")


def _veils(screen: CaptureScreen) -> list[Veiled]:
    return [mode for mode in screen.modes if isinstance(mode, Veiled)]
