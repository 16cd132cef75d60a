"""Turns and minutes of talk."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.measures.participation import floor_intervals, participation
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from tests.measures.meetings import at, meeting, seen

PEOPLE = (Person("P1"), Person("P2"), Person("P3"))


def floor(clock: str, mode: str, who: str | None = None) -> Observation:
    return seen(clock, "floor", mode, actor=who)


def test_the_floor_passes_overlaps_and_falls_silent() -> None:
    record = meeting(
        floor("14:00", "takes", "P1"), floor("14:02", "takes", "P2"), floor("14:03", "joins", "P1"),
        floor("14:04", "stops", "P1"), floor("14:06", "none"), floor("14:07", "takes", "P1"),
        floor("14:08", "takes", "P1"), seen("14:10", "break", "end"), people=PEOPLE,
    )  # fmt: skip
    found = participation(record)
    assert found.basis == "floor"
    assert found.turns == {"P1": 3, "P2": 1, "P3": 0}
    assert found.minutes == {"P1": 6, "P2": 4, "P3": 0}


def test_talk_ends_at_a_break_at_leaving_and_is_not_counted_in_a_gap() -> None:
    record = meeting(
        floor("14:00", "takes", "P1"), seen("14:05", "break", "break"), seen("14:10", "break", "resume"),
        floor("14:12", "takes", "P2"), seen("14:20", "presence", "out", actor="P2"),
        floor("14:20", "takes", "P3"), seen("14:30", "gap", minutes=4.0), seen("14:32", "break", "end"),
        people=PEOPLE,
    )  # fmt: skip
    assert participation(record).minutes == {"P1": 5, "P2": 8, "P3": 8}


def test_where_no_floor_was_kept_lines_of_speech_are_turns() -> None:
    record = meeting(
        seen("14:00", "speech", actor="P1"), seen("14:01", "speech", actor="?"), seen("14:02", "act", actor="P2"),
        seen("14:03", "speech", actor="P1"), seen("14:04", "speech", actor="P2", retracted=True), people=PEOPLE,
    )  # fmt: skip
    found = participation(record)
    assert found == ("speech", {"P1": 2, "P2": 0, "P3": 0, "?": 1}, {"P1": 0, "P2": 0, "P3": 0})


MOVES = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(["takes", "joins", "stops", "none"]), st.sampled_from("ABC")),
    max_size=30,
)


@given(MOVES)
def test_nobody_has_the_floor_twice_at_once(moves: list[tuple[int, str, str]]) -> None:
    observations = [
        Observation(at=at("14:00") + timedelta(minutes=minute), kind="floor", mode=mode, actor=who)
        for minute, mode, who in sorted(moves)
    ]
    for intervals in floor_intervals(observations).values():
        assert all(one.end and one.end <= two.begin for one, two in pairwise(intervals))
        assert sum(interval.end is None for interval in intervals) <= 1
