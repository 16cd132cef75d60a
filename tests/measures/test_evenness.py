"""Evenness against figures worked out by hand (Gini and J as in DOMAIN's oracles)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.measures.evenness import evenness, gini, gini_corrected, silent_share, top_share

ORACLE = [30.0, 12, 8, 6, 4, 0, 0, 0]


@pytest.mark.parametrize(
    ("values", "plain", "corrected"),
    [([10.0] * 4, 0.0, 0.0), ([0.0, 0, 0, 40], 0.75, 1.0), (ORACLE, 0.6167, 0.7048)],
)
def test_gini(values: list[float], plain: float, corrected: float) -> None:
    assert gini(values) == pytest.approx(plain, abs=5e-5)
    assert gini_corrected(values) == pytest.approx(corrected, abs=5e-5)


def test_evenness_and_shares() -> None:
    assert evenness(ORACLE) == pytest.approx(0.6482, abs=5e-5)
    assert evenness([10.0] * 4) == pytest.approx(1.0)
    assert (top_share(ORACLE), silent_share(ORACLE)) == (0.5, 0.375)


def test_of_nothing_nothing_is_said() -> None:
    for values in ([], [0.0], [0.0, 0.0]):
        assert (gini(values), gini_corrected(values), evenness(values), top_share(values)) == (None,) * 4
    assert (silent_share([]), silent_share([0.0])) == (None, 1.0)
    assert (gini([3.0]), gini_corrected([3.0]), evenness([3.0])) == (0.0, None, None)


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=20).filter(any), st.integers(2, 9))
def test_it_does_not_matter_who_or_how_much_there_is(values: list[int], times: int) -> None:
    told = [float(value) for value in values]
    assert gini(told) == pytest.approx(gini([value * times for value in reversed(told)]))
    assert 0 <= (gini(told) or 0) <= (gini_corrected(told) or 0) + 1e-12 <= 1 + 1e-9
