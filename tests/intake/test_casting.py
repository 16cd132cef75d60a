"""Names become codes: the order of what is believed, and how the meeting itself tells who a speaker is."""

import pytest
from msgspec.structs import replace

from fieldnotes.intake.casting import Cast, NobodyOfThatCode, read_speaker, read_speakers
from fieldnotes.intake.faults import FileFault
from fieldnotes.intake.recording_plan import TurnsThere
from fieldnotes.model.observation import Observation
from tests.intake.rooms import START, planned, record, taken


def vtt(*cues: str) -> str:
    """A transcript of these cues, one a second, two of one second parted by `|`."""
    parts = (f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}" for n, both in enumerate(cues) for cue in both.split("|"))
    return "WEBVTT\n\n" + "\n\n".join(parts) + "\n"


def actors(content: str, cast: Cast | None = None) -> list[str | None]:
    return [seen.actor for seen in planned("vtt", content, cast=cast).observations if seen.kind == "speech"]


def test_the_call_goes_before_the_roster_and_that_before_a_new_code() -> None:
    text = vtt("Ann: a", "P2: b", "Chair: c", "P17: d", "Bea: e", "nobody says")
    assert actors(text) == ["P3", "P2", "P1", "P17", "P4", "?"]
    mapped = Cast({"ann": "chair", "P2": "P5", "BEA": "?"})
    assert actors(text, mapped) == ["P1", "P5", "P1", "P17", "?", "?"]
    assert actors(vtt("Bea: x", "Cid: y"), Cast({"Ann": "P3"})) == ["P4", "P6"]


def test_a_name_is_no_code() -> None:
    with pytest.raises(NobodyOfThatCode):
        actors(vtt("Ann: a"), Cast({"Ann": "Bea"}))


def test_what_the_call_before_made_of_a_name_holds_in_the_next_file() -> None:
    cast = Cast({})
    assert actors(vtt("Bea: a", "Ann: b"), cast) == ["P3", "P4"]
    assert actors(vtt("ANN: c", "Cid: d"), cast) == ["P4", "P6"]


@pytest.mark.parametrize(
    "text",
    [
        vtt("Ann: yes", "Bea: no", "Ann: well"),
        vtt("Ann: yes|Bea: yes", "Bea: no"),
        vtt("Bea: yes|Ann: yes", "Bea: no"),
        vtt("Ann: yes|Bea: yes|Bea: yes|Bea: yes"),
        vtt("Ann: yes|Ann: yes|Bea: yes"),
    ],
)
def test_a_second_time_the_meeting_tells_who_a_speaker_is(text: str) -> None:
    first = planned("vtt", text)
    again = planned("vtt", text, taken(record(), first))
    assert (again.observations, again.people, again.there_already) == ((), (), first.added)
    assert all("as the meeting has it" in notice for notice in again.notices)


def test_two_names_that_the_call_before_mapped_to_one_code_are_both_known_again() -> None:
    text = vtt("Ann: yes", "Annie: no", "Ann: well")
    first = planned("vtt", text, cast=Cast({"Ann": "P2", "Annie": "P2"}))
    again = planned("vtt", text, taken(record(), first))
    assert (again.observations, again.people) == ((), ())


def test_a_longer_file_keeps_who_is_who() -> None:
    first = planned("vtt", vtt("Ann: yes", "Bea: no"))
    longer = planned("vtt", vtt("Ann: yes", "Bea: no", "Bea: at last"), taken(record(), first))
    assert [(seen.actor, seen.text) for seen in longer.observations] == [("P4", '"at last"')]


def test_words_that_were_taken_back_do_not_come_again() -> None:
    text = vtt("Ann: yes", "Bea: no")
    room = taken(record(), planned("vtt", text))
    gone = replace(room, observations=tuple(replace(seen, retracted=True) for seen in room.observations))
    assert planned("vtt", text, gone).observations == ()


def test_who_an_observer_marked_present_is_not_marked_again() -> None:
    came = Observation(id="0001", at=START, kind="presence", mode="in", actor="P5", observer="KC")
    assert [seen.kind for seen in planned("vtt", vtt("P5: here"), record(came)).observations] == ["speech"]
    assert [seen.kind for seen in planned("vtt", vtt("P5: here")).observations] == ["presence", "speech"]


def test_a_name_that_is_said_is_told_of() -> None:
    notices = planned("vtt", vtt("Ann Lee: hello", "Bea: thanks, Ann.")).notices
    assert "“Ann”, part of a speaker's name, is said in 1 line, and stays there: read them through." in notices


def test_other_turns_of_the_same_time_are_refused() -> None:
    room = taken(record(), planned("rttm", "SPEAKER x 1 1 9 <NA> <NA> ann\n"))
    with pytest.raises(TurnsThere):
        planned("rttm", "SPEAKER x 1 0 5 <NA> <NA> bea\n", room)
    assert planned("rttm", "SPEAKER x 1 10 5 <NA> <NA> bea\n", room).added == 1


def test_a_file_of_speakers() -> None:
    assert read_speakers("% ours\n\nAnn Lee = P3\nx=y=P4\n", "who") == {"Ann Lee": "P3", "x=y": "P4"}
    assert read_speaker("Ann=") is read_speaker("=P3") is read_speaker("Ann") is None
    with pytest.raises(FileFault, match="who, line 2: “Ann P3”"):
        read_speakers("Bea=P1\nAnn P3\n", "who")
