"""How far behind its agenda a meeting is, worked by hand; and which items were taken out of order."""

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.measures.schedule import Schedule, out_of_order, planned_minutes, schedule
from fieldnotes.measures.tally import tally_of
from fieldnotes.model.agenda import Item
from fieldnotes.model.observation import Observation
from tests.measures.meetings import at, opens, seen

PAPER = (Item("1", "Apologies", 5), Item("2", "Diabetes", 20), Item("3", "Finance", 15), Item("4", "AOB", 5))


def stands(now: str, *observations: Observation, items: tuple[Item, ...] = PAPER) -> Schedule:
    """The meeting of two to a quarter to three, at a time."""
    tally = tally_of(observations, at("14:00"))
    opened = [o.item for o in observations if o.kind == "item"]
    found = schedule(items, tally, opened[-1] if opened and tally.end is None else None, at(now))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("now", "behind"),
    [("13:50", 0), ("14:00", 0), ("14:04", 4), ("14:12", 12)],
)
def test_until_the_first_item_is_opened_every_minute_is_one_behind(now: str, behind: float) -> None:
    assert stands(now).behind == behind


@pytest.mark.parametrize(
    ("now", "behind"),
    [
        ("14:03", 0),  # within the plan of item 1: 2 of its minutes and 40 of the others are to come
        ("14:05", 0),
        ("14:06", 1),
    ],
)
def test_within_its_plan_an_item_costs_nothing_and_beyond_it_each_minute_one(now: str, behind: float) -> None:
    assert stands(now, opens("14:00", "1")).behind == behind


def test_an_item_that_took_less_is_made_good() -> None:
    # item 1 took 9 of its 5 minutes, item 2 10 of its 20: 4 behind, then 6 ahead
    course = opens("14:00", "1"), opens("14:09", "2")
    assert stands("14:10", *course).behind == 4
    assert stands("14:20", *course, opens("14:19", "3")).behind == -6
    assert stands("14:20", *course, opens("14:19", "3")).likely_end == at("14:39")
    assert stands("14:20", *course).planned_end == at("14:45")


def test_a_break_a_late_start_and_an_added_item_cost_their_minutes() -> None:
    assert stands("14:08", opens("14:07", "1")).behind == 7
    paused = opens("14:00", "1"), seen("14:02", "break", "break"), seen("14:12", "break", "resume")
    assert stands("14:14", *paused).behind == 10
    added = (*PAPER, Item("5", "Visitors", added=True))
    course = opens("14:00", "1"), opens("14:05", "5"), opens("14:11", "2")
    assert stands("14:12", *course, items=added).behind == 6
    assert stands("14:12", *course, items=added).planned_end == at("14:45")


def test_what_was_not_observed_went_by_all_the_same() -> None:
    course = opens("14:00", "1"), opens("14:05", "2"), seen("14:20", "gap", minutes=10.0)
    assert stands("14:21", *course).behind == 0


def test_an_item_returned_to_has_only_the_rest_of_its_plan() -> None:
    course = opens("14:00", "2"), opens("14:10", "1"), opens("14:15", "2")
    assert stands("14:16", *course).behind == 0
    assert stands("14:27", *course).behind == 2


def test_once_it_has_ended_the_end_itself_is_compared() -> None:
    course = opens("14:00", "1"), opens("14:05", "2"), seen("14:30", "break", "end")
    assert stands("16:00", *course) == Schedule(at("14:45"), at("14:30"))


def test_nothing_planned_is_nothing_to_be_behind_of() -> None:
    items = (Item("1", "A talk"), Item("2", "Added", 10, added=True))
    assert planned_minutes(items) is None
    assert schedule(items, tally_of((), at("14:00")), None, at("14:10")) is None
    assert schedule(PAPER, tally_of(()), None, at("14:10")) is None


@pytest.mark.parametrize(
    ("opened", "ended", "out"),
    [
        ("12", False, ""),
        ("13", False, "3"),  # early: 2 is to come
        ("13", True, ""),  # 2 was left out, and nothing was moved
        ("132", False, "3"),
        ("1342", True, "2"),  # late: one item was moved, not two
        ("4123", True, "4"),
        ("19234", False, ""),  # 9 was added
    ],
)
def test_the_fewest_items_are_called_out_of_order(opened: str, ended: bool, out: str) -> None:
    items = (*PAPER, Item("9", "Added", added=True))
    assert out_of_order(items, tuple(opened), ended) == frozenset(out)


@given(st.permutations("123456"), st.integers(0, 6), st.booleans())
def test_without_those_out_of_order_the_rest_follows_the_paper(order: list[str], count: int, ended: bool) -> None:
    items = tuple(Item(number) for number in "123456")
    opened = order[:count]
    out = out_of_order(items, opened, ended)
    assert out <= set(opened)
    rest = [number for number in opened if number not in out]
    to_come = [] if ended else [number for number in "123456" if number not in opened]
    if ended:
        assert rest == sorted(rest)
    course = [*opened, *to_come]
    longest = next(
        n for n in range(len(course), -1, -1) if any(list(c) == sorted(c) for c in combinations(course, n))
    )
    assert len(out) <= len(course) - longest


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from("1234")), max_size=12), st.integers(60, 90))
def test_over_a_minute_it_never_falls_further_behind_than_that_minute(
    moves: list[tuple[int, str]], minute: int
) -> None:
    course = [
        Observation(at=at("14:00") + timedelta(minutes=m), kind="item", mode="open", item=number)
        for m, number in sorted(moves)
    ]
    tally = tally_of(course, at("14:00"))
    is_open = course[-1].item if course else None
    now = at("14:00") + timedelta(minutes=minute)
    before = schedule(PAPER, tally, is_open, now)
    after = schedule(PAPER, tally, is_open, now + timedelta(minutes=1))
    assert before is not None
    assert after is not None
    assert -1e-9 <= after.behind - before.behind <= 1 + 1e-9
