"""How the page looks: measures in points, colours, the style of each kind of paragraph."""

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4

from fieldnotes.export.pdf.paragraph import Style

PAGE = A4
MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM = 64, 118, 62, 62  # the right one is for coding by hand
WIDTH = PAGE[0] - MARGIN_LEFT - MARGIN_RIGHT

ACCENT = HexColor(0x1F5F6B)
QUIET = HexColor(0x6B7280)
LINE = HexColor(0xD5D9DE)
OVER = HexColor(0xB3392F)
SAND, SAND_TINT = HexColor(0x7A5A28), HexColor(0xF6F1E7)

TITLE = Style(size=21, leading=26, after=2)
SUBTITLE = Style(size=11, leading=16, after=14)
SECTION = Style(size=13.5, leading=18, before=16, after=7)
ITEM = Style(size=11, leading=15, before=12, after=6)
BODY = Style()
FACT = Style(size=9.5, leading=13.5, after=2, indent=74)
PERSON = Style(size=9.5, leading=13.5, after=3, indent=34)
PERSON_LIST = Style(after=3)
NOTE = Style(size=8.5, leading=12, after=6)
DECISION = Style(indent=10, rule=ACCENT)
REFLECTION = Style(padding=5, indent=14, tint=SAND_TINT, rule=SAND, after=8, before=2)
WRITE_UP = Style(size=9.5, leading=13.5, indent=22, rule=LINE, after=6)
