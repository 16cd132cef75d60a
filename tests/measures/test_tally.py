"""The running sums of a meeting: the same as those of its whole record, whatever happens in it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fieldnotes.measures.interval import Stretch
from fieldnotes.measures.participation import participation
from fieldnotes.measures.pauses import Pauses
from fieldnotes.measures.presence import person_minutes, presence
from fieldnotes.measures.tally import tally_of
from fieldnotes.measures.time import meeting_time
from fieldnotes.model.agenda import Item
from fieldnotes.model.course import room_at
from fieldnotes.model.observation import RECORDINGS, Observation
from fieldnotes.model.people import Person
from tests.measures.meetings import at, meeting, opens, seen

PEOPLE = (Person("P1"), Person("P2", status="apologies"), Person("P3", group="lay"))
ITEMS = (Item("1"), Item("2"), Item("3"))


def floor(clock: str, mode: str, who: str | None = None) -> Observation:
    return seen(clock, "floor", mode, actor=who)


AFTERNOON = (
    opens("14:00", "1"), floor("14:00", "takes", "P1"), opens("14:06", "2"),
    floor("14:10", "takes", "P3"), floor("14:12", "joins", "P1"),
    seen("14:14", "presence", "in", actor="P2", typed="/in P2 phone", text="phone"),
    seen("14:16", "break", "break"), seen("14:20", "break", "resume"),
    floor("14:22", "takes", "P2"), seen("14:24", "presence", "out", actor="P2"),
    opens("14:26", "1"), seen("14:30", "gap", minutes=6.0), seen("14:32", "break", "end"),
)  # fmt: skip


def test_an_afternoon_by_hand() -> None:
    tally = tally_of(AFTERNOON, at("14:00"))
    # item 1: 14:00-06 and 14:26-32, of which 14:26-30 was not observed; item 2: 14:06-26, break 4, gap 14:24-26
    assert [tally.item_minutes(number) for number in "123"] == [8, 14, 0]
    assert [tally.item_ran(number) for number in "123"] == [12, 16, 0]
    assert tally.visits == {"1": 2, "2": 1}
    assert [tally.talk_minutes(code) for code in ("P1", "P2", "P3")] == [10 + 4, 2, 6]
    assert tally.turns == {"P1": 2, "P3": 1, "P2": 1}
    # all of it is 32 minutes without the 4 of the break and the 6 of the gap; P2 from 14:14 to 14:24
    assert [tally.present_minutes(person) for person in PEOPLE] == [22, 6, 22]
    assert tally.came["P2"] == ("phone", at("14:14"))
    assert (tally.break_minutes(), tally.gap_minutes, tally.basis) == (4, 6, "floor")


def test_a_break_and_an_open_item_go_on_until_now() -> None:
    tally = tally_of((opens("14:00", "1"), seen("14:05", "break", "break")), at("14:00"))
    assert tally.break_since == at("14:05")
    assert tally.item_minutes("1", at("14:09")) == 5
    assert tally.break_minutes(at("14:09")) == 4
    tally.take(seen("14:10", "break", "resume"))
    assert tally.break_since is None
    assert tally.item_minutes("1", at("14:12")) == tally.item_ran("1", at("14:12")) == 7


def test_what_was_over_after_an_end_counts_once_the_meeting_is_taken_up_again() -> None:
    course = (
        opens("14:00", "1"), seen("14:20", "break", "end"), floor("14:22", "takes", "P1"),
        floor("14:25", "stops", "P1"), seen("14:28", "presence", "out", actor="P3"),
    )  # fmt: skip
    tally = tally_of(course, at("14:00"))
    assert (tally.talk_minutes("P1"), tally.present_minutes(PEOPLE[2])) == (0, 20)
    tally.take(opens("14:30", "2"))
    assert (tally.talk_minutes("P1"), tally.present_minutes(PEOPLE[2])) == (3, 28)
    record = meeting(*course, opens("14:30", "2"), people=PEOPLE)
    assert participation(record).minutes["P1"] == 3


def test_an_item_closed_and_opened_again_with_none_between_is_not_returned_to() -> None:
    tally = tally_of((opens("14:00", "1"), seen("14:05", "item", "close"), opens("14:06", "1")), at("14:00"))
    assert tally.visits == {"1": 1}


def test_who_is_first_marked_by_speaking_did_not_come_late() -> None:
    tally = tally_of((seen("14:20", "presence", "in", actor="P9"),), at("14:00"))
    assert tally.came["P9"] == ("", None)


def test_pauses_are_a_union() -> None:
    pauses = Pauses()
    pauses.add(Stretch(at("14:10"), at("14:20")))
    pauses.add(Stretch(at("14:15"), at("14:25")))
    pauses.begin(at("14:40"))
    assert pauses.left_of(at("14:00"), at("14:12")) == timedelta(minutes=10)
    assert pauses.left_of(at("14:18"), at("14:45")) == timedelta(minutes=15)
    assert pauses.left_of(at("14:50"), at("14:45")) == timedelta()


def test_an_in_of_who_spoke_before_leaves_them_there_and_is_not_late() -> None:
    spoke, comes = seen("14:10", "speech", actor="P1"), seen("14:20", "presence", "in", actor="P1", typed="/in P1")
    tally = tally_of((spoke, comes), at("14:00"))
    assert tally.present_minutes(Person("P1"), at("14:30")) == 30
    assert tally.present_minutes(Person("P1", status="apologies"), at("14:30")) == 20
    assert tally.came["P1"].first is None


KINDS = (
    [("item", mode) for mode in ("open", "open", "close")]
    + [("presence", mode) for mode in ("in", "out")]
    + [("floor", mode) for mode in ("takes", "joins", "stops", "none")]
    + [("break", mode) for mode in ("break", "resume", "end")]
    + [("gap", None), ("speech", None), ("act", None), ("note", None)]
)
RECORDS = st.lists(
    st.tuples(
        st.integers(-5, 40),
        st.sampled_from(KINDS),
        st.sampled_from(["P1", "P2", "P3", "P9"]),
        st.sampled_from("123"),
        st.sampled_from([None, 1.0, 4.5, 30.0]),
        st.sampled_from(["", "", "", "late", "retracted", "transcript", "turns"]),
    ),
    max_size=40,
)


def observed(rows: list[tuple[int, tuple[str, str | None], str, str, float | None, str]]) -> list[Observation]:
    return [
        Observation(
            id=f"{n:04}",
            at=at("14:00") + timedelta(minutes=minute),
            kind=kind,  # type: ignore[arg-type]
            mode=mode,
            item=number if mode == "open" else None,
            actor=who if kind in ("presence", "floor", "speech", "act") and mode != "none" else None,
            minutes=minutes if kind == "gap" else None,
            late=state == "late",
            retracted=state == "retracted",
            observer=state if state in RECORDINGS else "KC",
        )
        for n, (minute, (kind, mode), who, number, minutes, state) in enumerate(sorted(rows, key=lambda r: r[0]))
    ]


@given(RECORDS, st.sampled_from(["14:00", None]), st.sampled_from([None, 40, 55]))
def test_the_running_sums_are_those_of_the_whole_record(
    rows: list[tuple[int, tuple[str, str | None], str, str, float | None, str]],
    start: str | None,
    later: int | None,
) -> None:
    observations = observed(rows)
    now: datetime | None = None if later is None else at("14:00") + timedelta(minutes=later)
    tally = tally_of((), None if start is None else at(start))
    for count, one in enumerate(observations, 1):
        tally.take(one)
        if count % 7 and count != len(observations):
            continue
        record = meeting(*observations[:count], start=start, people=PEOPLE, items=ITEMS)
        times = meeting_time(record, now)
        assert (tally.begin, tally.end, tally.until(now)) == (times.begin, times.end, times.until)
        for item in ITEMS:
            assert tally.item_minutes(item.number, now) == pytest.approx(times.item_minutes(item.number))
        there = person_minutes(presence(record, now), times)
        for person in PEOPLE:
            assert tally.present_minutes(person, now) == pytest.approx(there[person.code])
        part = participation(record, now)
        assert tally.basis == part.basis
        turns = tally.turns if tally.basis == "floor" else tally.lines
        assert turns == {who: count for who, count in part.turns.items() if count}
        for who, minutes in part.minutes.items():
            assert tally.talk_minutes(who, now) == pytest.approx(minutes)


def test_imported_turns_and_words_stand_in_only_where_no_observer_has_any() -> None:
    by_turns = [
        seen("14:01", "floor", "takes", actor="P1", observer="turns"),
        seen("14:04", "floor", "stops", actor="P1", observer="turns"),
    ]
    said = [seen("14:01", "speech", actor="P3", observer="transcript", text=f"{n}", id=f"t{n}") for n in range(5)]
    own_words = [seen("14:02", "speech", actor="P1", observer="KC")]
    own_floor = [
        seen("14:02", "floor", "takes", actor="P2", observer="KC"),
        seen("14:03", "floor", "stops", actor="P2", observer="KC"),
    ]
    for course, basis, turns, minutes in (
        (said, "speech", {"P3": 5}, 0),
        ([*said, *own_words], "speech", {"P1": 1}, 0),
        ([*by_turns, *said, *own_words], "floor", {"P1": 1}, 3),
        ([*by_turns, *said, *own_words, *own_floor], "floor", {"P2": 1}, 0),
    ):
        in_order = sorted(course, key=lambda one: one.at)
        tally, part = tally_of(in_order, at("14:00")), participation(meeting(*in_order))
        assert tally.basis == part.basis == basis
        assert (tally.turns or tally.lines) == part.turns == turns
        assert tally.talk_minutes("P1") == part.minutes.get("P1", 0) == minutes


def test_what_comes_from_a_recording_was_observed_by_nobody_and_gives_nobody_the_floor() -> None:
    turn = seen("14:01", "floor", "takes", actor="P1", observer="turns")
    assert meeting(turn, seen("14:02", "note", observer="KC")).observers == ["KC"]
    assert room_at((), [turn]).floor == ()
    assert room_at((), [replace(turn, observer="KC")]).floor == ("P1",)
