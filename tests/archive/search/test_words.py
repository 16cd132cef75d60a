"""What a user types is never a fault, and means what the help says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.archive.search import Index, Query
from fieldnotes.archive.search.index import MEMORY
from fieldnotes.archive.search.words import expression
from tests.archive.search.making import note, notes

TYPED = st.text(st.sampled_from("ab*\"“”()^+-:{}<>,. '\\\0\n") | st.characters(), max_size=20) | st.lists(
    st.sampled_from(["AND", "OR", "NOT", "NEAR(", "a*", '"a b"', "text:", "names", "{", "rowid", "b", ")", "日本"])
).map(" ".join)


@given(TYPED)
@settings(max_examples=300, deadline=None)
def test_nothing_that_is_typed_is_a_fault(words: str) -> None:
    index = Index(MEMORY)
    index.put([("f", "", notes(note("a b and or not near text names")))])
    index.find(Query(words))
    index.find(Query(words, kinds=("note",), best=True))
    index.close()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_text_is_found_by_itself(text: str) -> None:
    """As words, and as a phrase; where it holds nothing that could be looked for, there is no expression."""
    if not expression(text):
        return
    index = Index(MEMORY)
    index.put([("f", "", notes(note(text)))])
    for words in (text, '"' + text.replace('"', " ") + '"'):
        assert index.find(Query(words)).hits or not _known(text)
    index.close()


def _known(text: str) -> bool:
    """True where SQLite, whose Unicode is older than Python's, knows every character as Python does."""
    return all(not char.isalnum() or ord(char) < 0x370 for char in text)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("beds", {1, 2}),
        ("BEDS winter", {1}),
        ("winter beds", {1}),
        ('"winter beds"', set()),
        ('"the beds"', {1, 2}),
        ("“the beds”", {1, 2}),
        ('"the be"*', {1, 2}),
        ('"the be', set()),
        ("be*", {1, 2, 3}),
        ("b*", {1, 2, 3}),
        ("be", set()),
        ("*", set()),
        ("café", {3}),
        ("CAFE", {3}),
        ("co-op", {4}),
        ("coop", set()),
        ("NOT beds", set()),
        ("beds OR cafe", set()),
        ("61", {4}),
        ("6*", {4}),
        ("東京", {5}),
        ("京都", {5}),
        ("都東", set()),
        ("東*", {5}),
        ("会議", {5}),
        ("!!! ???", set()),
    ],
)
def test_words_phrases_and_beginnings(index: Index, words: str, found: set[int]) -> None:
    texts = [
        "who has the beds this winter",
        "the beds again",
        "Café, behind the desk; burnt",
        "the co-op pays 61%",
        "東京都の会議",
    ]
    index.put([("f", "", notes(*(note(text, identity=str(n)) for n, text in enumerate(texts, 1))))])
    assert {int(hit.id) for hit in index.find(Query(words)).hits} == found


def test_the_marks_of_filters_are_not_found_as_words(index: Index) -> None:
    index.put([("f", "", notes(note("beds", names=(("kind", "note"),))))])
    for mark in map(chr, range(0xE000, 0xE010)):
        assert not index.find(Query(mark)).hits
        assert not index.find(Query(f"{mark}*")).hits
