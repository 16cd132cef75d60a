"""Stretches of time: union and difference, against counting minutes one by one."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.measures.interval import Interval, Stretch, clipped, merged, minutes_of, without
from tests.measures.meetings import at

ZERO = at("14:00")
PAIRS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=8)


def _stretch(first: int, last: int) -> Stretch:
    return Stretch(ZERO + timedelta(minutes=first), ZERO + timedelta(minutes=last))


def _minutes(pairs: list[list[int]]) -> set[int]:
    return {minute for first, last in pairs for minute in range(first, last)}


@given(PAIRS)
def test_a_union_has_each_minute_once_and_nothing_touches(pairs: list[list[int]]) -> None:
    union = merged(_stretch(*pair) for pair in pairs)
    assert minutes_of(union) == len(_minutes(pairs))
    assert all(one.end < next_.begin for one, next_ in pairwise(union))


@given(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), PAIRS)
def test_holes_are_cut_out(whole: list[int], holes: list[list[int]]) -> None:
    left = without(_stretch(*whole), merged(_stretch(*hole) for hole in holes))
    assert minutes_of(left) == len(_minutes([whole]) - _minutes(holes))
    assert all(whole[0] <= (s.begin - ZERO) / timedelta(minutes=1) for s in left)


def test_what_still_lasts_goes_to_the_end_of_the_window() -> None:
    assert clipped(Interval(at("14:05"), None), at("14:00"), at("14:20")) == Stretch(at("14:05"), at("14:20"))
    assert clipped(Interval(at("13:00"), at("13:30")), at("14:00"), at("14:20")) is None
    assert clipped(Interval(at("14:20"), None), at("14:00"), at("14:20")) is None
    assert Stretch(at("14:00"), at("14:00:30")).minutes == 0.5
