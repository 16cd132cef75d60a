"""The live session: times, places, what is late, what is not on the disk yet."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fieldnotes.capture.draft import Draft
from fieldnotes.capture.moment import Clocks, KeyTime, Watch
from fieldnotes.capture.refused import read_refused
from fieldnotes.capture.session import Session
from fieldnotes.capture.writer import Outcome
from fieldnotes.model.clock import in_zone, now_in
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation
from tests.jottings.rooms import ITEMS, PEOPLE, protocol
from tests.keepers import MemoryKeeper

ZONE = "Europe/London"


def meeting(days_ago: int = 0) -> Record:
    start = in_zone(now_in(ZONE) - timedelta(days=days_ago, minutes=30), ZONE)
    head = Meeting(id=new_id(), site="B", body="PEC", date=start.date(), start=start, zone=ZONE, protocol="x")
    return Record(meeting=head, protocol=protocol(), people=PEOPLE, items=ITEMS)


class Room:
    """A session on a meeting in memory, and what it tells."""

    def __init__(self, record: Record) -> None:
        self.kept = MemoryKeeper(record)
        self.session = Session(self.kept, "KC")
        self.outcomes: list[Outcome] = []
        self._told = threading.Condition()
        self.session.listen(self._hear)

    def _hear(self, outcome: Outcome) -> None:
        with self._told:
            self.outcomes.append(outcome)
            self._told.notify_all()

    def wait_for(self, count: int) -> list[Outcome]:
        """The outcomes, once there are that many."""
        with self._told:
            assert self._told.wait_for(lambda: len(self.outcomes) >= count, timeout=30)
            return list(self.outcomes)

    def type(self, line: str, minutes: float = 0) -> tuple[Observation, ...]:
        """Enter a line some minutes from now."""
        now = self.session.now()
        return self.session.take(line, KeyTime(now.at + timedelta(minutes=minutes), now.mono)).observations


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room(meeting())
    yield made
    made.session.close()


def texts(room: Room) -> list[str]:
    return [seen.text for seen in room.session.observations]


def test_a_line_is_in_the_meeting_at_once_and_durable_when_the_writer_says_so(room: Room) -> None:
    (seen,) = room.type("P1: welcome")
    assert texts(room) == ["welcome"]
    assert (seen.observer, seen.typed, seen.late) == ("KC", "P1: welcome", False)
    (outcome,) = room.wait_for(1)
    assert outcome.saved_at is not None
    assert room.session.is_durable(seen.id)
    assert [o.id for (o,) in room.kept.commits] == [seen.id]


def test_one_jotting_is_one_change(room: Room) -> None:
    room.type("/in P5,P9")
    room.wait_for(1)
    assert [len(change) for change in room.kept.commits] == [2]
    assert room.session.record.roster.is_listed("P9")
    assert room.kept.record().roster.is_listed("P9")


def test_the_item_in_force_is_known_and_a_backdated_one_moves_what_follows(room: Room) -> None:
    room.type("/item 1", -20)
    room.type("P1: x", -10)
    assert [seen.item for seen in room.session.observations] == ["1", "1"]
    now = room.session.now()
    taken = room.session.take("@-15m /item 2", now)
    assert taken.moved
    assert [seen.item for seen in room.session.observations] == ["1", "2", "2"]
    assert room.session.room.item == "2"
    (opened,) = taken.observations
    assert opened.typed_at == now.at
    assert opened.at == now.at - timedelta(minutes=15)


def test_a_backdated_line_is_read_in_the_room_of_its_time(room: Room) -> None:
    room.type("/out P3", -5)
    assert [seen.kind for seen in room.type("@-10m P3: x")] == ["speech"]
    assert [seen.kind for seen in room.type("P3: y")] == ["presence", "speech"]


def test_who_speaks_after_a_departure_entered_later_is_back_before(room: Room) -> None:
    room.type("P1: x", -10)
    room.type("P1: y", -4)
    taken = room.session.take("@-7m /out P1", room.session.now())
    assert [(seen.mode, seen.actor) for seen in taken.observations] == [("out", "P1"), ("in", "P1")]
    assert "P1 speaks later" in taken.warnings[0]
    assert [seen.kind for seen in room.session.observations] == ["speech", "presence", "presence", "speech"]
    assert room.session.take("@-2m /out P1", room.session.now()).warnings == ()


def test_an_action_belongs_to_the_last_decision_of_its_item(room: Room) -> None:
    room.type("/item 1", -20)
    (decision,) = room.type("! ruling: yes", -19)
    (action,) = room.type("=> P1: do it", -18)
    assert action.of == decision.id
    room.type("/item 2", -17)
    (other,) = room.type("=> P1: and that", -16)
    assert other.of is None
    room.type("/item 1", -15)
    (again,) = room.type("=> P1: more", -14)
    assert again.of == decision.id


def test_lines_after_the_end_are_late_and_in_no_duration(room: Room) -> None:
    room.type("/item 1", -20)
    room.type("/end", -10)
    (late,) = room.type("P1: one more thing")
    assert late.late
    assert room.session.tally.item_minutes("1", now_in(ZONE)) == pytest.approx(10, abs=0.02)
    (timely,) = room.type(f"@{(now_in(ZONE) - timedelta(minutes=15)):%H:%M:%S} P1: before")
    assert not timely.late


def test_a_meeting_of_another_day_takes_paper_notes_by_its_own_clock() -> None:
    record = meeting(days_ago=40)
    paper = Room(record)
    begun = record.meeting.start
    assert begun is not None
    (timely,) = paper.type(f"@{begun + timedelta(minutes=3):%H:%M:%S} P1: welcome")
    (late,) = paper.type("P1: remembered in the evening")
    paper.session.close()
    expected = begun + timedelta(minutes=3)
    assert abs((timely.at - expected).total_seconds()) < 1
    assert not timely.late
    assert late.late


def test_a_line_of_blanks_records_nothing(room: Room) -> None:
    assert room.session.take("   ", room.session.now()).ticket == 0
    assert texts(room) == []


def test_what_the_disk_refuses_is_kept_in_order_and_written_when_there_is_room(room: Room) -> None:
    room.kept.refusing.set()
    first, second = room.type("one")[0], room.type("two")[0]
    refused = room.wait_for(1)[0]
    assert refused.error is not None
    assert "No space left" in refused.error
    assert not room.session.is_durable(first.id)
    room.kept.refusing.clear()
    room.type("three")
    assert room.session.close() == []
    assert [seen.text for change in room.kept.commits for seen in change] == ["one", "two", "three"]
    assert room.session.is_durable(second.id)


def test_what_the_disk_refuses_to_the_last_is_handed_back() -> None:
    room = Room(meeting())
    room.kept.refusing.set()
    room.type("one")
    room.type("two")
    assert room.session.close() == ["one", "two"]
    assert room.kept.closed


def test_lines_of_others_come_in_between_and_ours_are_not_lost(room: Room) -> None:
    room.kept.refusing.set()
    room.type("mine")
    other = Observation(
        id=new_id(), at=now_in(ZONE) - timedelta(minutes=5), kind="note", text="theirs", observer="RS"
    )
    room.kept.from_others.append(other)
    assert room.session.look()
    assert not room.session.look()
    assert texts(room) == ["theirs", "mine"]
    room.kept.refusing.clear()


def test_the_draft_comes_back_and_not_one_that_was_entered() -> None:
    record = meeting()
    room = Room(record)
    key = room.session.now()
    room.session.keep_draft("P1: half a li", key)
    room.session.close()
    again = Room(record)
    assert again.session.take_up().draft == Draft("P1: half a li", key)
    again.session.take("P1: another line of the same instant", key)
    again.session.close()
    third = Room(again.kept.record())
    assert third.session.take_up().draft == Draft("P1: half a li", key)
    third.session.take("P1: half a li", key)
    third.session.close()  # as if the machine stopped before the draft was thrown away
    last = Room(third.kept.record())
    assert last.session.take_up().draft is None
    last.session.close()


def test_a_draft_that_was_emptied_does_not_come_back() -> None:
    record = meeting()
    room = Room(record)
    room.session.keep_draft("P1: half a li", room.session.now())
    room.session.close()
    again = Room(record)
    assert again.session.take_up().draft
    again.session.keep_draft("", None)
    again.session.close()
    last = Room(record)
    assert last.session.take_up().draft is None
    last.session.close()


def test_what_the_disk_refused_comes_back_with_its_times_and_is_saved_once() -> None:
    record = meeting()
    room = Room(record)
    room.session.take_up()
    room.kept.refusing.set()
    first, second = room.type("/in P9")[0], room.type("P9: hello", -3)[0]
    assert room.wait_for(2)[-1].kept
    assert room.session.close() == ["/in P9", "P9: hello"]
    assert room.session.outlives
    again = Room(record)
    lines = again.session.take_up().lines
    assert [line.line for line in lines] == ["/in P9", "P9: hello"]
    assert [(seen.id, seen.at) for seen in again.session.observations] == [
        (second.id, second.at),
        (first.id, first.at),
    ]
    assert again.session.record.roster.is_listed("P9")
    again.wait_for(2)
    again.session.close()
    assert [seen.id for change in again.kept.commits for seen in change] == [first.id, second.id]
    assert again.kept.record().roster.is_listed("P9")
    last = Room(record)
    assert last.session.take_up().lines == ()
    last.session.close()


def test_a_line_that_is_there_is_not_taken_up() -> None:
    record = meeting()
    room = Room(record)
    room.session.take_up()
    room.kept.refusing.set()
    (seen,) = room.type("one")
    room.wait_for(1)
    room.session.close()
    there = Room(record.with_observations((seen,)))
    assert there.session.take_up().lines == ()
    there.session.close()
    assert there.kept.commits == []


def test_lines_behind_a_refused_one_are_kept_too_and_go_once_they_are_durable(own_folders: Path) -> None:
    room = Room(meeting())
    room.session.take_up()
    room.kept.refusing.set()
    for line in ("one", "two", "three"):
        room.type(line)
    assert all(outcome.kept for outcome in room.wait_for(3))
    (kept,) = (own_folders / "state" / "drafts").glob("*.jsonl")
    assert [read.line for read in read_refused(kept)] == ["one", "two", "three"]
    room.kept.refusing.clear()
    room.session.close()
    assert list((own_folders / "state" / "drafts").iterdir()) == []


def test_where_nothing_can_be_kept_outside_either_that_is_said(own_folders: Path) -> None:
    (own_folders / "state").write_bytes(b"a file in the place of the folder")
    room = Room(meeting())
    room.session.take_up()
    room.kept.refusing.set()
    room.type("one")
    assert room.wait_for(1)[0].kept is False
    room.session.close()
    assert room.session.outlives is False


def test_the_line_mode_keeps_nothing_outside_it_names_what_was_not_saved(own_folders: Path) -> None:
    room = Room(meeting())
    room.kept.refusing.set()
    room.type("one")
    assert room.session.close() == ["one"]
    assert not (own_folders / "state").exists()


class Clock:
    """The clocks of a machine, to be set."""

    def __init__(self) -> None:
        now = now_in(ZONE)
        self.clocks = Clocks(round(now.timestamp() * 1000), 5000, 5000)

    def __call__(self) -> Clocks:
        return self.clocks

    def go_on(self, ms: int, wall: int = 0) -> None:
        """Time passes; the wall clock is set by so much besides."""
        now = self.clocks
        self.clocks = Clocks(now.wall + ms + wall, now.mono + ms, now.unsleeping + ms)


def test_a_clock_that_was_set_is_told_once_in_the_record_and_nothing_is_rewritten() -> None:
    clock = Clock()
    kept = MemoryKeeper(meeting())
    session = Session(kept, "KC", Watch(clock))
    (before,) = session.take("before", session.now()).observations
    clock.go_on(1000, wall=3_600_000)
    (after,) = session.take("after", session.now()).observations
    assert not session.look()
    session.close()
    assert [seen.text for seen in session.observations] == [
        "before",
        "the clock of this machine was set forward by 1 h 00 m; times go on unbroken until this is opened again",
        "after",
    ]
    note = session.observations[1]
    assert (note.kind, note.reflection, note.observer, note.typed) == ("reflection", "method", "", None)
    assert [len(change) for change in kept.commits] == [1, 1, 1]
    assert session.observations[0] == before
    assert after.at - before.at == timedelta(seconds=1)


def test_a_clock_that_was_set_back_is_told_without_a_line() -> None:
    clock = Clock()
    session = Session(MemoryKeeper(meeting()), "KC", Watch(clock))
    session.take("before", session.now())
    clock.go_on(1000, wall=-90_000)
    session.now()
    assert session.look()
    assert [seen.text for seen in session.observations] == [
        "before",
        "the clock of this machine was set back by 1 m 30 s; times go on unbroken until this is opened again",
    ]
    session.close()


def test_a_key_has_its_time_however_late_it_is_handled(room: Room) -> None:
    now = room.session.now()
    key = room.session.key_time(now.mono / 1000 - 2.5)
    assert key.mono == now.mono - 2500
    assert abs((now.at - key.at).total_seconds() - 2.5) < 1
