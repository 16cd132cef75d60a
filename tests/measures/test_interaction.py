"""Who to whom: sums, those whom nobody named, reciprocity, and the few that fit a page."""

import pytest

from fieldnotes.measures.interaction import Interaction, gathered, interaction, most_active
from fieldnotes.model.observation import TRANSCRIPT
from fieldnotes.model.people import Person
from tests.measures.meetings import meeting, seen

PEOPLE = tuple(Person(f"P{n}") for n in range(1, 5))
RECORD = meeting(
    seen("14:00", "speech", actor="P1", addressees=("*",)),
    seen("14:01", "speech", actor="P3", addressees=("P1",)),
    seen("14:02", "speech", actor="P1", addressees=("P3", "P2", "P3")),
    seen("14:03", "act", actor="P3", addressees=("P1",), acts=("interrupt",)),
    seen("14:04", "speech", actor="P2"),
    seen("14:05", "speech", actor="?", addressees=("P1",)),
    seen("14:06", "speech", actor="P1", addressees=("P2",), retracted=True),
    seen("14:07", "speech", actor="P9", addressees=("P1",), observer=TRANSCRIPT),
    people=PEOPLE,
)


def test_cells_and_sums() -> None:
    found = interaction(RECORD)
    assert found.people == ("P1", "P2", "P3", "*", "?")
    assert found.cells == {
        ("P1", "*"): 1, ("P3", "P1"): 2, ("P1", "P3"): 1, ("P1", "P2"): 1, ("P2", "?"): 1, ("?", "P1"): 1,
    }  # fmt: skip
    assert found.rows == {"P1": 3, "P2": 1, "P3": 2, "*": 0, "?": 1}
    assert found.columns == {"*": 1, "P1": 3, "P3": 1, "P2": 1, "?": 1}
    assert found.total == sum(found.rows.values()) == sum(found.columns.values()) == 7


def test_reciprocity_is_what_was_said_back_among_persons() -> None:
    assert interaction(RECORD).reciprocity == pytest.approx((1 + 1) / 4)
    both = Interaction(("A", "B"), {("A", "B"): 3, ("B", "A"): 3})
    assert both.reciprocity == 1.0
    assert interaction(meeting(seen("14:00", "speech", actor="P1", addressees=("*",)))).reciprocity is None


def test_a_recording_stands_in_where_no_observer_noted_speech() -> None:
    told = seen("14:07", "speech", actor="P9", addressees=("P1",), observer=TRANSCRIPT)
    assert interaction(meeting(told, people=PEOPLE)).cells == {("P9", "P1"): 1}


def test_the_most_active_and_the_others_together() -> None:
    found = interaction(RECORD)
    assert most_active(found, 2) == ("P1", "P3")
    few = gathered(found.cells, ("P1", "P3"), "others")
    assert sum(few.values()) == found.total
    assert few["P1", "others"] == 1
    assert few["others", "?"] == 1
    assert most_active(found, 99) == ("P1", "P2", "P3")
