"""Where two sequences of words differ."""

from itertools import pairwise
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.model import differing
from fieldnotes.model.differing import Block, blocks

SEQUENCE = st.lists(st.sampled_from("abcd"), max_size=30)


def changed(before: list[str], after: list[str]) -> list[str]:
    made = list(before)
    for first, last, start, stop in reversed(blocks(before, after)):
        made[first:last] = after[start:stop]
    return made


@given(SEQUENCE, SEQUENCE)
def test_what_differs_makes_one_the_other_and_is_in_order(before: list[str], after: list[str]) -> None:
    assert changed(before, after) == after
    found = blocks(before, after)
    assert all(one.last < other.first or one.stop < other.start for one, other in pairwise(found))


@given(SEQUENCE, SEQUENCE)
def test_so_it_does_where_a_text_was_written_anew(before: list[str], after: list[str]) -> None:
    with patch.object(differing, "MOST", 2):
        assert changed(before, after) == after


def test_no_more_differs_than_does() -> None:
    assert blocks(list("whtb"), list("whatb")) == [Block(2, 2, 2, 3)]
    assert blocks(list("abcde"), list("axce")) == [Block(1, 2, 1, 2), Block(3, 4, 3, 3)]
    assert blocks(["a"], ["a"]) == []
    assert blocks([], ["a"]) == [Block(0, 0, 0, 1)]
