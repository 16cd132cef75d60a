"""Flowables set on pages: the meeting's name at the head of each, its number at the foot, both as outlines."""

import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any, NamedTuple, SupportsIndex

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream, pdfdocEnc
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from fieldnotes.export.options import Paper
from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import REGULAR
from fieldnotes.export.pdf.leftwards import as_seen
from fieldnotes.export.pdf.lettering import fitted
from fieldnotes.export.pdf.outlines import add_form, draw_outlined, outline, outlined_width, traced
from fieldnotes.export.pdf.typeset import ink

_SIZE = 8
_ALL_PAGES = "pages"


class About(NamedTuple):
    """What a file says of itself."""

    title: str
    author: str
    subject: str = ""


class Chapter(Flowable):
    """From here on pages are headed by a name, but for this one, where it stands large.

    Where it has a `key`, its page is told by whoever draws `page_of` that.
    """

    def __init__(self, name: str, key: str = "") -> None:
        super().__init__()
        self._name, self._key = name, key

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """It takes no room."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Nothing that is seen on this page."""
        canvas: Any = self.canv
        canvas.chapter = (self._name, canvas.getPageNumber())
        if self._key:
            canvas.places = {**getattr(canvas, "places", {}), self._key: canvas.getPageNumber()}


def page_of(canvas: Any, key: str, right: float, baseline: float) -> None:
    """The number of the page on which a chapter begins, which is known at the end; it ends at `right`."""
    canvas.saveState()
    canvas.translate(right, baseline)
    canvas.doForm(f"page-{key}")
    canvas.restoreState()


def _furnish(canvas: Any, template: Any) -> None:
    """Name and number of a page, with what else stands on it as outlines."""
    _deflate(canvas)
    wide, high = canvas._pagesize
    right, foot = wide - look.MARGIN_LEFT, look.MARGIN_BOTTOM / 2
    number = canvas.getPageNumber()
    draw_outlined(canvas, str(number), REGULAR, _SIZE, right - 16, foot, look.QUIET)
    name, since = getattr(canvas, "chapter", ("", number))
    if name and since < number:
        top = high - look.MARGIN_TOP / 2 - 3
        shown = fitted(as_seen(name), right - look.MARGIN_LEFT, _SIZE)
        outline(canvas, shown, REGULAR, _SIZE, look.MARGIN_LEFT, top, look.QUIET)
        canvas.setStrokeColor(look.LINE)
        canvas.setLineWidth(0.5)
        canvas.line(look.MARGIN_LEFT, top - 6, right, top - 6)
    canvas.saveState()
    canvas.translate(right - 14, foot)
    canvas.doForm(_ALL_PAGES)
    canvas.restoreState()


def _deflate(canvas: Any) -> None:
    """Deflate the pages that are whole, each as soon as it is, and without writing the bytes as text (Ascii85)."""
    for page in canvas._doc.Pages.pages[getattr(canvas, "deflated", 0) :]:
        content = zlib.compress(pdfdocEnc(page.stream))
        page.Contents = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), content)
        page.stream = None
    canvas.deflated = len(canvas._doc.Pages.pages)


def _finish(canvas: Any) -> None:
    """The forms of what is only known at the end: how many pages there are, and where chapters begin."""
    _deflate(canvas)
    _form(canvas, _ALL_PAGES, traced(f"/ {canvas.getPageNumber() - 1}", REGULAR, _SIZE, 0, 0))
    for key, page in getattr(canvas, "places", {}).items():
        left = -outlined_width(str(page), REGULAR, _SIZE)
        _form(canvas, f"page-{key}", traced(str(page), REGULAR, _SIZE, left, 0))


def _form(canvas: Any, name: str, said: str) -> None:
    add_form(canvas, name, f"{ink(look.QUIET)} {said}", (-100, -20, 100, 20))


class _Flow(list[Flowable]):
    """A list of flowables of which only the next two are there: reportlab takes from its head, and looks at one."""

    def __init__(self, source: Iterable[Flowable]) -> None:
        super().__init__()
        self._source = iter(source)
        self._fill()

    def _fill(self) -> None:
        while len(self) < 2 and (following := next(self._source, None)) is not None:
            self.append(following)

    def __delitem__(self, at: SupportsIndex | slice) -> None:
        super().__delitem__(at)
        self._fill()


def drawn(flowables: Iterable[Flowable], about: About, paper: Paper = "a4") -> bytes:
    """Flowables set on pages, as PDF."""
    written, page = BytesIO(), look.PAGES[paper]
    template: Any = BaseDocTemplate(
        written, pagesize=tuple(page), invariant=1, title=about.title, author=about.author, subject=about.subject,
        creator="fieldnotes", producer="fieldnotes", lang="en", pageCompression=0,
    )  # fmt: skip
    template._doSave = 0  # the forms of the end come first
    frame = Frame(look.MARGIN_LEFT, look.MARGIN_BOTTOM, page.column, page.depth, 0, 0, 0, 0)
    template.addPageTemplates([PageTemplate("page", [frame], onPageEnd=_furnish)])
    template.build(_Flow(flowables))
    _finish(template.canv)
    template.canv.save()
    return written.getvalue()
