"""Who was in the room, and when."""

import msgspec
import pytest

from fieldnotes.measures.interval import Interval
from fieldnotes.measures.presence import person_minutes, presence
from fieldnotes.measures.time import meeting_time
from fieldnotes.model.observation import TURNS, Observation
from fieldnotes.model.people import Person
from tests.measures.meetings import at, meeting, seen

END = seen("15:00", "break", "end")


def stays(status: str, *moves: Observation, ended: bool = True) -> list[tuple[str, str | None]]:
    everything = (seen("14:00", "note"), *moves, *((END,) if ended else ()))
    found = presence(meeting(*everything, people=(Person("P1", status=status),)))["P1"]
    return [(f"{i.begin:%H:%M}", f"{i.end:%H:%M}" if i.end else None) for i in found]


def comes(clock: str, **more: bool) -> Observation:
    return seen(clock, "presence", "in", actor="P1", **more)


def goes(clock: str, **more: bool) -> Observation:
    return seen(clock, "presence", "out", actor="P1", **more)


@pytest.mark.parametrize("status", ["present", "in attendance", "deputy for P4"])
def test_who_is_expected_is_there_from_the_beginning(status: str) -> None:
    assert stays(status) == [("14:00", "15:00")]
    assert stays(status, goes("14:20"), comes("14:30")) == [("14:00", "14:20"), ("14:30", "15:00")]


@pytest.mark.parametrize("status", ["apologies", "absent"])
def test_who_sent_apologies_is_not_there_until_a_record_says_so(status: str) -> None:
    assert stays(status) == []
    assert stays(status, goes("14:10")) == [("14:00", "14:10")], "who leaves was there"
    assert stays(status, comes("14:10"), goes("14:30")) == [("14:10", "14:30")]


def test_whose_first_in_comes_before_an_out_was_not_there_before_it() -> None:
    assert stays("present", comes("14:10")) == [("14:10", "15:00")]
    assert stays("present", comes("14:10"), goes("14:20")) == [("14:10", "14:20")]


def speaks(clock: str, *, retracted: bool = False) -> Observation:
    return seen(clock, "speech", actor="P1", retracted=retracted)


def test_an_in_of_who_spoke_before_is_no_arrival() -> None:
    assert stays("present", speaks("14:05"), comes("14:10")) == [("14:00", "15:00")]
    assert stays("present", speaks("14:05"), comes("14:10"), goes("14:20")) == [("14:00", "14:20")]
    assert stays("apologies", speaks("14:05"), comes("14:10")) == [("14:05", "15:00")], "seen from then"


def test_what_was_said_at_the_instant_of_an_in_or_after_it_shows_nothing_of_the_time_before() -> None:
    assert stays("present", speaks("14:10"), comes("14:10")) == [("14:10", "15:00")]
    assert stays("present", speaks("14:05", retracted=True), comes("14:10")) == [("14:10", "15:00")]
    assert stays("present", goes("14:02"), speaks("14:05"), comes("14:10")) == [
        ("14:00", "14:02"),
        ("14:10", "15:00"),
    ]


def test_coming_in_twice_changes_nothing() -> None:
    assert stays("apologies", comes("14:10"), comes("14:20"), goes("14:30"), goes("14:40")) == [("14:10", "14:30")]


def test_a_running_meeting_leaves_the_last_stay_without_an_end() -> None:
    assert stays("present", ended=False) == [("14:00", None)]
    assert stays("present", goes("14:20"), ended=False) == [("14:00", "14:20")]


def test_stays_are_clipped_to_the_meeting() -> None:
    assert stays("present", comes("13:50")) == [("14:00", "15:00")]
    assert stays("present", comes("13:40"), goes("13:50")) == []
    assert stays("present", goes("15:10")) == [("14:00", "15:00")]


def test_retracted_and_late_moves_count_in_nothing() -> None:
    assert stays("present", goes("14:20", retracted=True), goes("14:30", late=True)) == [("14:00", "15:00")]


def test_nobody_was_at_a_meeting_of_which_nothing_was_observed() -> None:
    assert presence(meeting(people=(Person("P1"),))) == {"P1": []}


def test_who_comes_in_without_being_listed_is_there_too() -> None:
    assert presence(meeting(comes("14:10"), END)) == {"P1": [Interval(at("14:10"), at("15:00"))]}


def test_minutes_of_presence_leave_out_breaks() -> None:
    record = meeting(
        seen("14:00", "note"), seen("14:10", "break", "break"), seen("14:20", "break", "resume"),
        goes("14:30"), END,        people=(Person("P1"), Person("P2")),
    )  # fmt: skip
    assert person_minutes(presence(record), meeting_time(record)) == {"P1": 20, "P2": 50}


def test_a_recording_shows_nobody_before_they_were_seen_to_come() -> None:
    said = msgspec.structs.replace(speaks("14:05"), observer=TURNS)
    assert said.from_recording
    assert stays("present", said, comes("14:10")) == [("14:10", "15:00")]
