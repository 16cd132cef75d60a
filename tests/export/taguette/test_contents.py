"""Text nodes and bytes: the offsets that a server counts."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.export.taguette.contents import Contents, Words, same_lines, text_of

CHARACTERS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
PAGE = "<h1>Łódź</h1>\n<ul>\n<li><b>P1</b> – chair</li>\n</ul>\n<p><b>P1:</b> R&amp;D &lt;b&gt; 😀 so</p>"


def test_text_nodes_alone_are_counted() -> None:
    assert text_of(PAGE) == "Łódź\n\nP1 – chair\n\nP1: R&D <b> 😀 so"
    assert text_of(f"<head><title>x</title><style>p {{}}</style></head><body>{PAGE}</body>") == text_of(PAGE)
    assert text_of("&amp;amp; &#x41;&nbsp;") == "&amp; A\u00a0"


def test_offsets_are_bytes_over_all_lines() -> None:
    contents = Contents(PAGE)
    assert contents.lines == ("Łódź", "P1 – chair", "P1: R&D <b> 😀 so")
    whole = text_of(PAGE).encode()
    start, end = contents.at(2, 4), contents.at(2, 14)
    assert whole[start:end].decode() == "R&D <b> 😀 "
    assert contents.between(start, end) == "R&D <b> 😀 "


def test_words_are_placed_where_they_stand_letter_for_letter() -> None:
    contents = Contents("<p>a 😀 b</p>\n<p>second</p>\n<p>third</p>")
    same = same_lines(contents.lines, contents.lines)
    assert contents.place(Words(0, 2, 0, 3, "😀"), same) == (2, 6)
    assert contents.place(Words(0, 4, 1, 3, "b\nsec"), same) == (7, 12)
    assert contents.place(Words(0, 2, 0, 3, "!"), same) is None
    assert contents.place(Words(0, 4, 1, 3, "b\nsec"), {0: 0, 1: 2}) is None
    assert contents.place(Words(1, 0, 1, 3, "sec"), {0: 0}) is None
    assert contents.place(Words(1, 0, 1, 5, "third"), {}) is None


def test_lines_that_both_have_are_found_in_order() -> None:
    ours, theirs = ["head, 2 min", "one", "two", "two", "new"], ["head, 1 min", "one", "two", "two"]
    assert same_lines(ours, theirs) == {1: 1, 2: 2, 3: 3}


@given(st.lists(CHARACTERS, min_size=1, max_size=6), st.data())
def test_any_span_of_any_line_is_found_as_bytes(lines: list[str], data: st.DataObject) -> None:
    contents = Contents("\n".join(f"<p><b>P1:</b> {escape(line)}</p>" for line in lines))
    assert contents.lines == tuple(f"P1: {line}" for line in lines)
    line = data.draw(st.integers(0, len(lines) - 1))
    end = data.draw(st.integers(1, len(lines[line])))
    start = data.draw(st.integers(0, end - 1))
    words = Words(line, 4 + start, line, 4 + end, lines[line][start:end])
    found = contents.place(words, same_lines(contents.lines, contents.lines))
    assert found is not None
    whole = "\n".join(contents.lines).encode()
    assert whole[found[0] : found[1]].decode() == words.text
