"""What is left to do of a meeting, and the clock since it."""

from datetime import timedelta

import msgspec

from fieldnotes.capture.leftwords import briefly, clock_in_words, left_in_words, length
from fieldnotes.measures.left import Left, left_to_do, write_up_clock
from fieldnotes.model.codebook import Code
from fieldnotes.model.protocol import Prompts
from tests.measures.meetings import PROTOCOL, at, meeting, seen

LINES = (
    seen("14:00", "item", "open", item="1"),
    seen("14:01", "speech", actor="P3", text="who has the beds", observer="KC"),
    seen("14:02", "note", text="silence", observer="KC", written_up="A long one."),
    seen("14:03", "act", actor="P3", typed="P3 challenge", observer="LM", uncertain=True),
    seen("14:04", "decision", text="no beds", retracted=True),
    seen("14:05", "action", text="find beds", observer="KC", written_up=" \n"),
    seen("14:06", "reflection", text="tired", reflection="feeling", observer="KC"),
    seen("14:30", "break", "end"),
    seen("15:00", "note", text="the lift", late=True),
    seen("14:07", "speech", actor="P3", text="from a recording", observer="transcript"),
    seen("14:08", "note", text="the machine slept", observer="fieldnotes"),
)


def test_what_was_said_seen_and_decided_wants_a_fuller_note() -> None:
    left = left_to_do(meeting(*LINES))
    assert left.unwritten == ("14:01-speech-None", "14:03-act-None", "14:05-action-None")
    assert left.uncertain == ("14:03-act-None",)
    assert left.reflections == ("interpretation", "method")
    assert left_to_do(meeting(*LINES), "LM").unwritten == ("14:03-act-None",)
    assert left.count == 6


def test_codes_that_emerged_want_a_definition_wherever_they_did() -> None:
    record = msgspec.structs.replace(
        meeting(),
        codes=(Code("beds", status="emergent"), Code("lifts", status="emergent", definition="of lifts")),
        framework=(Code("tensions"), Code("corridors", status="emergent")),
    )
    assert left_to_do(record).undefined == ("corridors", "beds")


def test_a_prompt_is_answered_by_a_reflection_that_begins_with_it() -> None:
    prompts = Prompts(after=("Who leaves with whom?", "What surprised you?"))
    asked = msgspec.structs.replace(PROTOCOL, prompts=prompts)
    answer = seen("15:00", "reflection", text="What surprised you? The lift.", late=True)
    bare = seen("15:01", "reflection", text="Who leaves with whom?", late=True)
    record = msgspec.structs.replace(meeting(answer, bare), protocol=asked)
    assert left_to_do(record).prompts == ("Who leaves with whom?",)


def test_the_clock_runs_from_the_end_or_else_from_the_last_line() -> None:
    clock = write_up_clock(meeting(*LINES), at("20:30"), 24)
    assert (clock.since, clock.left, clock.state) == (timedelta(hours=6), timedelta(hours=18), "running")
    assert write_up_clock(meeting(*LINES[:3]), at("20:02"), 24).since == timedelta(hours=6)
    late = write_up_clock(meeting(*LINES), at("20:30"), 5.5)
    assert (late.left, late.state) == (timedelta(minutes=-30), "over")
    assert write_up_clock(meeting(), at("20:30"), 24).state == "not begun"


def test_it_is_said_in_words() -> None:
    clock = write_up_clock(meeting(*LINES), at("20:30"), 24)
    assert clock_in_words(clock) == "Over for 6 h; 18 h left to write it up."
    assert briefly(clock) == "18 h left"
    late = write_up_clock(meeting(*LINES), at("20:45"), 6)
    assert clock_in_words(late) == "Over for 6 h 15 min; it should have been written up 15 min ago."
    assert briefly(late) == "15 min too late"
    assert [length(timedelta(hours=hours)) for hours in (0, 47, 48, 9 * 24 + 5)] == [
        "0 min",
        "47 h",
        "48 h",
        "9 days",
    ]
    assert clock_in_words(write_up_clock(meeting(), at("20:45"), 6)) == "Nothing was observed yet."
    assert left_in_words(left_to_do(meeting(*LINES))) == "3 to write up, 1 uncertain, 2 kinds of reflection"
    assert left_in_words(Left()) == ""
