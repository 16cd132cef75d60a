"""Turns as records of the floor: each person's talk is the union of the turns, whatever overlaps."""

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from fieldnotes.intake.casting import Cast
from fieldnotes.intake.floor import floor_events, stretches
from fieldnotes.intake.recording import Recording, Said, Turn
from fieldnotes.intake.recording_plan import plan_recording
from fieldnotes.jottings.body import read_body
from fieldnotes.jottings.setting import Setting
from fieldnotes.measures.participation import participation
from fieldnotes.model.amending import line_of
from fieldnotes.model.room import opening
from tests.intake.rooms import PEOPLE, START, record, taken

TURNS = st.lists(
    st.builds(
        lambda begin, length, who: Turn(1, begin, begin + length, who),
        st.integers(0, 400),
        st.integers(0, 120),
        st.sampled_from(["P1", "P2", "P5", "ann"]),
    ),
    max_size=25,
)


@example([Turn(1, 0, 1, "P1"), Turn(1, 0, 1, "ann")])
@given(TURNS)
def test_talk_is_the_union_of_the_turns(turns: list[Turn]) -> None:
    turns = [turn._replace(line=number) for number, turn in enumerate(turns, 1)]
    plan = plan_recording(Recording(turns=tuple(turns)), "a file", record(), START, Cast({}))
    room = taken(record(), plan)
    minutes = participation(room).minutes
    for name in {turn.who for turn in turns}:
        code = name if name != "ann" else "P3"
        spoken = {ms for turn in turns if turn.who == name for ms in range(turn.begin, turn.end)}
        assert round(minutes.get(code, 0.0) * 60_000) == len(spoken)
    again = plan_recording(Recording(turns=tuple(turns)), "a file", room, START, Cast({}))
    assert (again.observations, again.people, again.there_already) == ((), (), plan.count("add"))


def test_who_stops_goes_before_who_begins_at_the_same_instant() -> None:
    turns = [Turn(1, 0, 10, "a"), Turn(2, 10, 20, "b"), Turn(3, 15, 18, "a"), Turn(4, 20, 20, "c")]
    events = floor_events(stretches(turns, {"a": "P1", "b": "P2", "c": "P3"}))
    assert [(event.ms, event.mode, event.code) for event in events] == [
        (0, "takes", "P1"), (10, "stops", "P1"), (10, "takes", "P2"), (15, "joins", "P1"), (18, "stops", "P1"),
        (20, "stops", "P2"),
    ]  # fmt: skip


def test_records_of_one_instant_are_lines_of_their_own_as_the_language_writes_them() -> None:
    turns = (Turn(1, 0, 10, "P1"), Turn(2, 10, 20, "P2"), Turn(3, 15, 18, "P1"))
    said = (Said(1, 10, 20, "P1", "#one"), Said(1, 10, 20, "P2", "two"))
    room = taken(record(), plan_recording(Recording(said, turns), "a file", record(), START, Cast({})))
    assert all(line_of(seen, room.observations) == [seen] for seen in room.observations)
    setting = Setting(room.protocol, room.roster, room.agenda, room.codebook, opening(room.people), START.date())
    for seen in room.observations:
        (read,) = read_body(seen.typed or "", seen.at, setting).observations
        assert replace(read, id=seen.id, observer=seen.observer) == seen


def test_turns_of_one_person_that_touch_are_one() -> None:
    turns = (Turn(1, 0, 10, "P1"), Turn(2, 10, 20, "P1"), Turn(3, 21, 30, "P1"))
    plan = plan_recording(Recording(turns=turns), "a file", record(), START, Cast({}))
    assert [step.line for step in plan.steps] == [1, 3]
    assert participation(taken(record(), plan)).turns["P1"] == 2


def test_who_was_to_be_absent_and_speaks_is_marked_present_once() -> None:
    turns = (Turn(1, 0, 10, "P5"), Turn(2, 50, 60, "P5"), Turn(3, 70, 80, "P1"))
    plan = plan_recording(Recording(turns=turns), "a file", record(), START, Cast({}))
    marks = [seen for seen in plan.observations if seen.kind == "presence"]
    assert [(mark.actor, mark.mode, mark.at) for mark in marks] == [("P5", "in", START)]
    assert plan.observations[0] == marks[0]
    assert plan.people == ()
    assert PEOPLE[2].status == "apologies"
