"""Key mode without a screen: what keys come to, and when."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.capture.keycaps import Letters, act_keys
from fieldnotes.capture.keying import Keying, Step
from fieldnotes.capture.moment import KeyTime
from fieldnotes.jottings.body import read_body
from fieldnotes.jottings.setting import Setting
from fieldnotes.model.agenda import Agenda
from fieldnotes.model.codebook import Codebook
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person, Roster
from fieldnotes.model.room import opening
from tests.jottings.rooms import NOON, protocol

PEOPLE = tuple(Person(f"P{n}") for n in range(1, 24))
Timed = tuple[str, float]


def at(second: float) -> KeyTime:
    return KeyTime(NOON + timedelta(seconds=second), round(second * 1000))


class Desk:
    """Somebody who keys, at a room in which each jotting is read and taken."""

    def __init__(self) -> None:
        letters = Letters()
        letters.learn(Roster(PEOPLE))
        self.keying = Keying(letters, act_keys(protocol()))
        roster, agenda = Roster(PEOPLE), Agenda(())
        self.setting = Setting(protocol(), roster, agenda, Codebook(()), opening(PEOPLE), NOON.date())
        self.lines: list[Timed] = []
        self.seen: list[Observation] = []
        self.said: list[str] = []
        self.second = 0.0

    @property
    def floor(self) -> tuple[str, ...]:
        return self.setting.room.floor

    def press(self, keys: str, apart: float = 1.0) -> "Desk":
        """Press keys, the first at this second; `<` is backspace."""
        for key in keys:
            now = at(self.second)
            self.take(self.keying.back(now) if key == "<" else self.keying.key(key, now, self.floor))
            self.second += apart
        return self

    def wait(self, seconds: float) -> "Desk":
        self.second += seconds
        return self

    def end(self) -> list[Timed]:
        self.take(self.keying.finish())
        return self.lines

    def take(self, step: Step) -> None:
        if step.says:
            self.said.append(step.says)
        for line, when in step.lines:
            self.lines.append((line, when.mono / 1000))
            if line != "/undo":
                reading = read_body(line, when.at, self.setting)
                assert not reading.warnings, reading.warnings
                self.seen += reading.observations
                self.setting = reading.taken_into(self.setting)


def keyed(keys: str) -> list[Timed]:
    """What keys a second apart come to, the first at 0."""
    return Desk().press(keys).end()


def test_a_letter_takes_the_floor_at_once_and_gives_it_up() -> None:
    desk = Desk().press("c")
    assert (desk.lines, desk.floor) == ([("/floor P3", 0)], ("P3",))
    assert desk.press("c").lines == [("/floor P3", 0), ("/floor -P3", 1)]
    assert (desk.end(), desk.floor) == ([("/floor P3", 0), ("/floor -P3", 1)], ())


def test_the_next_letter_takes_it_from_whoever_has_it() -> None:
    desk = Desk().press("cab")
    assert desk.lines == [("/floor P3", 0), ("/floor P1", 1), ("/floor P2", 2)]
    assert desk.floor == ("P2",)


def test_a_comma_or_plus_before_the_letter_speaks_as_well() -> None:
    for sign in ",+":
        desk = Desk().press(f"c{sign}a")
        assert (desk.lines, desk.floor) == ([("/floor P3", 0), ("/floor +P1", 1)], ("P3", "P1"))
        assert desk.press("c").floor == ("P1",)
        assert desk.press("a").floor == ()


def test_shift_may_still_be_held_behind_a_plus() -> None:
    assert keyed("c+A") == keyed("c+a") == keyed("c,a")


def test_two_or_three_keys_log_an_interaction_at_the_time_of_the_first() -> None:
    assert keyed("cE") == [("/floor P3", 0), ("P3>P5:", 0)]
    assert keyed("c2") == [("/floor P3", 0), ("P3 challenge:", 0)]
    assert keyed("cE2") == keyed("cE.c") == keyed("c2E") == [("/floor P3", 0), ("P3>P5 challenge:", 0)]
    assert keyed("cEF2.l*") == [("/floor P3", 0), ("P3>P5,P6,* challenge, laughter:", 0)]


def test_what_is_built_is_given_out_when_something_else_begins() -> None:
    built, floor = ("P3>P5 challenge:", 0), ("/floor P3", 0)
    assert Desk().press("cE2").lines == [floor]
    assert Desk().press("cE2a").lines == [floor, built, ("/floor P1", 3)]
    assert Desk().press("cE2 ").lines == [floor, built, ("/floor", 3)]
    assert Desk().press("cE2?").lines == [floor, built, ("/floor", 3)]
    assert Desk().press("cE2&").lines == [floor, built]


def test_what_is_not_given_out_is_pending() -> None:
    desk = Desk().press("c")
    assert desk.keying.pending is None
    desk.press("E2")
    assert desk.keying.pending == ("P3>P5 challenge:", at(0))
    assert desk.keying.building is not None
    assert desk.keying.building.words == "P3 → P5 · challenge"
    desk.press("a")
    assert desk.keying.pending is None


def test_giving_up_the_floor_does_not_end_what_is_built() -> None:
    assert keyed("cEc2") == [("/floor P3", 0), ("/floor -P3", 2), ("P3>P5 challenge:", 0)]


def test_a_turn_that_was_given_up_before_the_last_is_not_the_one_that_is_built() -> None:
    first = [("/floor P1", 0), ("P1>P3:", 0), ("/floor +P3", 2), ("P3>P1:", 2)]
    assert keyed("aC,cAa2") == [*first, ("/floor -P1", 5), ("P1 challenge:", 5)]


def test_an_act_long_after_is_one_of_its_own() -> None:
    desk = Desk().press("cE").wait(60)
    assert desk.press("2").end() == [("/floor P3", 0), ("P3>P5:", 0), ("P3 challenge:", 62)]
    desk = Desk().press("c").wait(60)
    assert desk.press("E2").end() == [("/floor P3", 0), ("P3>P5 challenge:", 61)]


def test_the_last_to_come_to_the_floor_is_who_acts() -> None:
    assert Desk().press("c,a").wait(60).press("2").end()[-1] == ("P1 challenge:", 63)


def test_nobody_made_out_acts_where_nobody_has_the_floor() -> None:
    assert keyed("2") == [("? challenge:", 0)]
    desk = Desk().press("C")
    assert desk.said == ["nobody has the floor: somebody speaks (is Caps Lock on?)"]
    assert desk.end() == [("?>P3:", 0)]


def test_all_and_somebody_not_made_out() -> None:
    assert keyed("c&.l") == [("/floor P3", 0), ("* laughter:", 1)]
    assert keyed("c?A1") == [("/floor P3", 0), ("/floor", 1), ("?>P1 question:", 1)]
    assert keyed("c,?") == [("/floor P3", 0), ("?:", 1)]
    assert keyed("?") == [("?:", 0)]
    assert keyed("c*") == [("/floor P3", 0), ("P3>*:", 0)]


def test_a_code_of_two_letters_has_the_time_of_its_first() -> None:
    desk = Desk().press("u")
    assert (desk.lines, desk.keying.typed, desk.keying.at) == ([], "u", at(0))
    assert desk.press("b").lines == [("/floor P22", 0)]
    assert desk.press("UA2").end()[-1] == ("P22>P21 challenge:", 0)
    assert keyed("a,ub")[-1] == ("/floor +P22", 1)
    assert keyed("aUb") == [("/floor P1", 0), ("P1>P22:", 0)]


def test_a_key_that_means_nothing_says_so_and_loses_nothing() -> None:
    desk = Desk().press("cE%.@uz,7€")
    assert len(desk.said) == 5
    assert "“.@” means nothing: a–uc people" in desk.said[1]
    assert desk.end() == [("/floor P3", 0), ("P3>P5:", 0)]


def test_nobody_speaks_to_themselves() -> None:
    desk = Desk().press("cC")
    assert desk.said == ["P3 is the one who speaks: to whom?"]
    assert desk.end() == [("/floor P3", 0)]


def test_backspace_takes_back_the_last_key() -> None:
    assert keyed("cE2<") == [("/floor P3", 0), ("P3>P5:", 0)]
    assert keyed("cE2<<F") == [("/floor P3", 0), ("P3>P6:", 0)]
    assert keyed("cE2<<<") == [("/floor P3", 0), ("/undo", 5)]
    assert keyed("c.<") == keyed("cu<") == [("/floor P3", 0)]
    assert keyed("c.<E") == [("/floor P3", 0), ("P3>P5:", 0)]
    assert keyed("cEc<") == [("/floor P3", 0), ("/floor -P3", 2), ("/undo", 3), ("P3>P5:", 0)]
    assert keyed("&<") == keyed("2<") == keyed("?1<<") == []
    assert keyed("c?<") == [("/floor P3", 0), ("/floor", 1), ("/undo", 2)]


def test_backspace_on_nothing_takes_back_the_last_jotting() -> None:
    assert keyed("cE2 <<") == [("/floor P3", 0), ("P3>P5 challenge:", 0), ("/floor", 3), ("/undo", 4), ("/undo", 5)]


def test_who_was_taken_back_does_not_act() -> None:
    assert keyed("c<2")[-1] == ("P3 challenge:", 2)  # the room here undoes nothing: P3 still has the floor
    desk = Desk().press("cc<<")
    assert desk.press("2").end()[-1] == ("? challenge:", 4)


def test_words_for_the_last_one() -> None:
    desk = Desk().press("cE2")
    assert desk.keying.to_words() == ("P3>P5 challenge: ", at(0))
    assert desk.end() == [("/floor P3", 0)]
    assert desk.keying.to_words() is None
    assert Desk().press("c").wait(600).keying.to_words() == ("P3: ", at(0))


KEYS = st.text(st.sampled_from("abcABCuUaA12.cl,+ *&?<%é"), max_size=40)


@given(KEYS, st.lists(st.sampled_from([0.01, 0.5, 11.0]), min_size=1, max_size=5))
def test_whatever_is_pressed_each_person_and_act_is_on_the_record(keys: str, apart: list[float]) -> None:
    desk = Desk()
    for n, key in enumerate(keys):
        desk.press(key, apart[n % len(apart)])
    desk.end()
    times = [when for _, when in desk.lines]
    assert all(0 <= when <= desk.second for when in times)
    jotted = [line for line, _ in desk.lines if line != "/undo"]
    assert len(jotted) == len(desk.seen)
    assert all(seen.kind in ("floor", "speech", "act") for seen in desk.seen)


@given(st.text(st.sampled_from("abc, &1AB"), max_size=40))
def test_the_floor_is_what_the_letters_say(keys: str) -> None:
    desk, floor, joins = Desk(), list[str](), False
    for key in keys:
        desk.press(key)
        code = {"a": "P1", "b": "P2", "c": "P3"}.get(key.lower() if joins else key)
        if joins and code is None:
            joins = False  # the sign and what is behind it mean nothing together
            continue
        if code:
            floor = [p for p in floor if p != code] if code in floor else [*floor, code] if joins else [code]
        elif key == " ":
            floor = []
        joins = key == ","
        assert list(desk.floor) == floor
    desk.end()
    acts = [seen.acts for seen in desk.seen if seen.acts]
    assert len(acts) <= keys.count("1")


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "D", "E"]), st.sampled_from(["", "2", ".l"])))
)
def test_every_addressed_turn_is_one_interaction(turns: list[tuple[str, str, str]]) -> None:
    desk = Desk()
    wanted = []
    for who, to, act in turns:
        desk.press(" " + who + to + act)
        if to or act:
            head = {"a": "P1", "b": "P2", "c": "P3"}[who] + {"": "", "D": ">P4", "E": ">P5"}[to]
            wanted.append(head + {"": "", "2": " challenge", ".l": " laughter"}[act] + ":")
    assert [line for line, _ in desk.end() if not line.startswith("/floor")] == wanted
    assert sum(seen.mode == "takes" for seen in desk.seen) == len(turns)
