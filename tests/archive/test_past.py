"""The lines of one observer are known from the ends of the logs, and no further back than is asked for."""

from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive, disk, packing
from fieldnotes.archive.backwards import find, latest_first, strands
from fieldnotes.archive.history import read_history
from fieldnotes.archive.line import Erase
from fieldnotes.model.ids import new_id
from tests.archive.making import logs_of, seen
from tests.archive.rewriting import rewrite
from tests.archive.test_history import amend, opened, redo, standing, undo

MANY = 3000


class Read:
    """How many bytes were read of files."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bytes = 0
        really = disk.read_from

        def counting(path: Path, start: int = 0, length: int = -1) -> bytes:
            data = really(path, start, length)
            self.bytes += len(data)
            return data

        monkeypatch.setattr(disk, "read_from", counting)


@pytest.fixture
def long(meeting: MeetingArchive) -> MeetingArchive:
    """A meeting of many lines of AB, which is open."""
    meeting.commit_each(who="AB", jottings=[[seen(n)] for n in range(MANY)])
    return meeting


def test_undo_reads_the_end_of_a_long_log(long: MeetingArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    (log,) = logs_of(long)
    assert log.stat().st_size > 1_000_000
    read = Read(monkeypatch)
    acts = long.acts("AB")
    for _ in range(20):
        undo(long, acts)
    assert read.bytes < 500_000
    assert standing(long) == [f"note {n}" for n in range(MANY - 20)]
    for _ in range(20):
        redo(long, acts)
    assert redo(long, acts) is None
    assert len(standing(long)) == MANY


def test_no_more_is_kept_of_a_long_meeting_than_was_asked_for(long: MeetingArchive) -> None:
    acts = long.acts("AB")
    undo(long, acts)
    past = acts._known
    assert past is not None
    assert len(past._done) + len(past._undone) < 4


def test_an_old_value_from_far_back(long: MeetingArchive) -> None:
    first = long.record().observations[0]
    amend(long, "AB", first.id, text="amended")
    undo(long, long.acts("AB"))
    assert "note 0" in standing(long)
    redo(long, long.acts("AB"))
    assert "amended" in standing(long)


def test_who_has_no_line_in_a_long_meeting_is_told_so(long: MeetingArchive) -> None:
    acts = long.acts("CD")
    assert acts.undo() is None
    assert acts.redo() is None
    long.commit(who="CD", observations=[seen(1, "mine")])
    assert undo(long, acts) is not None
    assert "mine" not in standing(long)


def test_all_the_way_back_over_many_runs_and_a_pack(meeting: MeetingArchive) -> None:
    meeting.close()
    for number in range(packing.ENOUGH + 3):
        run = opened(meeting)
        run.commit(who="AB", observations=[seen(number)])
        run.close()
    assert any(log.name.startswith("pack-") for log in logs_of(meeting))
    run = opened(meeting)
    acts = run.acts("AB")
    for number in reversed(range(packing.ENOUGH + 3)):
        undo(run, acts)
        assert standing(run) == [f"note {n}" for n in range(number)]
    assert acts.undo() is None
    for _ in range(packing.ENOUGH + 3):
        redo(run, acts)
    assert len(standing(run)) == packing.ENOUGH + 3
    run.close()


def test_logs_that_are_packed_meanwhile(meeting: MeetingArchive) -> None:
    meeting.close()
    for number in range(packing.ENOUGH):
        run = opened(meeting)
        run.commit(who="AB", observations=[seen(number)])
        if number < packing.ENOUGH - 1:
            run.close()
    other = opened(meeting)
    acts = other.acts("AB")
    undo(other, acts)
    run.close()
    assert any(log.name.startswith("pack-") for log in logs_of(meeting))
    other.refresh()
    undo(other, acts)
    assert standing(other) == [f"note {n}" for n in range(packing.ENOUGH - 2)]
    other.close()


def test_half_a_line_that_is_whole_at_the_next_look(meeting: MeetingArchive) -> None:
    """By the same observer, from another machine: it stands in the log in two parts, and is known as a whole."""
    meeting.commit(who="AB", observations=[seen(1), seen(2)])
    other = opened(meeting)
    other.commit(who="AB", observations=[seen(3, "from afar")])
    log = logs_of(meeting)[-1]
    whole = log.read_bytes()
    log.write_bytes(whole[:-40])
    mine = opened(meeting)
    acts = mine.acts("AB")
    assert acts.undo() is not None  # it is foreseen, and not done
    with log.open("ab") as file:
        file.write(whole[-40:])
    mine.refresh()
    foreseen = acts.undo()
    assert foreseen is not None
    assert [o.text for o in foreseen.of] == ["from afar"]


def test_an_erased_line_is_passed_over(meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    gone = meeting.commit(who="AB", observations=[seen(2)])
    (log,) = logs_of(meeting)
    meeting.storage.journal.commit(lambda fold: [Erase(log.stem, 3, "asked to", gone)], "AB")
    undo(meeting, meeting.acts("AB"))
    assert standing(meeting) == []


def test_backwards_is_the_history_backwards(study: StudyArchive, meeting: MeetingArchive) -> None:
    others = [opened(meeting) for _ in range(3)]
    for number in range(60):
        others[number % 3].commit(who="AB", observations=[seen(number, "x" * (number * 37 % 900))])
    others[0].close()
    of = [strand for log in logs_of(meeting) for strand in strands(log, log.stat().st_size)]
    back = [written.changes.id for written in latest_first(of, b"")]
    assert back == [commit.id for commit in reversed(read_history(meeting.folder))]
    for change in back[::7]:
        found = find(of, change)
        assert found is not None
        assert found.id == change
    assert find(of, "nothing") is None
    for each in others[1:]:
        each.close()


@pytest.mark.parametrize("block", [1, 7, 300, 5000])
def test_whatever_is_read_at_once(meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    for number in range(9):
        meeting.commit(who="AB", observations=[seen(number)])
    monkeypatch.setattr("fieldnotes.archive.backwards._BLOCK", block)
    (log,) = logs_of(meeting)
    back = [written.changes.id for written in latest_first(strands(log, log.stat().st_size), b"")]
    assert back == [commit.id for commit in reversed(read_history(meeting.folder))]


def test_a_damaged_line_and_a_later_version_are_passed_over(meeting: MeetingArchive) -> None:
    for number in range(3):
        meeting.commit(who="AB", observations=[seen(number)])
    (log,) = logs_of(meeting)
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b"note 1", b"note X"))
    acts = opened(meeting).acts("AB")
    foreseen: list[str] = []
    for _ in range(2):
        found = acts.undo()
        assert found is not None
        foreseen += [o.text for o in found.of]
    assert foreseen == ["note 2", "note 0"]
    log.write_bytes(whole)
    rewrite(log, lambda said: {**said, "fieldnotes": 2} if "fieldnotes" in said else said)
    assert list(latest_first(strands(log, log.stat().st_size), b"")) == []


def test_lines_that_are_written_and_are_still_said_to_wait(meeting: MeetingArchive) -> None:
    """The writer was quicker than whoever asks: what each came to is told by the log alone."""
    acts = meeting.acts("AB")
    lines = [seen(1), seen(2)]
    deeds = [acts.jotting(new_id(), people=(), items=(), codes=(), observations=[line]) for line in lines]
    for deed in deeds:
        meeting.carry_out(deed)
    for text in ("note 2", "note 1"):
        foreseen = acts.undo(deeds)
        assert foreseen is not None
        assert [o.text for o in foreseen.of] == [text]
        meeting.carry_out(foreseen.deed)
        deeds.append(foreseen.deed)
    assert acts.undo(deeds) is None
    back = acts.redo(deeds)
    assert back is not None
    meeting.carry_out(back.deed)
    assert standing(meeting) == ["note 1"]
