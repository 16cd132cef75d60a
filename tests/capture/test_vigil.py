"""What the machine did to a meeting: noted in its record, and offered as a gap that nobody has to take."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldnotes.capture import firstkey, linemode
from fieldnotes.capture.jumps import change_in_words, clock_change
from fieldnotes.capture.linemode import LineMode
from fieldnotes.capture.moment import Clocks, KeyTime, Watch
from fieldnotes.capture.session import Session
from fieldnotes.capture.vigil import Absence, Vigil
from fieldnotes.model.clock import in_zone, is_doubled, offset_of
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation
from tests.jottings.rooms import ITEMS, PEOPLE, protocol
from tests.keepers import MemoryKeeper

ZONE = "Europe/London"
TWO = datetime(2024, 5, 14, 13, 0, tzinfo=UTC)  # two in the afternoon, in summer


class Laptop:
    """Its clocks."""

    def __init__(self, at: datetime) -> None:
        self.clocks = Clocks(round(at.timestamp() * 1000), 5000, 5000)

    def __call__(self) -> Clocks:
        return self.clocks

    def works(self, seconds: float) -> None:
        """All clocks go on."""
        self.sleeps(0)
        ms = round(seconds * 1000)
        self.clocks = Clocks(self.clocks.wall + ms, self.clocks.mono + ms, self.clocks.unsleeping + ms)

    def sleeps(self, seconds: float) -> None:
        """The monotonic clock of Linux stands still."""
        ms = round(seconds * 1000)
        self.clocks = self.clocks._replace(wall=self.clocks.wall + ms, unsleeping=self.clocks.unsleeping + ms)


def record(at: datetime) -> Record:
    start = in_zone(at, ZONE)
    head = Meeting(id="m", site="B", body="PEC", date=start.date(), start=start, zone=ZONE, protocol="x")
    return Record(meeting=head, protocol=protocol(), people=PEOPLE, items=ITEMS)


class Sitting:
    """Somebody at a laptop, the screen ticking each second."""

    def __init__(self, laptop: Laptop, kept: MemoryKeeper) -> None:
        self.laptop, self.kept = laptop, kept
        self.session = Session(kept, "KC", Watch(laptop))
        self.session.take_up()

    def tick(self, seconds: int = 1) -> None:
        for _ in range(seconds):
            self.laptop.works(1)
            self.session.beat()
            self.session.look()

    def types(self, line: str) -> tuple[Observation, ...]:
        return self.session.take(line, self.session.now()).observations

    @property
    def told(self) -> list[str]:
        """What stands in the record by the program's hand, with its time."""
        return [f"{seen.at:%H:%M:%S} {seen.text}" for seen in self.session.observations if not seen.observer]

    @property
    def offered(self) -> str:
        """The line that is offered."""
        offer = self.session.vigil.offered
        return offer.line if offer else ""


@pytest.fixture
def sitting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sitting]:
    monkeypatch.setenv("FIELDNOTES_STATE", str(tmp_path / "state"))
    made = Sitting(Laptop(TWO), MemoryKeeper(record(TWO)))
    yield made
    made.session.close()


def test_a_laptop_that_slept_says_since_when_and_offers_the_gap(sitting: Sitting) -> None:
    sitting.types("/item 1")
    sitting.tick(60)
    sitting.laptop.sleeps(720)
    sitting.tick(3)
    assert sitting.told == ["14:01:01 this machine was asleep for 12 m 00 s"]
    assert sitting.offered == "@14:13:01 /gap 12m "
    assert sitting.session.vigil.offered is not None
    assert sitting.session.vigil.offered.says == "asleep 12m until 14:13"
    assert not any(seen.kind == "gap" for seen in sitting.session.observations)


