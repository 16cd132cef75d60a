"""Which theme the screen has: the one chosen last on this machine, or since then set in the settings."""

import contextlib

from fieldnotes.locations import keep_private, state_folder
from fieldnotes.settings import settings
from fieldnotes.tui.themes import FIRST, THEMES


def theme_at_start() -> str:
    """The name of the theme to begin with.

    A choice in the app holds until the setting is written anew: whatever was said last.
    """
    setting = settings().theme
    chosen, beside = _chosen()
    wanted = chosen if chosen and beside == setting else setting or chosen
    return wanted if wanted in THEMES else FIRST


def remember_theme(name: str) -> None:
    """Keep a choice, and the setting it was made against; a disk that refuses it stops nothing."""
    with contextlib.suppress(OSError):
        keep_private(state_folder() / "theme", f"{name}\n{settings().theme}\n".encode())


def _chosen() -> tuple[str, str]:
    try:
        lines = (state_folder() / "theme").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return "", ""
    return (lines[0], lines[1]) if len(lines) > 1 else ("", "")
