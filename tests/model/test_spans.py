"""Spans keep their text through whatever is edited outside of them."""

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.model.spans import Splice, moved, nearest, shifted, splices

SPAN = (4, 7)  # “cat” of “the cat sat”
OLD = "the cat sat"
WORDS = st.text(alphabet="ab \n", max_size=12) | st.sampled_from(["beds", "the beds", "é́\u00a0x", "👩‍👩‍👧"])


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, tuple[int, int]]:
    before, words, behind = draw(WORDS), draw(WORDS.filter(bool)), draw(WORDS)
    return before + words + behind, (len(before), len(before) + len(words))


def outside(draw: st.DataObject, text: str, span: tuple[int, int]) -> Splice:
    """An edit that changes nothing between the first and the last character of a span."""
    low, high = draw.draw(st.sampled_from([(0, span[0]), (span[1], len(text))]))
    start = draw.draw(st.integers(low, high))
    return Splice(start, draw.draw(st.integers(start, high)), draw.draw(WORDS))


@given(spanned(), st.data())
def test_edits_outside_of_a_span_leave_its_quote(made: tuple[str, tuple[int, int]], data: st.DataObject) -> None:
    text, span = made
    quote, edits, now = text[slice(*span)], [], text
    place: tuple[int, int] | None = span
    for _ in range(data.draw(st.integers(1, 6))):
        assert place is not None
        edit = outside(data, now, place)
        edits.append(edit)
        now, place = edit.of(now), shifted(place, edit)
    [found] = moved([span], text, now, edits)
    assert found == place
    assert found is not None
    assert now[slice(*found)] == quote


@given(spanned(), st.data())
def test_one_edit_outside_gives_the_same_quote_by_the_edit_and_by_what_both_have_in_common(
    made: tuple[str, tuple[int, int]], data: st.DataObject
) -> None:
    text, span = made
    edit = outside(data, text, span)
    [by_edit], [by_diff] = moved([span], text, edit.of(text), [edit]), moved([span], text, edit.of(text))
    assert by_edit is not None
    assert by_diff is not None
    assert edit.of(text)[slice(*by_edit)] == edit.of(text)[slice(*by_diff)] == text[slice(*span)]


@given(st.text(alphabet="abc \n", max_size=60), st.text(alphabet="abc \n", max_size=60))
def test_what_makes_one_text_the_other_does(old: str, new: str) -> None:
    text = old
    for edit in splices(old, new):
        text = edit.of(text)
    assert text == new


@given(st.text(max_size=40), st.text(max_size=40), st.data())
def test_a_span_is_always_one_of_the_new_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    for found in moved([(start, end)], old, new):
        assert found is None or 0 <= found[0] <= found[1] <= len(new)


def test_what_is_deleted_of_a_span_is_gone_from_it() -> None:
    for edit, left in [
        (Splice(0, 5, ""), "at"),
        (Splice(6, 9, ""), "ca"),
        (Splice(5, 6, ""), "ct"),
        (Splice(5, 6, "oa"), "coat"),
        (Splice(4, 5, "b"), "at"),
        (Splice(6, 7, "r"), "ca"),
    ]:
        found = shifted(SPAN, edit)
        assert found is not None
        assert edit.of(OLD)[slice(*found)] == left
    for edit in (Splice(4, 7, ""), Splice(3, 8, ""), Splice(4, 7, "dog"), Splice(0, 11, "the cat sat")):
        assert shifted(SPAN, edit) is None


def test_words_keep_their_place_where_much_else_was_written_anew() -> None:
    old = "The chair opened. Who has the beds, P3 asked. Nobody answered."
    new = "At two the chair, late, opened.\n\nP3 asked: Who has the beds, again. There was a long silence."
    start = old.index("has the beds")
    [found] = moved([(start, start + len("has the beds"))], old, new)
    assert found is not None
    assert new[slice(*found)] == "has the beds"


def test_a_span_of_five_thousand_words_is_found_again_at_once() -> None:
    old = " ".join(f"word{number % 700}{' and' if number % 9 == 0 else ''}" for number in range(4500))
    new = "First. " + old.replace("word350 ", "word350, and then ", 3) + " Last."
    start = old.index("word699", 9000)
    [found] = moved([(start, start + 7)], old, new)
    assert found is not None
    assert new[slice(*found)] == "word699"
    assert new[: found[0]].count("word699") == old[:start].count("word699")


def test_the_nearest_of_several_places() -> None:
    text = "beds, more beds and beds"
    assert [nearest("beds", text, place) for place in (0, 9, 17, 99)] == [(0, 4), (11, 15), (20, 24), (20, 24)]
    assert nearest("tables", text, 3) is None
    assert nearest("", text, 3) is None