def test_the_line_mode_tells_of_the_gap_once_with_the_line_that_records_it(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    mode, told = LineMode(sitting.session), list[str]()
    keys = iter(["P3: beds", "P3: and more", None])

    def typed(prompt: str, now: Callable[[], KeyTime]) -> tuple[str, KeyTime]:
        """Each line is typed after the machine slept, the end of input comes for none."""
        if (line := next(keys)) is None:
            raise EOFError
        sitting.laptop.sleeps(720 if line == "P3: beds" else 0)
        return line, now()

    monkeypatch.setattr(linemode, "is_prompted", lambda: True)
    monkeypatch.setattr(firstkey, "prompt_line", typed)
    for line in linemode.prompted(mode, told.append):
        mode.enter(line.line, line.at)
    assert told == ["Asleep 12m until 14:12. To record this as a gap, type: @14:12:00 /gap 12m"]
    mode.enter(told[0].partition("type: ")[2], sitting.session.now())
    (gap,) = (seen for seen in sitting.session.observations if seen.kind == "gap")
    assert (gap.minutes, f"{gap.at:%H:%M:%S}") == (12, "14:12:00")


def test_the_gap_that_is_taken_covers_the_sleep_and_settles_the_offer(sitting: Sitting) -> None:
    sitting.types("/item 1")
    sitting.tick(60)
    sitting.laptop.sleeps(720)
    sitting.tick(120)
    (gap,) = sitting.types(sitting.offered)
    assert (gap.kind, gap.minutes, f"{gap.at:%H:%M:%S}") == ("gap", 12, "14:13:01")
    assert sitting.offered == ""
    now = sitting.session.now().at
    assert sitting.session.tally.item_minutes("1", now) == pytest.approx(3, abs=0.05)


def test_a_short_nap_is_noted_and_nothing_is_offered(sitting: Sitting) -> None:
    sitting.types("/item 1")
    sitting.tick()
    sitting.laptop.sleeps(20)
    sitting.tick()
    assert len(sitting.told) == 1
    assert sitting.offered == ""


def test_where_sleep_cannot_be_told_the_program_knows_that_it_stood_still(sitting: Sitting) -> None:
    sitting.types("/item 1")
    sitting.tick(2)
    sitting.laptop.works(600)  # Windows: every clock went on, and no second was ticked
    sitting.tick(2)
    assert sitting.told == ["14:00:02 this program stood still for 10 m 01 s"]
    assert sitting.offered == "@14:10:03 /gap 10m "


def test_a_locked_screen_is_noted_once_with_what_else_it_brought(sitting: Sitting) -> None:
    sitting.types("/item 1")
    sitting.tick()
    sitting.session.vigil.out_of_front()
    sitting.tick(300)
    sitting.session.vigil.in_front()
    sitting.tick()
    assert sitting.told == ["14:00:01 this window was not in front for 5 m 00 s"]
    assert sitting.offered == "@14:05:01 /gap 5m "
    sitting.session.vigil.out_of_front()
    sitting.laptop.sleeps(300)
    sitting.tick()
    sitting.session.vigil.in_front()
    sitting.tick()
    assert [words[9:] for words in sitting.told[1:]] == ["this machine was asleep for 5 m 00 s"]


def test_a_glance_at_another_window_is_nothing(sitting: Sitting) -> None:
    sitting.types("/item 1")
    sitting.session.vigil.in_front()
    sitting.session.vigil.out_of_front()
    sitting.tick(100)
    sitting.session.vigil.in_front()
    sitting.tick()
    assert (sitting.told, sitting.offered) == ([], "")


def test_a_battery_that_died_is_known_when_it_is_opened_again(sitting: Sitting) -> None:
    sitting.types("/item 1")
    sitting.tick(95)  # the last sign of life is of 14:01:31
    sitting.session._writer.close()
    later = Laptop(TWO + timedelta(minutes=20))
    again = Sitting(later, sitting.kept)
    again.tick()
    assert again.told == ["14:01:31 fieldnotes was not running here for 18 m 29 s"]
    assert again.offered == "@14:20:00 /gap 18m "
    again.session.close()
    sitting.session._writer.close = list  # type: ignore[method-assign]


def test_opened_again_at_once_or_before_anything_was_observed_is_nothing(sitting: Sitting) -> None:
    sitting.tick(40)
    sitting.session.close()
    early = Sitting(Laptop(TWO + timedelta(minutes=30)), sitting.kept)
    early.types("/item 1")
    early.tick(40)
    assert early.told == []
    early.session.close()
    soon = Sitting(Laptop(TWO + timedelta(minutes=31)), sitting.kept)
    soon.tick()
    assert (soon.told, soon.offered) == ([], "")
    soon.session.close()
    sitting.session.close = list  # type: ignore[method-assign]


def test_a_clock_that_lost_its_battery_is_behind_and_said_to_be(sitting: Sitting) -> None:
    sitting.types("/item 1")
    sitting.tick(40)
    sitting.session.close()
    again = Sitting(Laptop(TWO - timedelta(minutes=30)), sitting.kept)
    again.tick()
    assert [words[9:] for words in again.told] == [
        "the clock of this machine is 30 m 40 s behind what it was when fieldnotes ran last"
    ]
    again.session.close()
    sitting.session.close = list  # type: ignore[method-assign]


def test_once_the_meeting_has_ended_nothing_is_noted_and_nothing_offered(sitting: Sitting) -> None:
    sitting.types("/item 1")
    sitting.types("/end")
    sitting.laptop.sleeps(3600)
    sitting.tick()
    assert (sitting.told, sitting.offered) == ([], "")


def test_summer_time_that_ends_is_noted_and_the_order_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDNOTES_STATE", str(tmp_path / "state"))
    before = datetime(2024, 10, 27, 0, 58, tzinfo=UTC)  # 01:58 in summer time; at 02:00 it is 01:00
    sitting = Sitting(Laptop(before), MemoryKeeper(record(before)))
    (first,) = sitting.types("/item 1")
    sitting.tick(300)
    (second,) = sitting.types("/item 2")
    sitting.session.close()
    assert (f"{first.at:%H:%M:%S}", f"{second.at:%H:%M:%S}") == ("01:58:00", "01:03:00")
    assert second.at - first.at == timedelta(minutes=5)
    assert sitting.told == ["01:00:00 summer time ended: 02:00 is 01:00, +00:00 from here"]
    assert [seen.kind for seen in sitting.session.observations] == ["item", "reflection", "item"]
    assert [offset_of(one.at) for one in (first, second)] == ["+01:00", "+00:00"]
    assert [is_doubled(one.at, ZONE) for one in (first, second)] == [True, True]
    assert not is_doubled(second.at + timedelta(hours=1), ZONE)


def test_summer_time_that_begins() -> None:
    before = datetime(2024, 3, 31, 0, 30, tzinfo=UTC)
    change = clock_change(before, before + timedelta(hours=5), ZONE)
    assert change is not None
    assert change_in_words(change, ZONE) == "summer time began: 01:00 is 02:00, +01:00 from here"
    assert clock_change(before, before + timedelta(minutes=10), ZONE) is None
    assert not is_doubled(change, ZONE)


@pytest.mark.parametrize(("minutes", "words"), [(0.4, "1m"), (12.4, "12m"), (60, "1h"), (65, "1h5m"), (600, "10h")])
def test_a_length_as_the_language_writes_it(minutes: float, words: str) -> None:
    assert Absence(TWO, TWO + timedelta(minutes=minutes), "asleep").line.endswith(f" /gap {words} ")


def test_a_vigil_over_nothing_has_nothing_to_tell() -> None:
    assert Vigil(Watch(Laptop(TWO)), ZONE).notes(lambda at: True) == []
