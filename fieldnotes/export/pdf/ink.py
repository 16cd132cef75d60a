"""The one door by which text comes to a page: made safe, its missing glyphs noted."""

import unicodedata
from typing import NamedTuple

from fieldnotes.export.pdf.fonts import BOLD, ITALIC, REGULAR, font
from fieldnotes.export.pdf.leftwards import READ_AS, is_joining, joined
from fieldnotes.text import visible


class Missing(NamedTuple):
    """A character the font has no glyph for: its code point, its name, and where it stands."""

    char: str
    places: tuple[str, ...]

    @property
    def code_point(self) -> str:
        """As `U+1F600`."""
        return f"U+{ord(self.char):04X}"

    @property
    def name(self) -> str:
        """Its Unicode name, in capitals."""
        return unicodedata.name(self.char, "a character without a name")


class Ink:
    """Makes text safe for the page and keeps account of what can only be drawn as a box.

    `within` is what every place begins with from now on.
    """

    within = ""

    def __init__(self) -> None:
        for name in (REGULAR, BOLD, ITALIC):
            font(name)  # known to reportlab from here on
        self._plain: dict[str, set[str]] = {}  # by face, the characters met that are drawn as they are
        self._places: dict[str, dict[str, None]] = {}

    def safe(self, text: str, where: str, face: str = REGULAR) -> str:
        """Text as it may be drawn in that face; `where` is how the appendix names its place."""
        if text.isascii() and text.isprintable():
            return text
        plain = self._plain.setdefault(face, set())
        met = set(text)
        if met <= plain:
            return text
        shown = joined(visible(text))
        used = font(face)
        used.prepare(shown)
        lacking = {char for char in set(shown) if used.lacks(char)}
        for char in lacking:
            self._places.setdefault(READ_AS.get(char, char), {})[self.within + where] = None
        if not is_joining(shown):
            plain |= (met & set(shown)) - lacking
        return shown

    @property
    def missing(self) -> list[Missing]:
        """The characters without a glyph, by code point."""
        return [Missing(char, tuple(places)) for char, places in sorted(self._places.items())]
