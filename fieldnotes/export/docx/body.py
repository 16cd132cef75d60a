"""The paragraphs of the document, written as XML and read in at once: thirty times as fast as one by one."""

from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from fieldnotes.export.characters import held
from fieldnotes.export.coded import CodedSpan, segments
from fieldnotes.export.docx.comments import Comments
from fieldnotes.export.docx.look import ASIDE, CODED, MARK, PARAGRAPHS, WHO, style_id
from fieldnotes.export.options import Options
from fieldnotes.export.parts import parts_of
from fieldnotes.export.passages import Passage

HEADINGS = frozenset(("meeting", "item"))
_IN_HEADINGS = {ord("\\"): "-", ord("/"): "-", ord("|"): "-", ord(":"): " –", ord('"'): "'", ord("<"): "‹",
                ord(">"): "›", ord("*"): "·", ord("?"): ""}  # fmt: skip
_STYLES: dict[str, str] = {"time": ASIDE, "label": WHO, "aside": ASIDE, "codes": MARK, "coded": CODED}


def heading_text(text: str) -> str:
    """A heading without the characters that NVivo makes `~` of where it codes by headings."""
    return held(text).translate(_IN_HEADINGS).strip() or "–"


class Body:
    """Writes passages at the end of a document."""

    def __init__(self, document: Document, options: Options) -> None:
        self._layout = options.layout
        self._document, self._body = document, document.element.body
        self._kinds = {
            kind: f'<w:p><w:pPr><w:pStyle w:val="{style_id(look.name)}"/></w:pPr>'
            for kind, look in PARAGRAPHS.items()
        }
        self._roles = {
            role: f'<w:rPr><w:rStyle w:val="{style_id(name)}"/></w:rPr>' for role, name in _STYLES.items()
        }
        self._written: list[str] = []
        self._comments = Comments()

    def write(self, passage: Passage) -> None:
        """One paragraph."""
        self._written.append(self._kinds[passage.kind])
        if passage.kind in HEADINGS:
            self._run("text", heading_text(passage.text))
        else:
            self._runs(passage)
        self._written.append("</w:p>")

    def close(self) -> None:
        """Put what was written into the document, before the properties of its section."""
        end: Any = self._body.sectPr
        for paragraph in parse_xml(f"<w:body {nsdecls('w')}>{''.join(self._written)}</w:body>"):
            end.addprevious(paragraph)
        self._comments.put_into(self._document)

    def _run(self, role: str, text: str) -> None:
        style = self._roles.get(role, "")
        self._written.append(f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>')

    def _runs(self, passage: Passage) -> None:
        for role, text in parts_of(passage, self._layout):
            if role == "text" and passage.spans:
                self._coded(text, passage.spans)
            else:
                self._run(role, held(text))

    def _coded(self, text: str, spans: tuple[CodedSpan, ...]) -> None:
        """The text in runs, each coding between the marks of its comment."""
        place = 0
        for piece in segments(text, spans):
            self._written += [self._comments.begin(span) for span in piece.spans if span.start == place]
            self._run("coded" if piece.spans else "text", held(piece.text, text))
            place += len(piece.text)
            self._written += [self._comments.end(span) for span in piece.spans if span.end == place]
