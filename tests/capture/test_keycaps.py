"""Which keys stand for which people and acts."""

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.capture.keycaps import MOST_SINGLE, Letters, act_keys
from fieldnotes.model.people import Person, Roster
from fieldnotes.model.protocol import Act, Protocol
from tests.jottings.rooms import protocol


def roster(count: int) -> Roster:
    return Roster(tuple(Person(f"P{n}") for n in range(1, count + 1)))


def learnt(people: Roster, **wanted: str) -> Letters:
    letters = Letters(wanted)
    letters.learn(people)
    return letters


def test_letters_are_given_in_the_order_of_the_roster() -> None:
    assert learnt(roster(3)).of == {"P1": "a", "P2": "b", "P3": "c"}


def test_over_twenty_people_have_two_letters() -> None:
    letters = learnt(roster(71)).of
    assert [letters[code] for code in ("P1", "P20", "P21", "P22", "P47")] == ["a", "t", "ua", "ub", "va"]
    assert all(len(letters[f"P{n}"]) == 2 for n in range(MOST_SINGLE + 1, 72))


def test_who_has_a_letter_keeps_it_when_others_come_and_go() -> None:
    letters = learnt(roster(20))
    before = dict(letters.of)
    letters.learn(Roster((Person("P0"), *roster(30).people)))
    assert before.items() <= letters.of.items()
    assert letters.of["P0"] == "ua"
    letters.learn(Roster((Person("P9"), Person("P31"))))
    assert (letters.of["P9"], letters.of["P31"]) == ("i", "ul")
    assert before.items() <= letters.of.items()


@given(
    st.integers(0, 200), st.dictionaries(st.sampled_from(["P1", "P9", "chair", "nobody"]), st.sampled_from("auzé"))
)
def test_no_letters_begin_those_of_another(count: int, wanted: dict[str, str]) -> None:
    letters = learnt(roster(count), **wanted)
    codes = list(letters.whose)
    assert not [(a, b) for a in codes for b in codes if a != b and a.startswith(b)]
    assert len(codes) == len(letters.of) == min(count, len(codes))
    assert count > 120 or len(codes) == count


def test_letters_that_are_set_come_first() -> None:
    people = Roster((Person("P1"), Person("P2", "chair"), Person("P3")))
    assert learnt(people, chair="A", P3="g").of == {"P2": "a", "P3": "g", "P1": "b"}


def test_the_keys_of_the_protocol_that_ships() -> None:
    keys = act_keys(protocol())
    assert "".join(keys.digits) == "1234567890"
    assert (keys.digits["2"], keys.letters["c"], keys.of("overlap")) == ("challenge", "challenge", ("9", "o"))
    assert keys.of("bring-in") == ("", "n")
    assert len(keys.letters) == len(protocol().acts)


def named(*acts: Act) -> Protocol:
    return Protocol("x", "x", "1", "x", acts)


def test_a_digit_of_the_protocol_is_that_acts_alone() -> None:
    keys = act_keys(named(Act("one"), Act("two", key="1"), Act("three")))
    assert keys.digits == {"1": "two", "2": "one", "3": "three"}


def test_keys_that_are_missing_doubled_or_no_keys_are_given() -> None:
    keys = act_keys(named(Act("build", "b"), Act("break", "B"), Act("bb"), Act("agree", "ag"), Act("é", " ")))
    assert keys.letters == {"b": "build", "r": "break", "a": "bb", "g": "agree", "é": "é"}


@given(
    st.lists(st.builds(Act, st.text(max_size=8), st.text(max_size=2)), max_size=40, unique_by=lambda act: act.name)
)
def test_every_act_has_a_letter_while_there_are_any(acts: list[Act]) -> None:
    keys = act_keys(named(*acts))
    assert len(keys.digits) == min(10, len(acts))
    assert len(set(keys.letters.values())) == len(keys.letters) >= min(26, len(acts))


def test_a_letter_that_is_set_does_not_take_away_one_that_was_given() -> None:
    letters = Letters({"chair": "x"})
    letters.learn(roster(2))
    letters.learn(Roster((Person("P1", "chair"), Person("P2"))))
    assert letters.of == {"P1": "a", "P2": "b"}
