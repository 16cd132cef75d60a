"""How the page looks: measures in points, colours, the style of each kind of paragraph."""

from collections.abc import Mapping
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER

from fieldnotes.export.options import Paper
from fieldnotes.export.pdf.paragraph import Style

MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM = 62, 126, 62, 58
OVERHANG = MARGIN_RIGHT - MARGIN_LEFT
"""The right margin is for coding; tables and charts, which nobody codes, reach into it by so much."""


class Page(NamedTuple):
    """A sheet of paper."""

    width: float
    height: float

    @property
    def column(self) -> float:
        """The width of its text."""
        return self.width - MARGIN_LEFT - MARGIN_RIGHT

    @property
    def depth(self) -> float:
        """The height of its text."""
        return self.height - MARGIN_TOP - MARGIN_BOTTOM


PAGES: Mapping[Paper, Page] = {"a4": Page(*A4), "letter": Page(*LETTER)}

ACCENT, ACCENT_MID, ACCENT_TINT = HexColor(0x1F5F6B), HexColor(0x8DB4BB), HexColor(0xDCE9EB)
QUIET = HexColor(0x5B6470)
LINE, SHADE = HexColor(0xD5D9DE), HexColor(0xECEEF1)
OVER, OVER_HATCH = HexColor(0xB3392F), HexColor(0xE9B5AF)
SAND, SAND_TINT, SAND_LINE = HexColor(0x7A5A28), HexColor(0xF8F4EA), HexColor(0xDCCFB4)

TITLE = Style(size=21, leading=26, after=2)
SUBTITLE = Style(size=11, leading=16, after=10)
SECTION = Style(size=13.5, leading=18, before=16, after=7)
ITEM = Style(size=11, leading=15, before=12, after=6)
BODY = Style()
FACT = Style(size=9, leading=12.5, after=1.5, indent=74)
NOTE = Style(size=8.5, leading=12, after=6)
DECISION = Style(indent=10, rule=ACCENT)
REFLECTION = Style(padding=5, indent=14, tint=SAND_TINT, rule=SAND, edge=SAND_LINE, after=8, before=2)
OWN_WRITE_UP = REFLECTION._replace(before=0)
WRITE_UP = Style(size=9.5, leading=13.5, indent=22, rule=LINE, after=6)
