"""What the codebook screen is made of, without a screen: names that are meant, colours in words, rows that fit."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.archive.codings import Use
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.tui.codes.details import Known, details
from fieldnotes.tui.codes.hues import hue
from fieldnotes.tui.codes.naming import CodeEntry, ParagraphEntry, meant
from fieldnotes.tui.codes.rows import lay_out
from fieldnotes.tui.codes.tree import CodeRow, Shown, arranged
from fieldnotes.tui.wrapping import cells

BOOK = Codebook(
    (
        Code("beds", "Bed days", written="bed-days"),
        Code("bed-crisis", parent="beds"),
        Code("cots", merged_into="beds"),
        Code("old", retired=True),
        Code("under-old", parent="old"),
        Code("emerged", status="emergent"),
    ),
    frozenset({"emerged"}),
)
USED = {"beds": Use("beds", 12, frozenset("a"), datetime(2004, 5, 12, tzinfo=UTC))}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("bed", ["beds", "bed-crisis"]), ("#beds", ["beds"]), ("BED days", ["beds"]), ("crisis", ["bed-crisis"]),
        ("cots", ["beds"]), ("", []), ("zz", []), ("o", ["old", "under-old"]),
    ],
)  # fmt: skip
def test_which_codes_words_can_mean(words: str, names: list[str]) -> None:
    assert [code.name for code in meant(BOOK, words.removeprefix("#"))] == names


def test_a_code_is_meant_by_a_full_name_or_where_only_one_can_be() -> None:
    entry = CodeEntry("Under", lambda: BOOK)
    for words, name in (("bed", None), ("cris", "bed-crisis"), ("bed-days", "beds"), ("#beds", "beds"), ("", None)):
        entry.line.set(words)
        assert (entry.code.name if entry.code else None) == name, words
    entry.line.set("bed")
    assert entry.complete()
    assert entry.text == "bed-days"
    assert not entry.complete()


@given(st.text(st.sampled_from("ab \n⏎")))
def test_a_paragraph_that_is_not_touched_stays_as_it_was(text: str) -> None:
    entry = ParagraphEntry("Definition", text)
    assert entry.words == text
    entry.key("x", "x")
    entry.key("backspace", None)
    assert entry.words == text


def test_a_pasted_paragraph_keeps_its_lines() -> None:
    entry = ParagraphEntry("Definition")
    entry.paste("one\r\ntwo\n")
    entry.key("ctrl+n", None)
    entry.key("x", "x")
    assert entry.words == "one\ntwo\nx"


@pytest.mark.parametrize(
    ("colour", "word"),
    [
        ("#2F6DB5", "blue"), ("#B5642F", "orange"), ("#FF0000", "red"), ("#000000", "black"), ("#FFFFFF", "white"),
        ("#808080", "grey"), ("#003300", "dark green"), ("#FFC0CB", "light red"), ("#5A3010", "brown"),
    ],
)  # fmt: skip
def test_a_colour_in_words(colour: str, word: str) -> None:
    assert hue(colour) == word


def names_of(shown: Shown) -> list[str]:
    """What is listed."""
    return [line.code.name if isinstance(line, CodeRow) else line.words for line in arranged(BOOK, USED, shown)]


def test_what_waits_first_and_what_is_retired_only_over_what_is_not() -> None:
    first = ["Waiting for a review", "emerged", "Codebook", "beds", "bed-crisis", "old", "under-old"]
    assert names_of(Shown()) == first
    assert names_of(Shown(all=True)) == [*first, "Merged into others", "cots"]
    assert names_of(Shown(frozenset({"beds", "old"}))) == [
        "Waiting for a review",
        "emerged",
        "Codebook",
        "beds",
        "old",
    ]
    assert names_of(Shown(frozenset({"beds"}), "crisis")) == ["Codebook", "beds", "bed-crisis"]
    assert names_of(Shown(words="old name")) == []
    assert arranged(Codebook(), {}, Shown(all=True)) == []


@given(st.integers(24, 130), st.text(max_size=80), st.text(max_size=200))
def test_rows_and_details_fit(width: int, title: str, text: str) -> None:
    code = Code("a", title, definition=text, when=text, colour="#2F6DB5")
    book = Codebook((code,))
    for depth in (0, 3, 40):
        assert cells(lay_out(CodeRow(code, "tree", depth, "open", 1234), width, "2004-05-12")) <= width
    known = Known(code, book, USED["beds"], None, (), "UTC")
    assert all(cells(row) <= width for row in details(known, width))
