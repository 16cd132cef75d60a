"""What is told and not recorded: one answer each, in the session and in the line mode."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.telling import who
from fieldnotes.jottings.signs import LANGUAGE
from fieldnotes.model.people import Person
from fieldnotes.model.room import Room as TheRoom
from tests.capture.test_session import Room, meeting


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room(meeting())
    yield made
    made.session.close()


def asked(room: Room, line: str) -> str:
    taken = room.session.take(line, room.session.now())
    assert taken.ticket == 0
    assert taken.observations == ()
    return taken.says


def test_who_is_here_has_the_floor_and_is_out() -> None:
    people = (Person("P1", "chair"), Person("P2"), Person("P3", status="apologies"))
    said = who(people, TheRoom(here=frozenset(("P1", "P2")), floor=("P2",)))
    assert said == "Here 2 of 3: P1 chair, P2. P2 has the floor. Out: P3 (apologies)."
    both = who(people, TheRoom(here=frozenset(("P1", "P2", "P3")), floor=("P1", "P2")))
    assert both.endswith("P3. P1 and P2 have the floor.")
    assert who((), TheRoom()) == "Nobody is listed yet."


def test_many_are_told_without_their_roles() -> None:
    people = tuple(Person(f"P{n}", "chair") for n in range(71))
    said = who(people, TheRoom(here=frozenset(person.code for person in people)))
    assert "chair" not in said
    assert said.startswith("Here 71 of 71: P0, P1, ")
    assert "Nobody has the floor." in said


def test_the_agenda_begins_with_the_open_item(room: Room) -> None:
    room.type("/item 1", minutes=-12)
    room.type("/item 2", minutes=-3)
    said = asked(room, "/agenda")
    assert said.startswith("open: 2 ")
    assert ", 3" in said.split(";")[0]
    assert ", 9" in said.split(";")[1]
    assert "not opened" in said


def test_where_none_is_open_that_comes_first(room: Room) -> None:
    assert asked(room, "/agenda").startswith("No item is open. ")


def test_prompts_are_told_in_turn_with_their_place(room: Room) -> None:
    prompts = room.session.record.protocol.prompts
    if prompts.before:
        assert asked(room, "/prompt") == f"Before, 1 of {len(prompts.before)}: {prompts.before[0]}"


def test_a_rating_that_is_open_is_told_before_any_prompt(room: Room) -> None:
    room.type("/item 1", minutes=-5)
    room.type("/item")
    scale = room.session.record.protocol.scales[0]
    said = asked(room, "/PROMPT")
    assert said.startswith(f"Rate item 1: {scale.name} ")
    assert said.endswith(f" · /rate {scale.name} …")


def test_help_has_a_line_for_each_sign(room: Room) -> None:
    assert len(asked(room, "/help").splitlines()) == len(LANGUAGE)


def test_words_behind_are_not_lost_without_a_word(room: Room) -> None:
    taken = room.session.take("/who is that", room.session.now())
    assert "stands alone" in taken.warnings[0]
    assert taken.says == ""


def test_before_they_are_entered_their_reading_says_what_they_do(room: Room) -> None:
    now = room.session.now()
    for line in ("/who", "/agenda", "/prompt", "/help"):
        heard = room.session.read(line, KeyTime(now.at + timedelta(0), now.mono))
        assert heard.says.startswith("tells ")
        assert heard.warnings == ()
