"""One line: what it is read as, by the rules of the language."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldnotes.jottings.body import read_body
from fieldnotes.jottings.setting import Reading
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person, Roster
from fieldnotes.model.room import Room
from tests.jottings.rooms import NOON, setting


def hear(line: str) -> Reading:
    return read_body(line, NOON, setting())


def one(line: str) -> Observation:
    reading = hear(line)
    assert not reading.warnings
    (seen,) = reading.observations
    return seen


def has(seen: Observation, **fields: Any) -> None:
    assert {name: getattr(seen, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("chair opens late, room is cold", {"kind": "note", "text": "chair opens late, room is cold"}),
        ("", {"kind": "note", "text": ""}),
        ("P3: already tried that in 2003", {"kind": "speech", "actor": "P3", "text": "already tried that in 2003"}),
        ("p3: x", {"kind": "speech", "actor": "P3"}),
        ("P3 :x", {"kind": "speech", "actor": "P3", "text": "x"}),
        ("Chief-Executive: x", {"kind": "speech", "actor": "P2"}),
        ("gp-and-diabetes-lead>chair: x", {"actor": "P3", "addressees": ("P1",)}),
        ('P3>P5,P2: "who has the beds"', {"addressees": ("P5", "P2"), "verbatim": ((1, 17),)}),
        ("P3 > P5 , P2 : x", {"actor": "P3", "addressees": ("P5", "P2"), "text": "x"}),
        (
            "P3>P5 challenge, build: the beds",
            {"kind": "speech", "acts": ("challenge", "build"), "text": "the beds"},
        ),
        ("P3>P5 chall: x", {"acts": ("challenge",)}),
        ("P3>P5 bring in: x", {"acts": ("bring-in",)}),
        ("P3>P5 interrupt:", {"kind": "act", "acts": ("interrupt",), "text": ""}),
        ("P3>P5 interrupt: #tension", {"kind": "act", "codes": ("tension",)}),
        ("P3:", {"kind": "speech", "text": ""}),
        ("P1>*: apologies first", {"addressees": ("*",)}),
        ("?>P1 question: who pays", {"actor": "?", "acts": ("question",)}),
        ("* laughter:", {"kind": "act", "actor": "*", "acts": ("laughter",)}),
        ("Note: late start", {"kind": "note", "text": "Note: late start"}),
        ("! consensus: adopt the terms", {"kind": "decision", "mode": "consensus", "text": "adopt the terms"}),
        ("! vote 7-2-1: it", {"mode": "vote", "votes": (7, 2, 1)}),
        ("! vote 7-2: it", {"mode": "vote", "votes": (7, 2, None)}),
        ("! ratified: it", {"mode": "ratified"}),
        ("! ratified after 3-0: it", {"mode": "ratified-after-discussion", "votes": (3, 0, None)}),
        ("! : budget: less", {"kind": "decision", "mode": None, "text": "budget: less"}),
        ("! adopt the terms", {"kind": "decision", "mode": None, "text": "adopt the terms"}),
        ("=> P2, P3 by 12 June: redraft", {"owners": ("P2", "P3"), "due": "2004-06-12", "text": "redraft"}),
        ("=> P2 by 1 May: x", {"due": "2005-05-01"}),
        ("=> P2 by 1 May 2004: x", {"due": "2004-05-01"}),
        ("=> P2 by 29 February: x", {"due": "2008-02-29"}),
        ("=> P2 by next meeting: x", {"due": "next meeting"}),
        ("=> P2 by 12/6: x", {"due": "12/6"}),
        ("=> P2 by 14:00: x", {"due": "14:00"}),
        ("=> by 2004-06-12: x", {"owners": (), "due": "2004-06-12"}),
        ("=> write to 3:1", {"kind": "action", "owners": (), "text": "write to 3:1"}),
        ("=> : P3: x", {"kind": "action", "owners": (), "text": "P3: x"}),
        ("~ nobody looks at the chair", {"kind": "reflection", "reflection": "interpretation"}),
        ("~m sat behind P4", {"reflection": "method", "text": "sat behind P4"}),
        ("~f uneasy", {"reflection": "feeling"}),
        ("~", {"kind": "reflection", "text": ""}),
        ("~10 people", {"kind": "note", "text": "~10 people"}),
        ("!important", {"kind": "note", "text": "!important"}),
        ("/item 2", {"kind": "item", "mode": "open", "item": "2"}),
        ("/item 2A", {"item": "2a"}),
        ("/item 2. read out", {"item": "2", "text": "read out"}),
        ("/item aob", {"item": "2a", "text": ""}),
        ("/item", {"kind": "item", "mode": "close", "item": None}),
        ("/in P5 phone", {"kind": "presence", "mode": "in", "actor": "P5", "text": "phone"}),
        ("/out chair", {"kind": "presence", "mode": "out", "actor": "P1"}),
        ("/floor P3", {"kind": "floor", "mode": "takes", "actor": "P3"}),
        ("/floor +P5", {"mode": "joins", "actor": "P5"}),
        ("/floor -P5", {"mode": "stops", "actor": "P5"}),
        ("/floor", {"mode": "none", "actor": None}),
        ("/break coffee", {"kind": "break", "mode": "break", "text": "coffee"}),
        ("/resume", {"mode": "resume"}),
        ("/end", {"mode": "end"}),
        ("/END", {"mode": "end"}),
        ("/gap 5m chair asked me to leave", {"kind": "gap", "minutes": 5.0, "text": "chair asked me to leave"}),
        ("/gap 1h30m", {"minutes": 90.0}),
        ("/gap 90s", {"minutes": 1.5}),
        (
            "/rate chairing 4 kept to time",
            {"kind": "rating", "scale": "chairing", "rating": 4, "text": "kept to time"},
        ),
        ("/rate chair 3.5", {"scale": "chairing", "rating": 3.5}),
        ("\\! not a decision #tension", {"kind": "note", "text": "! not a decision", "codes": ("tension",)}),
        ("\\P3: x", {"kind": "note", "text": "P3: x"}),
        ("\\\\ two", {"kind": "note", "text": "\\ two"}),
        ("14 people: a crowd", {"kind": "note"}),
    ],
)
def test_a_line_is_read_as(line: str, fields: dict[str, Any]) -> None:
    has(one(line), **fields)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("P3 chalenge: x", "chalenge"),
        ("P3>nobody: x", "nobody"),
        ("P3>: x", "nobody"),
        ("P3 s: x", "s"),  # support, silence, side-talk, shut-out
        ("P3 looks tired", "P3"),
        ("* everybody laughs", "*"),
        ("chair sighs: x", "sighs"),
        ("/nonsense at all", "/nonsense"),
        ("/undo", "/undo"),
        ("/in somebody", "somebody"),
        ("/gap five minutes", "five"),
        ("/gap 0m", "0m"),
        ("/rate beauty 4", "beauty"),
        ("/rate chairing 9", "chairing"),
        ("/floor them all", "them all"),
    ],
)
def test_what_is_not_understood_is_a_note_word_for_word_with_a_warning(line: str, word: str) -> None:
    reading = hear(line)
    (seen,) = reading.observations
    has(seen, kind="note", text=line)
    assert any(word in sentence for sentence in reading.warnings)


@pytest.mark.parametrize("line", ["! budget: less", "! consensus by far: x", "=> P3 soon: x", "=> nobody: x"])
def test_a_head_not_understood_leaves_the_whole_line_as_text(line: str) -> None:
    reading = hear(line)
    (seen,) = reading.observations
    has(seen, kind="decision" if line[0] == "!" else "action", mode=None, owners=(), text=line.split(" ", 1)[1])
    assert reading.warnings


def test_who_is_not_listed_is_added_and_marked_present_when_speaking() -> None:
    reading = hear("P9>P8: x")
    presence, speech = reading.observations
    has(presence, kind="presence", mode="in", actor="P9")
    has(speech, kind="speech", actor="P9")
    assert [(person.code, person.status) for person in reading.people] == [("P9", "present"), ("P8", "absent")]
    assert any("P9" in w for w in reading.warnings)
    assert any("P8" in w for w in reading.warnings)


def test_who_sent_apologies_and_speaks_is_marked_as_seen() -> None:
    reading = hear("P4: I could come after all")
    assert [seen.kind for seen in reading.observations] == ["presence", "speech"]
    assert reading.people == ()
    assert reading.warnings


def test_a_code_goes_before_an_alias_that_is_written_like_one() -> None:
    here = setting()
    odd = here._replace(roster=Roster((*here.roster.people, Person("P7", "P9"))))
    assert read_body("P9: x", NOON, odd).observations[-1].actor == "P9"


def test_a_colon_that_wants_its_blank_is_told() -> None:
    reading = hear("=> P3 by 12 June:redraft")
    has(reading.observations[0], kind="action", owners=(), text="P3 by 12 June:redraft")
    assert "blank" in reading.warnings[0]


def test_one_record_a_person_comes_in() -> None:
    reading = hear("/in P5, chair")
    assert [(seen.actor, seen.mode) for seen in reading.observations] == [("P5", "in"), ("P1", "in")]


def test_an_item_that_is_not_on_the_agenda_is_added() -> None:
    by_number = hear("/item 7b Estates")
    assert [(item.number, item.title) for item in by_number.items] == [("7b", "Estates")]
    has(by_number.observations[0], item="7b", text="")
    by_title = hear("/item Estates #tension")
    assert [(item.number, item.title) for item in by_title.items] == [("3", "Estates")]
    has(by_title.observations[0], item="3", codes=("tension",))


def test_an_unknown_code_emerges_once_and_a_known_one_keeps_its_name() -> None:
    reading = hear("x #Tensions #tensions #Critical-Challenge")
    assert reading.observations[0].codes == ("tensions", "critical-challenge")
    assert [(code.name, code.status) for code in reading.codes] == [("tensions", "emergent")]


def test_the_role_of_two_is_nobodys_alias_and_a_code_goes_before_an_alias() -> None:
    here = setting()
    two = here._replace(roster=Roster((*here.roster.people, Person("P7", "chair"))))
    assert read_body("chair: x", NOON, two).observations[0].kind == "note"
    coded = here._replace(roster=Roster((*here.roster.people, Person("chair", "clerk"))))
    assert read_body("chair: x", NOON, coded).observations[-1].actor == "chair"


@given(st.text(alphabet=st.characters()))
@example("P" + "9" * 5000 + ": x")
@example("/item " + "9" * 5000)
@example("! vote " + "9" * 5000 + "-1: x")
@example("/gap " + "9" * 5000 + "m")
@example("=> P1 by " + "9" * 5000 + ": x")
def test_no_text_of_any_kind_raises(line: str) -> None:
    reading = read_body(line, NOON, setting()._replace(room=Room()))
    assert reading.observations
    for seen in reading.observations:
        assert all(0 <= start < end <= len(seen.text) for start, end in seen.verbatim)


def test_many_who_are_new_are_told_in_one_sentence() -> None:
    assert hear("/in P21").warnings == ("P21 was not on the roster and is added to it.",)
    assert hear("/in P21,P22").warnings == ("P21, P22 were not on the roster and are added to it.",)
    many = hear("/in " + ",".join(f"P{n}" for n in range(21, 81)))
    assert many.warnings == ("P21, P22, P23, P24, P25 and 55 more were not on the roster and are added to it.",)
    assert len(many.people) == len(many.observations) == 60
