"""The styles of the document: headings for meeting and agenda item, a style of our own a kind of paragraph.

Coding tools code by the name of a style, so the names are part of the format.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from fieldnotes.export.passages import Kind

if TYPE_CHECKING:
    from docx.document import Document

    from fieldnotes.export.options import Paper

FACE = "Calibri"
INK, QUIET, ACCENT, SAND = "000000", "595959", "1F5A7A", "7A4B00"
PAPERS: "Mapping[Paper, tuple[float, float]]" = {"a4": (210, 297), "letter": (215.9, 279.4)}
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
    "own-write-up": Look("Fieldnotes Reflection Write-up", 10, indent=8, colour=SAND, italic=True),
}
WHO, ASIDE, MARK, CODED = "Fieldnotes Who", "Fieldnotes Aside", "Fieldnotes Code", "Fieldnotes Coded"
_SMALL = '<w:b w:val="0"/><w:i w:val="0"/><w:color w:val="{}"/><w:sz w:val="18"/><w:szCs w:val="18"/>'
_CHARACTERS = (
    (WHO, "<w:b/><w:bCs/>"),
    (ASIDE, _SMALL.format(QUIET)),
    (MARK, _SMALL.format(ACCENT)),
    (CODED, '<w:u w:val="dotted"/>'),
)
_LEVELS: Mapping[Kind, int] = {"meeting": 0, "item": 1}
_TWENTIETHS = 1440 / 25.4  # in a millimetre
_RULED: Mapping[Kind, str] = {"decision": ACCENT, "action": ACCENT, "reflection": SAND, "write-up": QUIET,
                               "own-write-up": SAND}  # fmt: skip


_KEPT = frozenset(("Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Footer", "FooterChar"))


def dress(document: "Document", paper: "Paper") -> None:
    """Give a new document its page and its styles, in place of those that python-docx begins with."""
    from docx.shared import Mm

    section = document.sections[0]
    across, down = PAPERS[paper]
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.left_margin, section.right_margin = Mm(22), Mm(45)  # room to write codes beside the lines
    section.top_margin = section.bottom_margin = Mm(20)
    _replace_styles(document.styles.element)


def _replace_styles(styles: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT:
            styles.remove(style)
        elif style.get(qn("w:styleId")) == "Normal":
            style.append(parse_xml(_letters(Look("Normal"), nsdecls("w"))))
    own = [
        *(_paragraph_style(kind, look) for kind, look in PARAGRAPHS.items()),
        *map(_character_style, _CHARACTERS),
    ]
    styles.extend(parse_xml(f"<w:styles {nsdecls('w')}>{''.join(own)}</w:styles>"))


def style_id(name: str) -> str:
    """The id of a style of ours in the file."""
    return name.replace(" ", "")


def _paragraph_style(kind: Kind, look: Look) -> str:
    """A style as WordprocessingML (ISO/IEC 29500-1, 17.7); lengths are twentieths of a point."""
    level = _LEVELS.get(kind)
    name = look.name if level is None else look.name.lower()  # as Word writes the names of its own
    own = ' w:customStyle="1"' if level is None else ""
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    begin = "<w:pageBreakBefore/>" if kind == "meeting" else ""  # which the first page of a document does not heed
    ruled = _RULED.get(kind)
    border = f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="{ruled}"/></w:pBdr>' if ruled else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style_id(look.name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{"<w:keepNext/>" if look.keep else ""}{begin}{border}'
        f'<w:spacing w:before="{look.before * 20:.0f}" w:after="{look.after * 20:.0f}" '
        f'w:line="276" w:lineRule="auto"/>'
        f'<w:ind w:left="{look.indent * _TWENTIETHS:.0f}"/>'
        f"{outline}</w:pPr>{_letters(look)}</w:style>"
    )


def _letters(look: Look, namespace: str = "") -> str:
    return (
        f'<w:rPr {namespace}><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:cs="{FACE}"/>'
        f"{_switch('b', look.bold)}{_switch('i', look.italic)}"
        f'<w:color w:val="{look.colour}"/>'
        f'<w:sz w:val="{look.size * 2:.0f}"/><w:szCs w:val="{look.size * 2:.0f}"/></w:rPr>'
    )


def _switch(name: str, on: bool) -> str:
    return f"<w:{name}/><w:{name}Cs/>" if on else ""


def _character_style(look: tuple[str, str]) -> str:
    name, letters = look
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{letters}</w:rPr></w:style>"
    )
