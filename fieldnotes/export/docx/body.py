"""The paragraphs of the document: clones of one template a shape of paragraph, which cost little."""

from copy import deepcopy
from typing import Any
from unicodedata import bidirectional

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from fieldnotes.export.characters import held
from fieldnotes.export.coded import segments
from fieldnotes.export.docx.look import ASIDE, CODED, MARK, PARAGRAPHS, WHO
from fieldnotes.export.options import Options
from fieldnotes.export.parts import parts_of
from fieldnotes.export.passages import Kind, Passage

HEADINGS = frozenset(("meeting", "item"))
_IN_HEADINGS = {ord("\\"): "-", ord("/"): "-", ord("|"): "-", ord(":"): " –", ord('"'): "'", ord("<"): "‹",
                ord(">"): "›", ord("*"): "·", ord("?"): ""}  # fmt: skip
_STYLES: dict[str, str] = {"time": ASIDE, "label": WHO, "aside": ASIDE, "codes": MARK, "coded": CODED}
Run = tuple[str, str]
_TO_THE_RIGHT = "\u200e"


def heading_text(text: str) -> str:
    """A heading without the characters that NVivo makes `~` of where it codes by headings."""
    return held(text).translate(_IN_HEADINGS).strip() or "–"


def _turned_back(text: str, before: str, role: str) -> str:
    """A run; behind text that is written from the right it begins with a mark, or it would be shown before it."""
    is_behind = role in ("aside", "codes") and not before.isascii() and _ends_leftwards(before)
    return f"{_TO_THE_RIGHT}{held(text)}" if is_behind else held(text)


def _ends_leftwards(text: str) -> bool:
    strong = (way for char in reversed(text) if (way := bidirectional(char)) in ("L", "R", "AL"))
    return next(strong, "L") != "L"


class Body:
    """Writes passages at the end of a document."""

    def __init__(self, document: Document, options: Options) -> None:
        self._layout = options.layout
        self._styles = document.styles
        body = document.element.body
        self._end: Any = body.sectPr
        self._templates: dict[tuple[Kind, tuple[str, ...]], Any] = {}

    def write(self, passage: Passage) -> None:
        """One paragraph."""
        runs = self._heading(passage) if passage.kind in HEADINGS else self._runs(passage)
        shape = (passage.kind, tuple(role for role, _ in runs))
        template = self._templates.get(shape)
        if template is None:
            template = self._templates[shape] = self._template(*shape)
        paragraph = deepcopy(template)
        for run, (_, text) in zip(paragraph[1:], runs, strict=True):
            run[-1].text = text
        self._end.addprevious(paragraph)

    def _heading(self, passage: Passage) -> list[Run]:
        return [("text", heading_text(passage.text))]

    def _runs(self, passage: Passage) -> list[Run]:
        runs: list[Run] = []
        for role, text in parts_of(passage, self._layout):
            if role == "text" and passage.spans:
                runs += [
                    ("coded" if s.codes else "text", held(s.text, text)) for s in segments(text, passage.spans)
                ]
            else:
                runs.append((role, _turned_back(text, passage.text, role)))
        return runs

    def _template(self, kind: Kind, roles: tuple[str, ...]) -> Any:
        """A paragraph of that style with empty runs of those roles; its first child is its properties."""
        runs = "".join(f'<w:r>{self._run_style(role)}<w:t xml:space="preserve"/></w:r>' for role in roles)
        style = self._styles[PARAGRAPHS[kind].name].style_id
        return parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>')

    def _run_style(self, role: str) -> str:
        if role not in _STYLES:
            return ""
        return f'<w:rPr><w:rStyle w:val="{self._styles[_STYLES[role]].style_id}"/></w:rPr>'
