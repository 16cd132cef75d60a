"""Codings of words as comments: each lies on exactly its words, says the code, and has the coder for its author.

They lie in a part of their own, so that programs that take the text alone see nothing of them; the code stands
behind the line as well.
"""

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from fieldnotes.export.characters import held
from fieldnotes.export.coded import CodedSpan

if TYPE_CHECKING:
    from docx.document import Document

_NOBODY, _LONGEST_INITIALS = "not known", 9
_PART, _KIND = "/word/comments.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Comments:
    """Gives the marks in the text, and then the part of the document (ISO/IEC 29500-1, 17.13.4).

    A coding over several lines has a comment in each, for what stands between them is not coded.
    """

    def __init__(self) -> None:
        self._written: list[str] = []
        self._open: dict[CodedSpan, int] = {}

    def begin(self, span: CodedSpan) -> str:
        """The mark before the words."""
        number = self._open[span] = len(self._written)
        self._written.append(_comment(number, span))
        return f'<w:commentRangeStart w:id="{number}"/>'

    def end(self, span: CodedSpan) -> str:
        """The mark behind the words."""
        number = self._open.pop(span)
        return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'

    def put_into(self, document: "Document") -> None:
        """Add the part to the document, where there is any comment."""
        if not self._written:
            return
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        whole = f'<w:comments xmlns:w="{_SPACE}">{"".join(self._written)}</w:comments>'
        content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{whole}'.encode()
        document.part.relate_to(Part(PackURI(_PART), _KIND, content, document.part.package), _LINK)


def _comment(number: int, span: CodedSpan) -> str:
    author = held(span.coder) or _NOBODY
    date = f' w:date="{span.at:%Y-%m-%dT%H:%M:%S}"' if span.at else ""
    return (
        f'<w:comment w:id="{number}" w:author={quoteattr(author)} w:initials={quoteattr(_initials(author))}{date}>'
        f'<w:p><w:r><w:t xml:space="preserve">#{escape(held(span.code))}</w:t></w:r></w:p></w:comment>'
    )


def _initials(name: str) -> str:
    """Of somebody who signs with few letters those; of a longer name the first of each word."""
    return name if len(name) <= 4 else "".join(word[0] for word in name.split())[:_LONGEST_INITIALS]
