"""The styles of the document: headings for meeting and agenda item, a style of our own a kind of paragraph.

Coding tools code by the name of a style, so the names are part of the format.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.export.passages import Kind

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import CharacterStyle, ParagraphStyle

    from fieldnotes.export.options import Paper

FACE = "Calibri"
INK, QUIET, ACCENT, SAND = "000000", "595959", "1F5A7A", "7A4B00"
PAPERS: "Mapping[Paper, tuple[int, int]]" = {"a4": (210, 297), "letter": (216, 279)}
"""Millimetres across and down."""


class Look(NamedTuple):
    """A style: size and spaces in points, indent in millimetres."""

    name: str
    size: float = 10.5
    before: float = 0
    after: float = 4
    indent: float = 0
    colour: str = INK
    bold: bool = False
    italic: bool = False
    keep: bool = False


PARAGRAPHS: "Mapping[Kind, Look]" = {
    "meeting": Look("Heading 1", 20, 0, 6, colour=ACCENT, bold=True, keep=True),
    "item": Look("Heading 2", 14, 14, 5, colour=ACCENT, bold=True, keep=True),
    "section": Look("Fieldnotes Section", 12, 12, 4, colour=QUIET, bold=True, keep=True),
    "fact": Look("Fieldnotes Fact", 10, 0, 1.5),
    "person": Look("Fieldnotes Person", 10, 0, 1.5),
    "agenda": Look("Fieldnotes Agenda", 10, 0, 1.5),
    "code": Look("Fieldnotes Codebook", 10, 0, 2),
    "day": Look("Fieldnotes Day", 10, 8, 4, colour=QUIET, italic=True, keep=True),
    "speech": Look("Fieldnotes Speech"),
    "note": Look("Fieldnotes Note"),
    "decision": Look("Fieldnotes Decision", before=4, after=6),
    "action": Look("Fieldnotes Action", before=2, after=6),
    "reflection": Look("Fieldnotes Reflection", indent=8, colour=SAND, italic=True),
    "rating": Look("Fieldnotes Rating"),
    "course": Look("Fieldnotes Course", 9.5, colour=QUIET),
    "write-up": Look("Fieldnotes Write-up", 10, indent=8),
}
WHO, ASIDE, MARK, CODED = "Fieldnotes Who", "Fieldnotes Aside", "Fieldnotes Code", "Fieldnotes Coded"
_RULED: Mapping[Kind, str] = {"decision": ACCENT, "action": ACCENT, "reflection": SAND, "write-up": QUIET}


def dress(document: "Document", paper: "Paper") -> None:
    """Give a new document its page and all styles."""
    from docx.shared import Mm

    section = document.sections[0]
    across, down = PAPERS[paper]
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.left_margin, section.right_margin = Mm(22), Mm(45)  # room to write codes beside the lines
    section.top_margin = section.bottom_margin = Mm(20)
    _letters(document.styles["Normal"], Look("Normal"))
    for kind, look in PARAGRAPHS.items():
        _paragraph_style(document, look, _RULED.get(kind))
    _characters(document)


def _paragraph_style(document: "Document", look: Look, ruled: str | None) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt

    known = look.name.startswith("Heading")
    style: ParagraphStyle = (
        document.styles[look.name] if known else document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    if not known:
        style.base_style = document.styles["Normal"]
        style.quick_style = True
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.left_indent = Mm(look.indent)
    shape.line_spacing = 1.15
    shape.keep_with_next = look.keep
    _letters(style, look)
    if ruled:
        style.element.get_or_add_pPr().append(_rule(ruled))


def _letters(style: "CharacterStyle", look: Look) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    font = style.font
    font.name, font.size, font.color.rgb = FACE, Pt(look.size), RGBColor.from_string(look.colour)
    font.bold, font.italic = look.bold, look.italic
    faces = style.element.rPr.rFonts
    for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        faces.attrib.pop(qn(script), None)
    faces.set(qn("w:cs"), FACE)


def _rule(colour: str) -> object:
    """A rule on the left of the paragraph."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="12" w:space="8" w:color="{colour}"/></w:pBdr>'
    )


def _characters(document: "Document") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_UNDERLINE
    from docx.shared import Pt, RGBColor

    for name, colour, bold in (
        (WHO, None, True),
        (ASIDE, QUIET, False),
        (MARK, ACCENT, False),
        (CODED, None, None),
    ):
        style: CharacterStyle = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.bold = bold
        if colour:
            style.font.color.rgb, style.font.size = RGBColor.from_string(colour), Pt(9)
            style.font.italic = False
        if name == CODED:
            style.font.underline = WD_UNDERLINE.DOTTED
