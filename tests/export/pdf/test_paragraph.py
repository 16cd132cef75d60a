"""Paragraphs: no word lost, no line too wide, broken over pages without a lonely line."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.export.pdf.fonts import BOLD, REGULAR, font
from fieldnotes.export.pdf.paragraph import BLACK, Line, Paragraph, Run, Style, broken, labelled, widths

RUNS = st.lists(
    st.builds(
        Run,
        st.text(st.sampled_from("abé \u00a0\u3000\t-W"), max_size=80),
        st.sampled_from([REGULAR, BOLD]),
        st.just(BLACK),
    ),
    max_size=4,
)
STYLE = Style(size=10, leading=12)


def _text(lines: list[Line]) -> str:
    return " ".join(segment.text for line in lines for segment in line)


def _width(line: Line) -> float:
    blank = sum(widths(segment.face)[" "] for segment in line[:-1])
    return sum(font(segment.face).stringWidth(segment.text, 1) for segment in line) + blank


@given(RUNS, st.integers(3, 40))
@settings(deadline=None)
def test_no_character_is_lost_and_no_line_is_too_wide(runs: list[Run], room: int) -> None:
    lines = broken(runs, room)
    typed = "".join(run.text for run in runs)
    assert "".join(_text(lines).split()) == "".join(typed.split())
    assert all(_width(line) <= room + 1e-6 for line in lines)


def test_words_are_only_broken_where_they_are_wider_than_a_line() -> None:
    text = "some words and one" + "x" * 100 + " and the rest"
    assert _text(broken([Run("some words and the rest")], 6)) == "some words and the rest"
    assert _text(broken([Run(text)], 10)).replace(" ", "") == text.replace(" ", "")


def test_no_break_spaces_hold_words_together() -> None:
    assert [line[0].text for line in broken([Run("aaaa bbbb\u00a0cccc")], 5)] == ["aaaa", "bbbb\u00a0cccc"]


def test_a_very_long_word_takes_no_time() -> None:
    began = time.process_time()
    lines = broken([Run("x" * 100_000)], 40)
    assert len(_text(lines).replace(" ", "")) == 100_000
    assert time.process_time() - began < 2.0


def test_runs_stand_one_blank_apart() -> None:
    (line,) = broken([Run("14:00:00"), Run("P3:", BOLD), Run("yes")], 100)
    assert [segment.text for segment in line] == ["14:00:00", "P3:", "yes"]


def _split(lines: int, fits: int) -> list[int]:
    paragraph = Paragraph([Run(" ".join(["word"] * lines))], STYLE)
    width = widths(REGULAR)["word"] * STYLE.size * 1.5
    assert paragraph.wrap(width, 1000)[1] == lines * STYLE.leading
    return [int(part.wrap(width, 1000)[1] / STYLE.leading) for part in paragraph.split(width, fits * STYLE.leading)]


def test_a_page_break_leaves_no_line_alone() -> None:
    assert _split(10, 4) == [4, 6]
    assert _split(10, 9) == [8, 2]
    assert _split(10, 1) == []
    assert _split(3, 2) == []
    assert _split(4, 3) == [2, 2]


def test_a_label_that_is_too_wide_for_its_indent_begins_the_text() -> None:
    style = Style(indent=30)
    assert labelled(Run("P3", BOLD), [Run("role")], style).label == Run("P3", BOLD)
    wide = labelled(Run("a-very-long-code", BOLD), [Run("role")], style)
    assert wide.label is None
    assert [run.text for run in wide.runs] == ["a-very-long-code", "role"]
