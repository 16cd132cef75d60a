"""Notes while they are typed: drafts that outlive a kill, and changes of the record now and then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.capture.pads import Pad, Pads
from fieldnotes.capture.session import Session
from fieldnotes.capture.spancoding import write
from fieldnotes.capture.writer import Outcome
from fieldnotes.capture.writingup import REST_SECONDS, WritingUp
from tests.capture.test_acts import Desk, enter


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.leave()


class Table:
    """A session with its notes, whose outcomes are taken in when asked for."""

    def __init__(self, session: Session) -> None:
        import queue

        self.session = session
        self.notes = WritingUp(session)
        self._outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        session.listen(self._outcomes.put)

    def type(self, text: str, line: int = 0, at: float = 0.0) -> None:
        self.notes.typed(self.id(line), text, {}, at)

    def id(self, line: int = 0) -> str:
        return self.session.observations[line].id

    def settle(self) -> None:
        """Wait until the writer has done all that was asked of it so far."""
        import threading

        done = threading.Event()
        self.session.aside(done.set)
        assert done.wait(20)
        while not self._outcomes.empty():
            outcome = self._outcomes.get()
            if outcome.error is None:
                self.notes.saved(outcome.ticket)
        self.session.aside((again := threading.Event()).set)
        assert again.wait(20)

    def leave(self) -> None:
        self.notes.close()
        self.session.close()
        self.notes.end()


@pytest.fixture
def table(desk: Desk) -> Table:
    session = desk.sit()
    enter(session, "one", "two")
    return Table(session)


def drafts(own_folders: Path) -> list[Path]:
    return sorted((own_folders / "state" / "drafts").glob("*.pads"))


def test_what_is_typed_is_a_draft_and_not_in_the_log(table: Table, own_folders: Path) -> None:
    for length in range(1, 40):
        table.type("x" * length)
        table.notes.keep()
    table.settle()
    assert table.notes.state(table.id()) == "kept"
    assert len(table.session.observations) == 2
    assert table.session.observations[0].written_up is None
    [draft] = drafts(own_folders)
    assert draft.stat().st_mode & 0o777 == 0o600
    assert b"x" * 39 in draft.read_bytes()


def test_a_draft_that_was_killed_is_taken_up(table: Table, desk: Desk) -> None:
    table.type("As far as it went")
    table.notes.keep()
    table.settle()
    table.notes._pads.close()  # what a kill does: the lock goes, nothing else
    again = WritingUp(desk.sit())
    assert again.take_up() == (table.id(),)
    assert again.text(table.id()) == "As far as it went"
    assert not again.has_changed_under(table.id())
    again.commit_all()
    assert again.session.seen(table.id()).written_up == "As far as it went"


def test_a_draft_of_a_line_that_cannot_be_read_just_now_waits(
    table: Table, desk: Desk, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pads = Pads(table.session.record.meeting.id, table.session.observer)
    pads.keep({table.id(): Pad("as far as it went"), "away": Pad("of a line that is away")})
    pads.close()
    monkeypatch.setattr(Session, "is_damaged", True)
    again = Table(desk.sit())
    assert again.notes.take_up() == (table.id(),)
    again.leave()
    [draft] = drafts(own_folders)
    assert b"of a line that is away" in draft.read_bytes()
    assert b"as far" not in draft.read_bytes()
    monkeypatch.setattr(Session, "is_damaged", False)
    assert WritingUp(desk.sit()).take_up() == ()
    assert drafts(own_folders) == []


def test_a_living_screen_keeps_its_draft(table: Table, desk: Desk) -> None:
    table.type("mine")
    table.notes.keep()
    table.settle()
    assert WritingUp(desk.sit()).take_up() == ()


def test_a_note_in_the_record_has_no_draft_any_more(table: Table, own_folders: Path) -> None:
    table.type("a note")
    table.notes.keep()
    assert table.notes.commit(table.id()) is not None
    assert table.notes.state(table.id()) == "saving"
    table.settle()
    assert table.notes.state(table.id()) == "saved"
    assert drafts(own_folders) == []
    assert table.notes.commit(table.id()) is None


def test_what_is_typed_on_while_it_is_saved_stays_a_draft(table: Table) -> None:
    table.type("a note")
    table.notes.commit(table.id())
    table.type("a note, and more")
    table.settle()
    assert table.notes.state(table.id()) == "typing"
    assert table.notes.text(table.id()) == "a note, and more"
    assert not table.notes.has_changed_under(table.id())


def test_nothing_is_thrown_away_before_it_is_on_the_disk(desk: Desk, own_folders: Path) -> None:
    session, disk = desk.stuck()
    enter(session, "one")
    table = Table(session)
    table.settle()
    disk.refusing.set()
    table.type("a note that the disk refuses")
    table.notes.keep()
    table.notes.commit(table.id())
    table.notes.commit(table.id())
    table.settle()
    assert table.notes.state(table.id()) == "saving"
    assert len(drafts(own_folders)) == 1
    disk.refusing.clear()
    table.leave()
    assert desk.on_disk().observations[0].written_up == "a note that the disk refuses"
    assert drafts(own_folders) == []


def test_leaving_puts_all_of_it_into_the_record(table: Table, desk: Desk, own_folders: Path) -> None:
    table.type("one, at length")
    table.type("two, at length", 1)
    table.leave()
    assert [seen.written_up for seen in desk.on_disk().observations] == ["one, at length", "two, at length"]
    assert drafts(own_folders) == []
    assert list((own_folders / "state" / "drafts").glob("*.pads.lock")) == []


def test_a_minute_of_rest_is_told_from_typing(table: Table) -> None:
    assert not table.notes.is_resting(1000.0)
    table.type("a", at=1000.0)
    assert not table.notes.is_resting(1000.0 + REST_SECONDS - 1)
    assert table.notes.is_resting(1000.0 + REST_SECONDS)


def test_somebody_elses_note_in_the_meantime_is_noticed_and_stays_in_the_history(table: Table, desk: Desk) -> None:
    table.type("mine")
    other = desk.sit("RS")
    table.settle()
    other.look()
    write(other, table.id(), "theirs")
    while other.waiting:
        pass
    table.session.look()
    assert table.notes.has_changed_under(table.id())
    table.leave()
    desk.leave()
    archive = desk.archive()
    assert archive.record().observations[0].written_up == "mine"
    values = [step.fields.get("written_up", ("", ""))[1] for one in archive.history() for step in one.steps]
    assert "theirs" in values


def test_reflections_are_late(table: Table) -> None:
    for kind in ("interpretation", "method", "feeling"):
        table.notes.reflect(f"of {kind}", kind, table.session.now())
    last = table.session.observations[-3:]
    assert [(seen.kind, seen.reflection, seen.late) for seen in last] == [
        ("reflection", kind, True) for kind in ("interpretation", "method", "feeling")
    ]


def test_whoever_writes_up_is_not_away_from_a_meeting_that_was_never_ended(table: Table, desk: Desk) -> None:
    from datetime import timedelta

    table.session.vigil.reopened(table.session.now().at - timedelta(hours=3))
    table.session.look()
    table.notes.reflect("of it", "feeling", table.session.now())
    assert [seen.kind for seen in table.session.observations] == ["note", "note", "reflection"]


def test_a_disk_that_refuses_drafts_is_known(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pads, "keep", lambda self, pads: False)
    table.type("a")
    table.notes.keep()
    table.settle()
    assert not table.notes.outlives
    assert table.notes.state(table.id()) == "typing"


def test_a_damaged_file_of_drafts_is_none(own_folders: Path) -> None:
    first = Pads("meeting", "KC")
    assert first.keep({"o": Pad("text")})
    first.close()
    [path] = drafts(own_folders)
    path.write_bytes(b"{")
    assert Pads("meeting", "KC").take_over() == {}


def test_drafts_that_cannot_be_read_stay_where_they_are(own_folders: Path) -> None:
    for words in ("one", "two"):
        pads = Pads("meeting", "KC")
        assert pads.keep({words: Pad(words)})
        pads.close()
    damaged, sound = sorted((own_folders / "state" / "drafts").glob("*.pads"))
    damaged.write_bytes(damaged.read_bytes()[:-4])
    left = Pads("meeting", "KC")
    assert len(left.take_over()) == 1
    assert damaged.exists()
    assert not sound.exists()
    left.close()
