"""Commands that choose a theme, which the next start has too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fieldnotes.tui.looks import remember_theme
from fieldnotes.tui.themes import THEMES

if TYPE_CHECKING:
    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.screens.capture import CaptureScreen


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """A command for each theme."""
    return {f"theme-{name}": partial(_choose, screen, name) for name in THEMES}


def _choose(screen: CaptureScreen, name: str, at: object) -> None:
    screen.app.theme = THEMES[name].name
    remember_theme(name)
