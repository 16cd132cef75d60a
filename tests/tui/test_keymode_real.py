"""A real meeting played through key mode, and keys as fast as they come, on the screen and in a real terminal."""

import os
import signal
import sys
from functools import partial
from pathlib import Path

import msgspec
import pytest
from textual import events

from fieldnotes.archive import StudyArchive
from fieldnotes.capture.moment import Clocks, Watch
from fieldnotes.capture.session import Session
from fieldnotes.measures.participation import participation
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person
from fieldnotes.tui.app import FieldnotesApp
from fieldnotes.tui.screens.capture import CaptureScreen
from fieldnotes.tui.stamps import _APART
from tests.keepers import MemoryKeeper
from tests.pty_driver import Terminal
from tests.shared_material import needs_shared
from tests.spoken import START, Turn, meeting_turns, presses, talk_seconds, turns
from tests.tui.keeping import record
from tests.tui.on_clock import at
from tests.tui.screens import Screen

WITHIN_SECONDS = 1.0
F4, ESCAPE, LEAVE = "\x1bOS", "\x1b", "\x11"


def test_turns_that_overlap_are_read() -> None:
    lines = [("0.5", "2", "A"), ("1", "3", "B"), ("2.4", "1", "A"), ("9", "1", "A")]
    spoken = turns(
        "\n".join(f"SPEAKER m 1 {begin} {length} <NA> <NA> {who} <NA> <NA>" for begin, length, who in lines)
    )
    assert spoken == [Turn("P1", 500, 3400), Turn("P2", 1000, 4000), Turn("P1", 9000, 10000)]
    assert talk_seconds(spoken) == {"P1": pytest.approx(3.9), "P2": pytest.approx(3.0)}
    assert [press.keys for press in presses(spoken)] == ["a", ",b", "a", "b", "a", "a"]


def of(spoken: list[Turn]) -> Record:
    """A meeting of those who speak, at which nothing was observed yet."""
    people = tuple(Person(who) for who in talk_seconds(spoken))
    return msgspec.structs.replace(record(start=START), people=people)


def assert_within_a_second(kept: Record, spoken: list[Turn]) -> None:
    """Talk time a person is that of the reference."""
    measured = participation(kept)
    assert measured.basis == "floor"
    wanted = talk_seconds(spoken)
    assert measured.minutes.keys() == wanted.keys()
    apart = {who: abs(measured.minutes[who] * 60 - seconds) for who, seconds in wanted.items()}
    assert max(apart.values()) < WITHIN_SECONDS, apart


class Moving:
    """Clocks that a test sets."""

    def __init__(self) -> None:
        self.ms = 0

    def __call__(self) -> Clocks:
        return at(self.ms)


@needs_shared
async def test_a_real_meeting_on_the_screen() -> None:
    spoken = meeting_turns()
    assert len(spoken) > 150
    clock, keeper = Moving(), MemoryKeeper(of(spoken))
    live = Session(keeper, "KC", Watch(clock))
    async with FieldnotesApp(live).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaptureScreen)
        await pilot.press("f4")
        for press in presses(spoken):
            clock.ms = press.at
            for character in press.keys:
                key = events.Key({",": "comma"}.get(character, character), character)
                key.time = clock().mono / 1000 - _APART
                clock.ms += 40  # the second key comes a little later, and both are looked at later still
                screen.on_key(key)
        await pilot.press("escape")
    live.close()
    assert_within_a_second(keeper.record().with_observations(tuple(keeper.kept)), spoken)
    assert sum(participation(live.record.with_observations(tuple(keeper.kept))).turns.values()) == len(spoken)


@needs_shared
def test_a_real_meeting_in_a_terminal_on_an_accelerated_clock(tmp_path: Path) -> None:
    spoken = meeting_turns()
    start, folder, clock = of(spoken), tmp_path / "study", tmp_path / "clock"
    study = StudyArchive.create(folder, "AMI", "UTC")
    study.new_meeting(start.meeting, start.protocol, start.people, start.items, who="KC").close()
    study.close()
    clock.write_text("0")
    with Terminal([sys.executable, "-m", "tests.tui.on_clock", str(folder), str(clock)]) as screen:
        screen.wait_for("No item open")
        screen.send(F4)
        screen.wait_for("KEYS")
        for count, press in enumerate(presses(spoken), 1):
            (tmp_path / "next").write_text(str(press.at))
            os.replace(tmp_path / "next", clock)
            screen.send(press.keys)
            screen.wait_until(partial(has_floors, folder, count), f"{press} on the disk")
        screen.send(ESCAPE)
        screen.wait_until(lambda: "KEYS" not in screen.screen(), "key mode left")
        screen.send(LEAVE)
        assert screen.wait_end() == 0
    study = StudyArchive.open(folder)
    meeting = study.open_meeting("last")
    assert_within_a_second(meeting.record(), spoken)
    meeting.close()
    study.close()


def has_floors(folder: Path, count: int) -> bool:
    """True once the logs of the meetings hold so many records of the floor."""
    logs = folder.glob("meetings/*/*.jsonl")
    return sum(log.read_bytes().count(b'"kind":"floor"') for log in logs) >= count


def test_keys_unpaced_lose_nothing(screen: Screen) -> None:
    floor, act = "floor", "act"
    turns_kept = [(floor, "P1"), (act, "P1"), (floor, "P2"), (act, "P2"), (floor, "P3"), (floor, "P1"), (act, "P1")]
    screen.send(F4 + "aB2bA3c,a*.l " * 20 + "\r")
    screen.wait_until(lambda: len(screen.kept()) >= 20 * 8, "all of them")
    screen.leave()
    kinds = [(entry["kind"], entry["actor"]) for entry in screen.kept()[:-1]]
    assert kinds == [*turns_kept, (floor, None)] * 20


@pytest.mark.parametrize("options", [(), ("--stall",)])
def test_twenty_keys_a_second_lose_nothing_and_keep_their_order(tmp_path: Path, options: tuple[str, ...]) -> None:
    with Screen(tmp_path, *options) as screen:
        screen.send(F4)
        screen.type_slowly("abcef" * 12, 0.05)
        screen.wait_until(lambda: len(screen.kept()) == 60, "sixty turns")
        screen.send(ESCAPE)
        screen.wait_until(lambda: "KEYS" not in screen.screen(), "key mode left")
        screen.leave()
        kept = screen.kept()[:-1]
    assert [entry["actor"] for entry in kept] == ["P1", "P2", "P3", "P5", "P6"] * 12
    times = [entry["at"] for entry in kept]
    assert times == sorted(times)


def test_what_was_built_outlives_a_kill(tmp_path: Path) -> None:
    with Screen(tmp_path) as screen:
        screen.send(F4 + "aB2")
        screen.wait_draft("P1>P2 challenge:")
        screen.signal(signal.SIGKILL)
        screen.wait_end()
        assert [entry["kind"] for entry in screen.kept()] == ["floor"]
    with Screen(tmp_path) as screen:
        screen.wait_until(lambda: len(screen.kept()) == 2, "what was built")
        first, built = screen.kept()
        assert (built["kind"], built["actor"], built["at"]) == ("act", "P1", first["at"])
        screen.leave()
