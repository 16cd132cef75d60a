"""Lines of the record: numbered through, coded words underlined, codes beside them on whichever page they are."""

from io import BytesIO
from typing import Any

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from fieldnotes.export.options import PLAIN, named
from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.body import add_observations, solid
from fieldnotes.export.pdf.fonts import BOLD, ITALIC, REGULAR
from fieldnotes.export.pdf.ink import Ink
from fieldnotes.export.pdf.noted import Coding, Noted, lanes, underlined
from fieldnotes.export.pdf.paragraph import Run, Style, broken
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.told import told
from tests.measures.meetings import meeting, seen

STYLE = Style(size=10, leading=12, after=6)
WORDS = st.text(st.sampled_from("ab é\u00a0"), max_size=60)


@settings(deadline=None)
@given(WORDS, WORDS, st.integers(2, 20), st.data())
def test_what_is_underlined_is_as_wide_as_its_words(head: str, text: str, room: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = broken([Run(head, BOLD), Run(text, REGULAR)], room)
    span = solid(head) + solid(text[:start]), solid(head) + solid(text[:end])
    under = underlined(lines, span)
    assert bool(under) == (span[0] < span[1])
    assert all(piece.begin < piece.end <= room + 1e-6 for piece in under)
    assert [piece.line for piece in under] == sorted({piece.line for piece in under})


def test_brackets_that_overlap_lie_beside_one_another() -> None:
    assert lanes([(0, 5), (0, 1), (1, 2), (2, 3), (6, 7)]) == [0, 1, 2, 1, 0]
    assert lanes([]) == []


def _noted(words: int, *codes: Coding) -> Noted:
    return Noted([Run(" ".join(["word"] * words))], STYLE, codes)


def test_names_make_room_for_themselves() -> None:
    bare, coded = _noted(4), _noted(4, *(Coding(f"code-{n}") for n in range(6)))
    assert bare.wrap(300, 1000)[1] == 12
    assert coded.wrap(300, 1000)[1] >= 6 * 9


def test_however_many_codes_there_are_it_fits_a_page() -> None:
    coded = _noted(4, *(Coding(f"code-{n}") for n in range(500)))
    assert coded.wrap(300, 1000)[1] < 300


def test_split_over_pages_each_name_stays_with_its_first_line() -> None:
    spans = (Coding("early", (0, 8)), Coding("late", (4 * 300, 4 * 301)), Coding("whole"))
    noted = _noted(400, *spans)
    _, height = noted.wrap(120, 10_000)
    first, rest = noted.split(120, height / 2)
    assert isinstance(first, Noted)
    assert isinstance(rest, Noted)
    assert [b.said for b in first._beside or ()] == [("whole",), ("early",)]
    assert [b.said for b in rest._beside or ()] == [(), ("late",)]
    assert first._under
    assert rest._under


def test_lines_are_numbered_through_from_one_page_to_the_next() -> None:
    written = BytesIO()
    canvas: Any = Canvas(written, invariant=1)
    for words in (30, 7, 1):
        noted = _noted(words)
        noted.wrap(60, 1000)
        noted.drawOn(canvas, 80, 100)
    assert canvas.lines_numbered == sum(len(broken([Run(" ".join(["word"] * n))], 6)) for n in (30, 7, 1))


def test_codes_stand_beside_the_lines_under_the_names_of_now() -> None:
    record = meeting(seen("14:00", "note", text="full", codes=("beds", "unheard-of")))
    story = Story()
    add_observations(story, told(named(record), PLAIN))
    (noted,) = (f for f in story.flow() if isinstance(f, Noted))
    assert [code.name for code in noted._codes] == ["beds", "unheard-of"]


def _pixels(noted: Noted) -> Any:
    """The margin of a page of A4 with that paragraph at its left, as a picture."""
    written = BytesIO()
    canvas: Any = Canvas(written, pagesize=(look.PAGES["a4"].width, 200), invariant=1)
    noted.wrap(look.PAGES["a4"].column, 1000)
    noted.drawOn(canvas, look.MARGIN_LEFT, 100)
    canvas.save()
    page = pymupdf.open(stream=written.getvalue(), filetype="pdf")[0]
    return page.get_pixmap(dpi=144, alpha=False, colorspace="gray")


@pytest.mark.parametrize("lanes_beside", [1, 4, 30])
def test_names_and_brackets_end_where_heads_and_tables_end(lanes_beside: int) -> None:
    name = "emoji-renamed-reviewing-and-presenting-incomprehensibilities"
    picture = _pixels(_noted(4, *(Coding(name, (0, 8)) for _ in range(lanes_beside))))
    edge = 2 * (look.PAGES["a4"].width - look.MARGIN_LEFT)
    inked = {place % picture.stride for place, dark in enumerate(picture.samples) if dark < 200}
    assert edge - 60 < max(inked) <= edge + 1


def test_a_name_breaks_at_its_hyphens_and_only_what_is_too_wide_is_cut() -> None:
    noted = _noted(4, Coding("determining-feasible-and-relevant-strategies"), Coding("incomprehensibilities"))
    noted.wrap(300, 1000)
    assert noted._beside
    *whole, cut = noted._beside[0].said
    assert "".join(whole) == "determining-feasible-and-relevant-strategies"
    assert cut.startswith("incompre")
    assert cut.endswith("…")


def test_a_name_that_is_written_from_the_right_is_drawn_so() -> None:
    ink = Ink()
    drawn: list[str] = []
    for name in ("שלום", "العربية"):
        noted = _noted(4, Coding(ink.safe(name, "x", ITALIC)))
        noted.wrap(300, 1000)
        canvas: Any = Canvas(BytesIO(), invariant=1)
        noted.drawOn(canvas, 80, 100)
        drawn += [text for _, text in canvas.outlined]
    assert drawn == ["שלום"[::-1], ink.safe("العربية", "x", ITALIC)[::-1]]
