"""The embedded font, with two faults of reportlab mended on our own class, nothing patched globally.

1. reportlab writes ToUnicode entries as `<%04X>`, so that U+1F600 reads back as U+1F60: here they are UTF-16BE,
   in blocks of at most 100 (the limit of the CMap format).
2. A character that the font lacks draws nothing and reads back as nothing: here it draws the font's box and
   keeps an entry of its own, so that it reads back as what it is.

FiraGO comes from the package `pymupdf-fonts` (SIL Open Font License); PyMuPDF itself is not needed. Shaping is
off: it would put private code points into the text that is read back.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from fieldnotes.export.pdf import leftwards

REGULAR, BOLD, ITALIC = "Fieldnotes-FiraGO", "Fieldnotes-FiraGO-Bold", "Fieldnotes-FiraGO-Italic"
_SOURCES = {REGULAR: "figo", BOLD: "figbo", ITALIC: "figit"}
_BLOCK = 100
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
HYPHEN_AT_END = "\ud82d"
"""A hyphen that ends a line, half a character, which no text of ours holds: read as a hyphen and a blank, for some
readers drop a hyphen at the end of a line as one that broke a word."""
READ_AS = {HYPHEN_AT_END: "- ", **leftwards.READ_AS}
_BLANK, _SOFT_HYPHEN, _NOTHING = 0x20, 0xAD, 0x200B
_BOX = 0  # the glyph `.notdef`, which in FiraGO is a box

_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
"""
_CMAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def to_unicode(name: str, subset: Iterable[int]) -> str:
    """The ToUnicode CMap of a subset: byte -> character; `subset` gives the code point of each byte, 0 for none."""
    points = [(byte, READ_AS.get(chr(point), chr(point))) for byte, point in enumerate(subset) if point]
    entries = [f"<{byte:02X}> <{char.encode('utf-16-be').hex().upper()}>" for byte, char in points]
    blocks = [entries[first : first + _BLOCK] for first in range(0, len(entries), _BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return _CMAP_HEAD.format(name=name) + body + _CMAP_FOOT


def _stand_in(char: str) -> int | None:
    """What a character without a glyph may be drawn as; None where only a box is honest."""
    if char.isspace():
        return _BLANK
    joins_or_selects = unicodedata.category(char) == "Cf" or char in _VARIATION_SELECTORS
    return _NOTHING if joins_or_selects else None


class EmbeddedFont(TTFont):
    """A TrueType font that gives every character back, also those it has no glyph for."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(name, BytesIO(content), asciiReadable=True, shapable=False)
        self.known = frozenset(self.face.charToGlyph)
        self._drawn_as(ord(HYPHEN_AT_END), ord("-"))
        for half, form in leftwards.FORM_OF.items():
            shown = form if ord(form) in self.known else READ_AS[half]
            self._drawn_as(ord(half), ord(shown) if ord(shown) in self.known else None)
        self._drawn_as(_SOFT_HYPHEN, _NOTHING)  # its own glyph is a hyphen, which it is only where a line breaks
        self._prepared = set(READ_AS)

    def _drawn_as(self, point: int, like: int | None) -> None:
        face = self.face
        face.charToGlyph[point] = _BOX if like is None else face.charToGlyph[like]
        face.charWidths[point] = face.defaultWidth if like is None else face.charWidths[like]

    def prepare(self, text: str) -> None:
        """Give each character that the font lacks a box, before its width is asked for.

        A blank gets a blank, and what only joins or selects (U+2060, U+FE0F) gets nothing.
        """
        for char in set(text) - self._prepared:
            self._prepared.add(char)
            if ord(char) not in self.known:
                self._drawn_as(ord(char), _stand_in(char))

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """The text as bytes of the font's subsets; ASCII is itself in the first of them."""
        if text.isascii() and doc in self.state:
            return [(0, text.encode("ascii"))]
        self.prepare(text)
        split: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return split

    def lacks(self, char: str) -> bool:
        """True where the character can only be drawn as a box."""
        return ord(leftwards.READ_AS.get(char, char)) not in self.known and _stand_in(char) is None

    def addObjects(self, doc: Any) -> None:  # reportlab's name
        """Put the font into the document, with our own ToUnicode in place of reportlab's."""
        state = self.state[doc]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            entry = fonts[f"{state.internalName}+{number}"]
            doc.idToObject[entry.ToUnicode.name].content = to_unicode(entry.BaseFont, subset)


@cache
def font(name: str) -> EmbeddedFont:
    """The font of that name, loaded once and known to reportlab."""
    import pymupdf_fonts  # 40 ms a face to unpack

    face = EmbeddedFont(name, pymupdf_fonts.fontbuffers[_SOURCES[name]]())
    pdfmetrics.registerFont(face)
    return face
