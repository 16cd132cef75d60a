"""Page numbers: drawn whole, taken for text by no reader."""

from collections.abc import Callable
from io import BytesIO

import pymupdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from fieldnotes.export.pdf.document import document
from fieldnotes.export.pdf.fonts import REGULAR, font
from fieldnotes.export.pdf.outlines import contours, draw_outlined
from fieldnotes.export.pdf.paragraph import BLACK
from tests.export.readers import READERS
from tests.measures.meetings import meeting, seen


@pytest.mark.parametrize("digit", "0123456789")
def test_an_outline_is_as_wide_as_the_glyph_and_stands_on_the_line(digit: str) -> None:
    points = [point for contour in contours(REGULAR, digit) for point in contour]
    assert 0 <= min(p.x for p in points) < max(p.x for p in points) <= font(REGULAR).face.charWidths[ord(digit)]
    assert -30 <= min(p.y for p in points) < 60
    assert 500 < max(p.y for p in points) < 800


def test_digits_have_as_many_contours_as_they_are_drawn_with() -> None:
    assert [len(contours(REGULAR, digit)) for digit in "1268"] == [1, 1, 2, 3]


def _ink(draw_text: bool) -> list[bytes]:
    """The pixels of one digit each, as text of the font or as outline."""
    font(REGULAR)
    pictures = []
    for digit in "0123456789":
        written = BytesIO()
        canvas = Canvas(written, pagesize=(60, 60), invariant=1)
        if draw_text:
            canvas.setFont(REGULAR, 48)
            canvas.drawRightString(50, 12, digit)
        else:
            draw_outlined(canvas, digit, REGULAR, 48, 50, 12, BLACK)
        canvas.save()
        pictures.append(
            pymupdf.open(stream=written.getvalue(), filetype="pdf")[0].get_pixmap(dpi=288, alpha=False).samples
        )
    return pictures


def test_an_outline_looks_like_the_glyph() -> None:
    for text, outline in zip(_ink(True), _ink(False), strict=True):
        differing = sum(abs(a - b) > 96 for a, b in zip(text, outline, strict=True))
        black = sum(a < 128 for a in text)
        assert black > 5000
        assert differing < black * 0.02


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_no_reader_finds_a_page_number(reader: Callable[[bytes], str]) -> None:
    notes = [seen(f"14:{n:02}", "note", text=" ".join(["word"] * 300)) for n in range(40)]
    content = document(meeting(*notes, start=None)).content
    assert pymupdf.open(stream=content, filetype="pdf").page_count > 9
    body = reader(content).partition("Observations")[2]
    times = {f"14:{n:02}:00" for n in range(40)}
    assert set(body.split()) == {"word", *times}
