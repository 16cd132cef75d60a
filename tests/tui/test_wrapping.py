"""Rows of so many cells: nothing lost, nothing too wide."""

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from fieldnotes.text import visible
from fieldnotes.tui.wrapping import Piece, cells, chunks, cut, fill, word_chunks, wrap

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


@given(st.text(st.sampled_from("ab  表é\u0301"), max_size=60), st.integers(2, 20))
def test_words_stay_whole_where_they_fit_and_nothing_is_lost(text: str, width: int) -> None:
    spans = word_chunks(text, width)
    assert "".join(text[a:b] for a, b in spans) == text
    for (a, b), after in zip(spans, [*spans[1:], (len(text), len(text))], strict=True):
        assert cells([Piece(text[a:b])]) <= width or b - a == 1 or "\u0301" in text[a:b]
        torn = b < len(text) and not text[b - 1].isspace() and not text[b].isspace()
        assert not (torn and " " in text[a:b]), (text, spans)
        assert after[0] == b
    assert word_chunks("who has the beds", 8) == [(0, 8), (8, 16)]
    assert word_chunks("abcdefghij kl", 4) == [(0, 4), (4, 8), (8, 11), (11, 13)]
