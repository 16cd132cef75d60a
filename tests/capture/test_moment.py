"""The time of a key: by one reading of both clocks, and what happens where they part."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.capture import moment
from fieldnotes.capture.jumps import in_words
from fieldnotes.capture.moment import Clocks, Jump, Watch

START = 1_700_000_000_000


class Machine:
    """A machine with three clocks."""

    def __init__(self) -> None:
        self.clocks = Clocks(START, 1000, 1000)

    def __call__(self) -> Clocks:
        return self.clocks

    def pass_by(self, wall: int, mono: int, unsleeping: int | None = None) -> None:
        """Each clock goes on by so many milliseconds."""
        now = self.clocks
        on = mono if unsleeping is None else unsleeping
        self.clocks = Clocks(now.wall + wall, now.mono + mono, now.unsleeping + on)


def told(watch: Watch, mono: int) -> int:
    """The time of a key since the start, in milliseconds."""
    return round(watch.of_event(mono / 1000, "UTC").at.timestamp() * 1000) - START


def test_keys_a_moment_apart_keep_their_distance_however_the_wall_clock_is_read() -> None:
    machine = Machine()
    watch = Watch(machine)
    times = []
    for n in range(1, 200):
        machine.pass_by(wall=2 if n % 2 else 0, mono=1)  # the wall clock is read a millisecond late, then early
        times.append(told(watch, 1000 + n))
    assert [later - earlier for earlier, later in pairwise(times)] == [1] * 198


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(-400, 400), st.booleans()), min_size=1, max_size=12))
def test_keys_that_wait_to_be_dealt_with_keep_their_order_whatever_the_wall_clock_does(
    steps: list[tuple[int, int, bool]],
) -> None:
    machine = Machine()
    watch = Watch(machine)
    waiting, times, last = list(range(1000, 1400, 20)), [], 0
    for awake, was_set, looks in steps:
        machine.pass_by(wall=max(0, awake + was_set) if awake else 0, mono=awake)
        if looks:
            watch.now("UTC")
        while waiting and waiting[0] <= machine.clocks.mono:
            times.append(told(watch, waiting.pop(0)))
            if len(times) % 3 == 0:
                break  # the rest of them come after the clock is looked at again
    last = machine.clocks.mono
    times += [told(watch, mono) for mono in waiting if mono <= last]
    assert times == sorted(times)


def test_a_drift_is_taken_in_and_no_key_comes_before_an_earlier_one() -> None:
    machine = Machine()
    watch = Watch(machine)
    assert told(watch, 1000) == 0
    machine.pass_by(wall=930, mono=1000)
    assert told(watch, 1990) == 920
    machine.pass_by(wall=100, mono=170)
    assert [told(watch, mono) for mono in (2100, 2101)] == [960, 961]
    assert watch.jumps() == []


def test_two_keys_of_one_batch_around_a_drift_keep_their_order() -> None:
    machine = Machine()
    watch = Watch(machine)
    machine.pass_by(wall=100, mono=100)
    first = told(watch, 1100)
    machine.pass_by(wall=0, mono=60)
    assert told(watch, 1101) >= first


def test_a_key_handled_late_has_its_own_time_and_none_is_of_the_future() -> None:
    machine = Machine()
    watch = Watch(machine)
    machine.pass_by(wall=5000, mono=5000)
    assert told(watch, 3500) == 2500
    assert told(watch, 9999) == 5000


SET = "; times go on unbroken until this is opened again"


def test_a_clock_that_is_set_is_told_once_and_the_time_goes_on_unbroken() -> None:
    machine = Machine()
    watch = Watch(machine)
    told(watch, 1000)
    machine.pass_by(wall=-3_600_000 + 1000, mono=1000)
    assert told(watch, 2000) == 1000
    assert watch.jumps() == [Jump(-3_600_000, False, Clocks(START + 1000, 2000, 2000))]
    assert watch.jumps() == []
    machine.pass_by(wall=3_600_000 + 500, mono=500)  # and is set right again
    assert told(watch, 2500) == 1500
    assert [in_words(jump) for jump in watch.jumps()] == [
        f"the clock of this machine was set forward by 1 h 00 m{SET}"
    ]


def test_a_machine_that_slept_was_not_set() -> None:
    machine = Machine()
    watch = Watch(machine)
    machine.pass_by(wall=7_200_500, mono=500, unsleeping=7_200_500)
    assert told(watch, 1500) == 7_200_500
    assert [in_words(jump) for jump in watch.jumps()] == ["this machine was asleep for 2 h 00 m"]
    machine.pass_by(wall=60_000, mono=0, unsleeping=20_000)
    assert told(watch, 1500) == 7_220_500
    assert [in_words(jump) for jump in watch.jumps()] == [
        f"the clock of this machine was set forward by 40 s{SET}",
        "this machine was asleep for 20 s",
    ]


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 9000), st.integers(-(10**7), 10**7)), max_size=20))
def test_lengths_are_those_of_the_unsleeping_clock_whatever_is_done_to_the_wall_clock(
    steps: list[tuple[int, int, int]],
) -> None:
    machine = Machine()
    watch = Watch(machine)
    gone, before = 0, 0
    for awake, asleep, was_set in steps:
        asleep = asleep if asleep > 2000 else 0
        was_set = was_set if abs(was_set) > 2000 else 0
        machine.pass_by(wall=awake + asleep + was_set, mono=awake, unsleeping=awake + asleep)
        gone += awake + asleep
        now = round(watch.now("UTC").at.timestamp() * 1000) - START
        assert before <= now
        assert now == gone
        before = now


def test_each_system_has_a_clock_that_goes_on_in_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def ask(number: int) -> int:
        asked.append(number)
        return 5

    monkeypatch.setattr(time, "CLOCK_BOOTTIME", 7, raising=False)
    monkeypatch.setattr(time, "CLOCK_MONOTONIC", 1, raising=False)
    monkeypatch.setattr(time, "clock_gettime_ns", ask, raising=False)
    assert moment._unsleeping_ns() == 5
    monkeypatch.delattr(time, "CLOCK_BOOTTIME")  # macOS: its monotonic one stops in sleep, this one does not
    assert moment._unsleeping_ns() == 5
    assert asked == [7, 1]
    monkeypatch.delattr(time, "CLOCK_MONOTONIC")  # Windows: the monotonic one itself goes on
    monkeypatch.setattr(time, "monotonic_ns", lambda: 9)
    assert moment._unsleeping_ns() == 9
