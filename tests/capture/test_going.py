"""Words that lead to a place in a meeting."""

from datetime import timedelta

import pytest

from fieldnotes.capture.going import place_of
from fieldnotes.model.agenda import Agenda
from fieldnotes.model.observation import Observation
from tests.jottings.rooms import ITEMS, NOON


def seen(identity: str, minutes: float, **fields: object) -> Observation:
    return Observation(id=identity, at=NOON + timedelta(minutes=minutes), **{"kind": "note", **fields})  # type: ignore[arg-type]


LINES = (
    seen("a", 0, kind="item", mode="open", item="1"),
    seen("b", 5),
    seen("c", 6, kind="item", mode="open", item="2"),
    seen("d", 7, kind="decision"),
    seen("e", 9.5, kind="action", of="d"),
    seen("f", 20, kind="item", mode="open", item="1"),
    seen("g", 30),
)
BY_ID = {line.id: line for line in LINES}


@pytest.mark.parametrize(
    ("here", "words", "there"),
    [
        ("e", "", "d"),
        ("b", "", None),
        ("b", "12:06", "c"),
        ("b", "12:06:01", "d"),
        ("b", "@12.06", "c"),
        ("b", "11:00", "a"),
        ("b", "23:59", "g"),
        ("b", "24:00", None),
        ("b", "+2m", "d"),
        ("e", "-4m", "c"),
        ("e", "@-10m", "a"),
        ("e", "+10h", "g"),
        ("e", "2", "c"),
        ("e", " item 2 ", "c"),
        ("e", "/item 2", "c"),
        ("a", "1", "f"),
        ("f", "1", "a"),
        ("e", "Diabetes NSF update", "c"),
        ("e", "diab", "c"),
        ("e", "2a", None),
        ("e", "zebra [/]", None),
        ("e", "\u00b2", None),
    ],
)
def test_where_words_lead(here: str, words: str, there: str | None) -> None:
    found = place_of(words, BY_ID[here], LINES, Agenda(ITEMS))
    assert (found and found.id) == there


def test_a_time_past_midnight_is_that_of_the_next_day() -> None:
    late = [seen("x", 11 * 60), seen("y", 13 * 60), seen("z", 13 * 60 + 5)]
    found = place_of("1:05", late[0], late, Agenda(()))
    assert found
    assert found.id == "z"
    assert place_of("1:05", late[0], [], Agenda(())) is None
