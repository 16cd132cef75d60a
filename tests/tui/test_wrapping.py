"""Rows of so many cells: nothing lost, nothing too wide."""

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from fieldnotes.text import visible
from fieldnotes.tui.wrapping import Piece, cells, chunks, cut, fill, wrap

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)
WIDTHS = st.integers(4, 40)


@example(["00000", "00000000000\xa0"], 4)
@given(st.lists(TEXTS, max_size=4), WIDTHS)
def test_rows_fit_and_hold_every_word(texts: list[str], width: int) -> None:
    rows = wrap([Piece(text, str(n)) for n, text in enumerate(texts)], width)
    shown = "".join(piece.text for row in rows for piece in row)
    assert "".join(shown.split()) == "".join(visible("".join(texts)).split())
    assert all(cells(row) <= width for row in rows)


@given(TEXTS, WIDTHS)
def test_chunks_follow_on_each_other(text: str, width: int) -> None:
    spans = chunks(text, width)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(cell_len(text[a:b]) <= width for a, b in spans)


@given(TEXTS, st.integers(1, 40))
def test_a_cell_is_filled_exactly(text: str, width: int) -> None:
    assert cell_len(fill(visible(text), width)) == width


def test_what_was_cut_is_said() -> None:
    assert cut("Finance report", 8) == "Finance…"
    assert cut("漢字漢字", 5) == "漢字…"


def test_words_are_not_broken_where_they_need_not_be() -> None:
    rows = wrap([Piece("who has "), Piece("the beds", "verbatim")], 9)
    assert rows == [
        [
            Piece("who has "),
        ],
        [Piece("the beds", "verbatim")],
    ]
