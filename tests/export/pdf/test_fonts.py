"""The embedded font: two faults of reportlab mended, and a sign when reportlab mends them itself."""

import re
from io import BytesIO
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont, makeToUnicodeCMap
from reportlab.pdfgen.canvas import Canvas

from fieldnotes.export.pdf.fonts import BOLD, ITALIC, REGULAR, EmbeddedFont, font, to_unicode
from fieldnotes.export.pdf.ink import Ink


def _plain_font() -> TTFont:
    import pymupdf_fonts

    return TTFont("plain", BytesIO(pymupdf_fonts.fontbuffers["figo"]()), shapable=False)


def test_reportlab_still_writes_wide_characters_wrongly() -> None:
    """When this fails upstream has mended it: then `EmbeddedFont.addObjects` can go."""
    assert "<00> <1F600>" in makeToUnicodeCMap("F", [0x1F600])


def test_reportlab_still_loses_characters_without_a_glyph() -> None:
    """When this fails upstream has mended it: then `EmbeddedFont.prepare` can go."""
    document: Any = Canvas(BytesIO())
    assert _plain_font().splitString("中", document._doc) == [(0, b"\0")]


def test_to_unicode_is_utf_16_in_blocks_of_at_most_100() -> None:
    cmap = to_unicode("F", [0, *range(0x4E00, 0x4E00 + 249), 0x1F600])
    assert "<FA> <D83DDE00>" in cmap
    assert [int(n) for n in re.findall(r"(\d+) beginbfchar", cmap)] == [100, 100, 50]
    assert "<00> <0000>" not in cmap


def test_our_to_unicode_is_the_one_in_the_file() -> None:
    face = font(REGULAR)
    written = BytesIO()
    canvas = Canvas(written, invariant=1, pageCompression=0)
    canvas.setFont(REGULAR, 10)
    canvas.drawString(10, 10, "a 😀")
    canvas.save()
    assert b"<D83DDE00>" in written.getvalue()
    assert b"1F600>" not in written.getvalue()
    assert face.lacks("😀")


def test_a_character_without_a_glyph_gets_the_box_and_its_width() -> None:
    face = font(BOLD)
    face.prepare("\U0001f9ea")
    assert face.face.charToGlyph[0x1F9EA] == 0
    assert face.stringWidth("\U0001f9ea", 1000) == face.face.defaultWidth > 0


def test_text_that_nobody_prepared_is_drawn_too() -> None:
    font(REGULAR)
    written = BytesIO()
    canvas = Canvas(written, invariant=1, pageCompression=0)
    canvas.setFont(REGULAR, 10)
    canvas.drawString(10, 10, "\U0001f9eb")
    canvas.save()
    assert b"<D83EDDEB>" in written.getvalue()


def test_ink_prepares_text_before_it_is_measured() -> None:
    assert Ink().safe("\u2061", "here") == "\u2061"
    assert font(REGULAR).stringWidth("\u2061", 1) == 0


def test_the_box_is_drawn() -> None:
    start, end = font(REGULAR).face.glyphPos[:2]
    assert end > start


def test_blanks_joiners_and_soft_hyphens_are_not_boxes() -> None:
    face = font(ITALIC)
    face.prepare("\u3000\u00ad\u2060\ufe0f")
    assert face.stringWidth("\u2060\ufe0f", 1) == 0
    assert not face.lacks("\ufe0f")
    assert face.stringWidth("\u3000", 1) == face.stringWidth(" ", 1)
    assert face.stringWidth("\u00ad", 1) == 0
    assert not face.lacks("\u3000")
    assert not face.lacks("\u00ad")


def test_no_face_is_shaped_and_all_have_what_the_layout_writes_itself() -> None:
    faces: list[EmbeddedFont] = [font(name) for name in (REGULAR, BOLD, ITALIC)]
    assert not any(face.shapable for face in faces)
    assert [char for face in faces for char in "→·–—−×…#()“”" if face.lacks(char)] == []
