"""Who is expected: carried over, listed, and who sent apologies."""

import pytest

from fieldnotes.model.people import Person
from fieldnotes.prepare.people import (
    NobodyOfThatName,
    carried_people,
    people_from_text,
    with_apologies,
)

LAST = (
    Person("P1", "chair", "clinical"),
    Person("P4", "finance director", "managerial", "apologies"),
    Person("P5", "nurse", "clinical", "absent"),
    Person("P6", "clerk", "", "in attendance"),
    Person("P9", "accountant", "managerial", "deputy for P4"),
)


def test_roles_and_groups_are_carried_and_everybody_is_expected_again() -> None:
    assert carried_people(LAST) == (
        Person("P1", "chair", "clinical"),
        Person("P4", "finance director", "managerial"),
        Person("P5", "nurse", "clinical"),
        Person("P6", "clerk", "", "in attendance"),
    )
    assert carried_people(()) == ()


def test_apologies_by_code_and_by_role() -> None:
    people = with_apologies(carried_people(LAST), ["p5", "finance director", "P12"])
    assert {p.code: p.status for p in people} == {
        "P1": "present",
        "P4": "apologies",
        "P5": "apologies",
        "P6": "in attendance",
        "P12": "apologies",
    }
    assert with_apologies((), []) == ()
    with pytest.raises(NobodyOfThatName, match="treasurer"):
        with_apologies(people, ["treasurer"])


def test_a_list_of_people() -> None:
    lines = people_from_text(
        "\ufeffPeople:\n  P1  chair; clinical\n\n% a comment\nP4 finance director; apologies\n"
        "p1 clerk\n- nobody\nJane Doe; clinical\n"
        "P7  Dr Smith, GP; hybrid\nP8  x; y; asleep\n"
    )
    assert [line.person for line in lines if line.person] == [
        Person("P1", "chair", "clinical"),
        Person("P4", "finance director", "", "apologies"),
        Person("P7", "GP", "hybrid"),
    ]
    assert [(line.line, line.why.split(",")[0]) for line in lines if line.person is None] == [
        (6, "p1 is there already"),
        (7, "it begins with no code"),
        (8, "“Jane” looks like a real name: begin with a code such as P4"),
        (10, "“asleep” is not present"),
    ]
    assert [line.notice for line in lines if line.notice] == [
        "“Dr Smith” looks like a real name and is left out of the role of P7."
    ]


def test_a_title_is_no_code() -> None:
    for line in ("Dr Smith", "Prof. Jones; chair", "P4 finance"):
        (read,) = people_from_text(line)
        assert (read.person is None) == (not line.startswith("P4"))
