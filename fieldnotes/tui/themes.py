"""The themes: one accent colour, quiet borders, nothing said by colour alone.

Text stands out from what is behind it by 4.5 to 1 at least, in high contrast by 7 to 1 (WCAG 2.2, 1.4.3 and 1.4.6).
"""

from collections.abc import Mapping
from typing import NamedTuple

from textual.theme import Theme


class Colours(NamedTuple):
    """What a theme is made of: text, text that keeps back, signs, and what borders and backgrounds are drawn in."""

    text: str
    quiet: str
    accent: str
    warning: str
    error: str
    background: str
    surface: str
    panel: str
    line: str
    line_bright: str


def _theme(name: str, dark: bool, colours: Colours) -> Theme:
    return Theme(
        f"fieldnotes-{name}",
        primary=colours.accent,
        accent=colours.accent,
        success=colours.accent,
        warning=colours.warning,
        error=colours.error,
        foreground=colours.text,
        background=colours.background,
        surface=colours.surface,
        panel=colours.panel,
        dark=dark,
        variables={"quiet": colours.quiet, "line": colours.line, "line-bright": colours.line_bright},
    )


_COLOURS: Mapping[str, tuple[bool, Colours]] = {
    "dark": (
        True,
        Colours(
            text="#d8dee9", quiet="#8b93a3", accent="#5fafd7", warning="#e0af68", error="#f7768e",
            background="#16181d", surface="#1b1e24", panel="#22262e", line="#343a46", line_bright="#5b6577",
        ),
    ),
    "light": (
        False,
        Colours(
            text="#1d2129", quiet="#5a6270", accent="#005f87", warning="#8a5a00", error="#b00020",
            background="#fafafa", surface="#f2f3f5", panel="#e8eaee", line="#c9ced8", line_bright="#8b93a3",
        ),
    ),
    "dim": (  # for a dark room: amber, which keeps the eyes used to the dark, and no bright surface
        True,
        Colours(
            text="#a08a66", quiet="#8a7a5a", accent="#b08d4c", warning="#c98a3c", error="#d0705a",
            background="#050403", surface="#0c0a07", panel="#12100b", line="#231e15", line_bright="#3d3525",
        ),
    ),
    "high-contrast": (
        True,
        Colours(
            text="#ffffff", quiet="#d0d0d0", accent="#66d9ff", warning="#ffd75f", error="#ffafaf",
            background="#000000", surface="#000000", panel="#1c1c1c", line="#9e9e9e", line_bright="#ffffff",
        ),
    ),
}  # fmt: skip

THEMES: Mapping[str, Theme] = {name: _theme(name, dark, colours) for name, (dark, colours) in _COLOURS.items()}
"""The themes by the names that the settings know them by."""

FIRST = "dark"


def named(theme: str) -> str:
    """The name of a theme as the settings have it, from Textual's name for it."""
    return theme.removeprefix("fieldnotes-")
