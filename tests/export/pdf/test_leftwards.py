"""Text from the right: letters joined by their neighbours, lines in the order in which they are seen."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.export.pdf.document import document
from fieldnotes.export.pdf.fonts import BOLD, ITALIC, REGULAR, font
from fieldnotes.export.pdf.leftwards import FORM_OF, READ_AS, as_seen, joined, order
from fieldnotes.export.pdf.noted import underlined
from fieldnotes.export.pdf.paragraph import Run, broken
from tests.export.readers import READERS, folded
from tests.measures.meetings import meeting, seen

ANY = st.text(st.sampled_from("ab 12.,%()-אבجمدا\u0651\u0640٣"), max_size=30)


def _read(text: str) -> str:
    return "".join(READ_AS.get(char, char) for char in text)


def _drawn(text: str) -> list[str]:
    return [FORM_OF.get(char, char) for char in joined(text)]


def test_letters_have_the_shape_that_their_neighbours_give_them() -> None:
    assert _drawn("ججج") == ["\ufe9f", "\ufea0", "\ufe9e"]
    assert _drawn("ج ج") == ["ج", " ", "ج"]
    assert _drawn("دج") == ["د", "ج"]
    assert _drawn("جدج") == ["\ufe9f", "\ufeaa", "ج"]
    assert _drawn("ج\u0651ج") == ["\ufe9f", "\u0651", "\ufe9e"]
    assert _drawn("گگ") == ["\ufb94", "\ufb93"]


@given(ANY)
def test_joined_text_is_as_long_and_reads_as_what_it_was(text: str) -> None:
    assert _read(joined(text)) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain", "plain"),
        ("אבג", "גבא"),
        ("said אבג דה, and", "said הד גבא, and"),
        ("אב 12 גד", "דג 12 בא"),
        ("אב (12%) גד", "דג (12%) בא"),
        ("1. אב", "1. בא"),
        ("אב.", "בא."),
        ("אב, גד 3", "3 דג ,בא"),
    ],
)
def test_the_order_in_which_a_line_is_seen(typed: str, shown: str) -> None:
    assert "".join(FORM_OF.get(char, char) for char in as_seen(typed)) == shown


@given(ANY)
def test_no_character_is_lost_or_told_twice(text: str) -> None:
    assert sorted(order(text)) == list(range(len(text)))
    assert sorted(_read(as_seen(text))) == sorted(text)


def test_the_fonts_have_the_forms_of_arabic() -> None:
    for face in (REGULAR, BOLD, ITALIC):
        assert [char for char in joined("قال المدير إن الميزانية محدودة") if font(face).lacks(char)] == []
    assert document(meeting(seen("14:00", "note", text="قال المدير إن"))).missing == []


@pytest.mark.parametrize("name", ["pypdf", "PyMuPDF", "pdftotext"])
def test_words_from_the_right_come_back_in_the_order_of_reading(name: str) -> None:
    if name not in READERS:
        pytest.skip("pdftotext is not installed")
    reader: Callable[[bytes], str] = READERS[name]
    texts = ["قال المدير إن الميزانية محدودة", "שלום עולם"]
    record = meeting(*(seen(f"14:0{n}", "note", text=text) for n, text in enumerate(texts)))
    whole = folded(reader(document(record).content).translate(dict.fromkeys(range(0x202A, 0x202F))))
    assert [text for text in texts if text not in whole] == []


def test_coded_words_are_underlined_where_they_are_seen() -> None:
    (line,) = broken([Run("ab אבג")], 100)
    (first,) = underlined([line], (2, 3))
    (last,) = underlined([line], (4, 5))
    assert last.end < first.begin + 1e-6 < first.end
    assert len(underlined([line], (1, 3))) == 2
