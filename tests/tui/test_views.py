"""What is shown is what fits: the lazy view against all that was looked at."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.model.observation import Observation
from fieldnotes.tui.views import AT_ONCE, Sifted, View, Whole

NOON = datetime(2004, 5, 12, 12, 0, tzinfo=UTC)


def line(place: int, fits: bool) -> Observation:
    return Observation(
        id=f"{place:05}", at=NOON + timedelta(seconds=place), kind="note", text="yes" if fits else "no"
    )


def fitting(seen: Observation) -> bool:
    return seen.text == "yes"


def walked(view: View) -> list[int]:
    """From the last to the first."""
    found, at = [], view.last()
    while at is not None:
        found.append(at)
        at = view.before(at)
    return found[::-1]


def walked_on(view: View) -> list[int]:
    """From the first to the last."""
    found, at = [], view.first()
    while at is not None:
        found.append(at)
        at = view.after(at)
    return found


marks = st.lists(st.booleans(), max_size=120)


@given(marks, st.integers(-2, 130), st.lists(st.integers(1, 40), max_size=4))
def test_what_is_sifted_is_what_fits(fits: list[bool], place: int, looks: list[int]) -> None:
    seen = [line(n, one) for n, one in enumerate(fits)]
    view = Sifted(lambda: seen, fitting)
    for most in looks:
        view.look_on(most)
    wanted = [n for n, one in enumerate(fits) if one]
    assert view.before(place) == max((n for n in wanted if n < place), default=None)
    assert walked(view) == wanted
    assert walked_on(view) == wanted
    assert view.is_whole
    assert view.known == len(wanted)
    assert view.after(place) == min((n for n in wanted if n > place), default=None)
    assert view.above(place) == sum(n < place for n in wanted)
    assert view.below(place) == sum(n > place for n in wanted)


@given(marks, marks, st.integers(0, 60), st.integers(0, 120))
def test_lines_that_come_and_change_are_sifted_too(
    before: list[bool], after: list[bool], look: int, back_to: int
) -> None:
    seen = [line(n, one) for n, one in enumerate(before)]
    view = Sifted(lambda: seen, fitting)
    view.look_on(look)
    seen += [line(len(before) + n, one) for n, one in enumerate(after)]
    view.grown()
    assert walked(view) == [n for n, one in enumerate(seen) if one.text == "yes"]
    seen[:] = [line(n, one.text == "no") for n, one in enumerate(seen)]
    view.start_over(back_to)
    assert walked_on(view) == [n for n, one in enumerate(seen) if one.text == "yes"]


@given(marks)
def test_the_whole_is_a_view_as_well(fits: list[bool]) -> None:
    seen = [line(n, one) for n, one in enumerate(fits)]
    view = Whole(lambda: seen)
    assert walked(view) == walked_on(view) == list(range(len(seen)))
    assert [view.above(n) + 1 + view.below(n) for n in range(len(seen))] == [len(seen)] * len(seen)


def test_a_key_looks_at_no_more_than_it_may_and_the_rest_is_looked_at_later() -> None:
    looked: list[str] = []
    seen = [line(n, n == 3) for n in range(10_000)]

    def fits(one: Observation) -> bool:
        looked.append(one.id)
        return fitting(one)

    view = Sifted(lambda: seen, fits)
    assert view.last() is None
    assert len(looked) == AT_ONCE
    assert view.last() is None
    assert len(looked) == AT_ONCE
    while view.look_on():
        pass
    assert view.last() == 3
    assert looked == [one.id for one in reversed(seen)]
