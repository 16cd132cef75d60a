"""The styles of pieces of text, by name, made of the colours of a theme.

Not component classes of the style sheet: twenty of them for each widget are laid out anew at each change of a
class, which took a third of the time to the first frame.
"""

from collections.abc import Mapping
from functools import lru_cache

from rich.style import Style

Paints = Mapping[str, Style]


def paints(colours: Mapping[str, str]) -> Paints:
    """The styles, from a theme's variables; a theme that knows no `quiet` has its foreground dimmed."""
    names = ("foreground", "background", "accent", "warning", "error")
    plain, behind, accent, warning, error = (colours[name] for name in names)
    return _made(Style.parse(f"{plain} on {behind}"), colours.get("quiet"), accent, warning, error)


@lru_cache(maxsize=512)
def coloured(text: Style, colour: str) -> Style:
    """Text in a colour of its own, such as a code's."""
    return text + Style.parse(colour)


@lru_cache(maxsize=8)
def _made(text: Style, quiet: str | None, accent: str, warning: str, error: str) -> Paints:
    dim = text + (Style.parse(quiet) if quiet else Style(dim=True))
    bold, italic = text + Style(bold=True), text + Style(italic=True)
    bright = text + Style.parse(accent)
    warned = text + Style.parse(f"bold {warning}")
    return {
        "": text,
        "accent": bright,
        "act": italic,
        "action": bold,
        "bar": bright,
        "code": dim,
        "cursor": text + Style(reverse=True),
        "decision": bright + Style(bold=True),
        "failed": text + Style.parse(f"bold reverse {error}"),
        "item": bright + Style(bold=True),
        "mark": dim,
        "open": bold,
        "over": warned,
        "quiet": dim,
        "reflection": dim + Style(italic=True),
        "saving": bold,
        "strong": bold,
        "struck": dim + Style(strike=True),
        "text": text,
        "time": dim,
        "verbatim": text + Style(underline=True),
        "warning": warned,
        "who": bold,
    }
