"""Marks within text: quotes, codes, uncertainty; read and written."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldnotes.jottings.marks import read_text, verbatim_spans, write_text
from fieldnotes.text import clean_line, hyphened_name

LINES = st.text(alphabet=st.one_of(st.sampled_from('#"“”(?)\\ -a1é,:'), st.characters())).map(clean_line)


@pytest.mark.parametrize(
    ("raw", "text", "codes", "uncertain"),
    [
        ("  a  b\tc ".replace("\t", " "), "a  b c", (), False),
        ("x #tension", "x", ("tension",), False),
        ("#tensions, and more", ", and more", ("tensions",), False),
        ("x #a-b-c y", "x y", ("a-b-c",), False),
        ("x #a- y", "x- y", ("a",), False),
        ('x #"two words" y', "x y", ("two words",), False),
        ("#12 of C# and a#b", "#12 of C# and a#b", (), False),
        ("##code", "#code", (), False),
        ("###code", "##code", (), False),
        ("## heading", "## heading", (), False),
        ("x (?)", "x", (), True),
        ("x (?) #a", "x", ("a",), True),
        ("x #a (?)", "x", ("a",), True),
        ("x \\(?)", "x (?)", (), False),
        ("x \\(?) (?)", "x (?)", (), True),
        ("x (?) y", "x (?) y", (), False),
        ('say "no #a (?)" now', 'say "no #a (?)" now', (), False),
        ('say "no #a', 'say "no', ("a",), False),
        ("(?)", "", (), True),
        ("#e\u0301te\u0301", "", ("e\u0301te\u0301",), False),
    ],
)
def test_marks_are_read_off(raw: str, text: str, codes: tuple[str, ...], uncertain: bool) -> None:
    marked = read_text(raw)
    assert (marked.text, marked.codes, marked.uncertain) == (text, codes, uncertain)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('he said "no" and "yes"', ["no", "yes"]),
        ("“so it is”, she said", ["so it is"]),
        ('“so "it is"”', ['so "it is"']),
        ('5" of rain "today"', ["today"]),
        ('an empty "" pair', []),
        ('left "open', []),
        ("don't", []),
        ('("in brackets")', ["in brackets"]),
    ],
)
def test_verbatim_is_what_stands_in_double_quotes(text: str, quoted: list[str]) -> None:
    marked = read_text(text)
    assert [text[start:end] for start, end in marked.verbatim] == quoted
    assert verbatim_spans(text) == marked.verbatim


@given(LINES)
@example('#a#b "c')
@example(' #a "x"')
@example('ab! #c"d"')
@example('##"a b"')
@example("x\\\\(?)")
@example("(?) (?)")
def test_what_was_read_is_written_and_read_the_same(raw: str) -> None:
    first = read_text(raw)
    codes = tuple(hyphened_name(code) for code in first.codes)
    again = read_text(write_text(first.text, codes, first.uncertain))
    assert again == (first.text, first.verbatim, codes, first.uncertain)


@given(LINES.map(lambda line: line.strip(" ")), st.booleans())
@example("#a", False)
@example("a (?)", True)
@example('"#a" #b', False)
def test_any_text_can_be_written(text: str, uncertain: bool) -> None:
    again = read_text(write_text(text, ("tension",), uncertain))
    assert (again.text, again.codes, again.uncertain) == (text, ("tension",), uncertain)


@given(LINES)
def test_nothing_but_marks_is_lost(raw: str) -> None:
    marked = read_text(raw)
    kept = iter(raw)
    assert all(char in kept for char in marked.text), "the text is what stood there, in its order"
    if not marked.codes and not marked.uncertain and "##" not in raw and "\\(?)" not in raw:
        assert marked.text == raw.strip(" ")
