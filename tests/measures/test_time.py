"""The time of a meeting: items, breaks, gaps, beginning and end."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.measures.interval import Interval, Stretch
from fieldnotes.measures.time import item_intervals, meeting_time, time_of
from fieldnotes.model.agenda import Item
from fieldnotes.model.observation import Observation
from tests.measures.meetings import at, meeting, opens, seen


def test_opening_an_item_closes_the_open_one_and_the_end_closes_the_last() -> None:
    times = meeting_time(meeting(opens("14:01", "1"), opens("14:06", "2"), seen("14:20", "break", "end")))
    assert times.items == {"1": [Interval(at("14:01"), at("14:06"))], "2": [Interval(at("14:06"), at("14:20"))]}
    assert (times.item_minutes("1"), times.item_minutes("2"), times.item_minutes("3")) == (5, 14, 0)
    assert (times.begin, times.end, times.length) == (at("14:00"), at("14:20"), 20)
    assert times.unassigned == 1


def test_an_item_that_is_come_back_to_has_two_intervals() -> None:
    times = meeting_time(
        meeting(opens("14:00", "1"), opens("14:10", "2"), opens("14:15", "1"), seen("14:20", "item", "close"),
                seen("14:30", "break", "end"))
    )  # fmt: skip
    assert times.items["1"] == [Interval(at("14:00"), at("14:10")), Interval(at("14:15"), at("14:20"))]
    assert times.item_minutes("1") == 15
    assert times.unassigned == 10


def test_breaks_and_gaps_are_in_no_minutes_but_intervals_stay_as_observed() -> None:
    times = meeting_time(
        meeting(opens("14:00", "1"), seen("14:10", "break", "break"), seen("14:20", "break", "resume"),
                seen("14:40", "gap", minutes=5.0), seen("14:22", "gap", minutes=5.0),
                seen("15:00", "break", "end"))
    )  # fmt: skip
    assert times.items["1"] == [Interval(at("14:00"), at("15:00"))]
    assert times.paused == (Stretch(at("14:10"), at("14:22")), Stretch(at("14:35"), at("14:40")))
    assert times.item_minutes("1") == times.observed == 43
    assert times.length == 60


def test_a_break_without_resume_lasts_to_the_end() -> None:
    times = meeting_time(
        meeting(opens("14:00", "1"), seen("14:10", "break", "break"), seen("14:12", "break", "break"),
                seen("14:30", "break", "end"))
    )  # fmt: skip
    assert times.item_minutes("1") == 10


def test_retracted_and_late_records_count_in_nothing() -> None:
    times = meeting_time(
        meeting(opens("14:00", "1"), seen("14:05", "item", "open", item="2", retracted=True),
                seen("14:10", "break", "end"), seen("15:00", "item", "open", item="3", late=True),
                seen("15:01", "gap", minutes=59.0, late=True))
    )  # fmt: skip
    assert list(times.items) == ["1"]
    assert (times.end, times.item_minutes("1"), times.observed) == (at("14:10"), 10, 10)


def test_a_running_meeting_counts_to_now_or_to_its_last_observation() -> None:
    record = meeting(opens("14:00", "1"), seen("14:07", "note", text="x"))
    assert meeting_time(record).item_minutes("1") == 7
    assert meeting_time(record, at("14:09:30")).item_minutes("1") == 9.5
    assert meeting_time(record).end is None
    assert meeting_time(record).items["1"] == [Interval(at("14:00"), None)]


def test_now_does_not_matter_to_a_meeting_that_has_ended() -> None:
    record = meeting(opens("14:00", "1"), seen("14:07", "break", "end"))
    assert meeting_time(record, at("16:00")) == meeting_time(record)


def test_the_meeting_begins_at_its_start_or_at_its_first_observation_or_when_its_first_item_is_opened() -> None:
    before = seen("13:40", "note", text="the room is cold")
    assert meeting_time(meeting(before)).begin == at("14:00")
    assert meeting_time(meeting(before, start=None)).begin == at("13:40")
    assert meeting_time(meeting(before, opens("13:58", "1"), opens("14:05", "2"))).begin == at("13:58")
    assert meeting_time(meeting(start=None)).begin is None


def test_notes_after_the_end_do_not_take_the_meeting_up_again_but_an_item_does() -> None:
    ended = [opens("14:00", "1"), seen("14:10", "break", "end"), seen("14:15", "note", text="they leave")]
    assert meeting_time(meeting(*ended)).end == at("14:10")
    assert meeting_time(meeting(*ended, opens("14:20", "2"))).end is None
    again = meeting_time(meeting(*ended, opens("14:20", "2"), seen("14:30", "break", "end")))
    assert (again.end, again.item_minutes("1"), again.item_minutes("2")) == (at("14:30"), 10, 10)


def test_over_run_is_actual_less_planned() -> None:
    times = meeting_time(meeting(opens("14:00", "1"), opens("14:08", "2"), seen("14:20", "break", "end")))
    assert times.over_run(Item("1", planned_minutes=5)) == 3
    assert times.over_run(Item("2", planned_minutes=20)) == -8
    assert times.over_run(Item("2")) is None
    assert times.over_run(Item("3", planned_minutes=20)) is None


def test_nothing_observed_has_no_times() -> None:
    times = meeting_time(meeting())
    assert (times.begin, times.end, times.until, times.length) == (at("14:00"), None, None, None)
    assert (times.observed, times.unassigned) == (0, 0)
    assert meeting_time(meeting(start=None)).observed == 0


def _random(minute: int, what: int, number: int) -> Observation:
    kinds = [("item", "open"), ("item", "open"), ("item", "close"), ("break", "break"), ("break", "resume"),
             ("break", "end"), ("gap", None), ("note", None)]  # fmt: skip
    kind, mode = kinds[what]
    return Observation(
        id=f"{minute:03}-{what}-{number}", at=at("14:00") + timedelta(minutes=minute), kind=kind, mode=mode,  # type: ignore[arg-type]
        item=str(number) if mode == "open" else None, minutes=float(number * 3) if kind == "gap" else None,
    )  # fmt: skip


MEETINGS = st.lists(st.builds(_random, st.integers(0, 90), st.integers(0, 7), st.integers(1, 3)), max_size=25)


@given(MEETINGS)
def test_intervals_never_overlap_and_the_sums_are_right(observations: list[Observation]) -> None:
    times = time_of(observations, at("14:00"))
    every = [i for intervals in times.items.values() for i in intervals]
    every.sort(key=lambda i: (i.begin, i.end is None, i.end))
    assert all(one.end is not None and one.end <= two.begin for one, two in pairwise(every))
    assert sum(interval.end is None for interval in every) <= 1
    shares = sum(times.item_minutes(number) for number in times.items) + times.unassigned
    assert abs(shares - times.observed) < 1e-6
    assert 0 <= times.observed <= (times.length or 0) + 1e-9


@given(MEETINGS)
def test_the_order_in_which_records_arrive_does_not_matter(observations: list[Observation]) -> None:
    assert time_of(observations) == time_of(observations[::-1])
    assert item_intervals([]) == {}
