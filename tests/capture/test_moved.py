"""A line whose time was moved by hand: where it stands, what is kept of it, and what a crash leaves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from fieldnotes.capture.draft import Draft
from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.sitting import Sitting
from fieldnotes.model.observation import Observation
from tests.capture.test_session import Room, meeting


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room(meeting())
    yield made
    made.session.close()


def enter(room: Room, line: str, moved: int) -> tuple[KeyTime, Observation]:
    """Enter a line moved by so many minutes; its key, and what it came to."""
    key = room.session.now()._replace(moved=moved)
    return key, room.session.take(line, key).observations[-1]


def test_both_times_are_kept(room: Room) -> None:
    key, seen = enter(room, "P1: welcome", -3)
    assert (seen.at, seen.typed_at, seen.mono) == (key.at - timedelta(minutes=3), key.at, key.mono)


def test_it_stands_where_it_belongs(room: Room) -> None:
    enter(room, "second", 0)
    _, first = enter(room, "first", -1)
    assert [seen.text for seen in room.session.observations] == ["first", "second"]
    assert not first.late


def test_a_time_that_the_line_names_is_moved(room: Room) -> None:
    key, seen = enter(room, "@-10m x", 2)
    assert seen.at == key.at - timedelta(minutes=8)


def test_it_is_never_moved_to_a_time_to_come(room: Room) -> None:
    key, seen = enter(room, "@-1m x", 5)
    assert seen.at == key.at


def test_the_reading_says_that_the_time_was_set_by_hand(room: Room) -> None:
    key = room.session.now()
    assert room.session.read("x", key._replace(moved=-1)).by_hand
    assert not room.session.read("x", key).by_hand


def test_a_crash_does_not_forget_it(own_folders: object) -> None:
    room = Room(meeting())
    key = room.session.now()._replace(moved=-7)
    sitting = Sitting("m", "KC")
    sitting.keep_draft(Draft("half a li", key))
    sitting.close()
    draft, _ = Sitting("m", "KC").take_over(lambda draft: False)
    assert draft == Draft("half a li", key)
    room.session.close()


def test_a_draft_of_an_earlier_version_has_a_time_that_was_not_moved(own_folders: object) -> None:
    room = Room(meeting())
    sitting = Sitting("m", "KC")
    key = room.session.now()
    sitting.keep_draft(Draft("half a li", key))
    path = sitting._path(".json")
    path.write_bytes(path.read_bytes().replace(b',"moved":0', b""))
    sitting.close()
    draft, _ = Sitting("m", "KC").take_over(lambda draft: False)
    assert draft == Draft("half a li", key)
    room.session.close()
