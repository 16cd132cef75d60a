"""Lines of the record: numbered through, coded words underlined, codes beside them on whichever page they are."""

from io import BytesIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from fieldnotes.export.options import PLAIN, named
from fieldnotes.export.pdf.body import add_observations, solid
from fieldnotes.export.pdf.fonts import BOLD, REGULAR
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
