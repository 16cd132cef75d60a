"""The agenda as it is filled in, key by key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.model.people import Person, Roster
from fieldnotes.tui.preparing.agenda import AgendaLines


def lines(*typed: str) -> AgendaLines:
    """An agenda of the lines that were typed."""
    agenda = AgendaLines(lambda: Roster((Person("P4", "clerk"),)))
    for words in typed:
        assert agenda.take(words, None) == ""
    return agenda


def items(agenda: AgendaLines) -> list[tuple[str, str]]:
    """Numbers and titles."""
    return [(item.number, item.title) for item in agenda.items]


def test_what_is_typed_gets_the_next_number_or_its_own_place() -> None:
    agenda = lines("Apologies (5)", "7. Beds (20; decision; P4)", "Money, 10 mins", "7a. Wards", "7.1 Ward A")
    assert items(agenda) == [("1", "Apologies"), ("7", "Beds"), ("7.1", "Ward A"), ("7a", "Wards"), ("8", "Money")]
    assert agenda.items[1].purpose == "decision"
    assert agenda.minutes == 35


def test_a_correction_is_taken_at_its_word_but_for_a_presenter() -> None:
    agenda = lines("1. A", "2. B")
    assert agenda.take("1. Report of Dr Smith (20)", 0) == ""
    assert agenda.items[0].title == "Report of Dr Smith"
    assert agenda.take("1. Report (20; decision; Dr Smith)", 0) == ""
    assert agenda.items[0].presenter == ""
    assert "Dr Smith" in agenda.said


@pytest.mark.parametrize("place", [None, 0])
def test_a_number_stands_there_once(place: int | None) -> None:
    agenda = lines("1. A", "2. B")
    assert "an item 2 already, “B”" in agenda.take("2. C (5)", place)
    assert items(agenda) == [("1", "A"), ("2", "B")]


def test_moving_changes_places_and_leaves_the_numbers() -> None:
    agenda = lines("1. A", "2. B", "2a. C")
    agenda.at = 2
    assert agenda.move(-1)
    assert agenda.move(-1)
    assert not agenda.move(-1)
    assert items(agenda) == [("1", "C"), ("2", "A"), ("2a", "B")]


def test_what_was_there_goes_behind_what_is_pasted() -> None:
    agenda = lines("1. Beds (5)", "2. Any other business")
    agenda.paste("1. Welcome\n2. Beds\n3. Money\n")
    assert items(agenda) == [("1", "Welcome"), ("2", "Beds"), ("3", "Money"), ("4", "Any other business")]


def test_escape_leaves_a_correction_and_then_the_line() -> None:
    agenda = lines("1. A")
    for key in ("down", "enter", "x", "escape"):
        assert agenda.key(key, key if len(key) == 1 else None)
    assert items(agenda) == [("1", "A")]
    assert agenda.entry.text == ""
    assert agenda.at == 0
    assert agenda.key("escape", None)
    assert not agenda.key("escape", None)
    assert not agenda.key("enter", None)


_KEYS = st.sampled_from(["down", "up", "enter", "delete", "escape", "1", ".", " ", "a", "pagedown", "left"])


@given(st.lists(_KEYS, max_size=40), st.lists(st.sampled_from([-1, 1, 0]), max_size=10))
def test_whatever_is_pressed_numbers_stay_single_and_the_choice_within(keys: list[str], moves: list[int]) -> None:
    agenda = lines("1. A", "2. B (5)", "2a. C")
    for n, key in enumerate(keys):
        agenda.key(key, key if len(key) == 1 else None)
        if n < len(moves) and moves[n]:
            agenda.move(moves[n])
    numbers = [item.number.casefold() for item in agenda.items]
    assert len(numbers) == len(set(numbers))
    assert agenda.at is None or 0 <= agenda.at < len(agenda.rows)
    assert agenda.changing is None or agenda.changing == agenda.at
