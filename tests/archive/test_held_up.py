"""An erasure while a log cannot be read: nothing else goes from the screen, and it is carried through later."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive, NotSaved, StudyArchive, disk
from fieldnotes.archive.erasure import empty_line
from fieldnotes.archive.line import Erase
from tests.archive.making import lines_of, logs_of, seen, texts


@contextmanager
def _unreadable(*logs: Path, after: int = 0) -> Iterator[list[Path]]:
    """These logs cannot be read, but for so many times; what was asked for."""
    real, asked = disk.read_from, list[Path]()

    def refuse(path: Path, start: int = 0, length: int = -1) -> bytes:
        asked.append(path)
        if path in logs and asked.count(path) > after:
            raise OSError(5, "the disk fails")
        return real(path, start, length)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "read_from", refuse)
        yield asked


def _log_of(meeting: MeetingArchive) -> Path:
    writer = meeting.storage.journal._writer
    assert writer is not None
    return writer.path


def _line_of(meeting: MeetingArchive, change: str) -> tuple[Path, int]:
    named = f'"id":"{change}","clock"'.encode()
    found = [(log, line.n) for log in logs_of(meeting) for line in lines_of(log) if named in (line.payload or b"")]
    return found[0]


def _erase(by: MeetingArchive, change: str) -> None:
    log, n = _line_of(by, change)
    by.storage.journal.commit(lambda fold: [Erase(log.stem, n, "asked to", change)], "AB")


@pytest.fixture
def two(study: StudyArchive, meeting: MeetingArchive) -> Iterator[tuple[MeetingArchive, str]]:
    """The meeting as another run has it open, which said "note 2" and "note 3"; the change of the former."""
    meeting.commit(who="AB", observations=[seen(1)])
    other = study.open_meeting("last")
    change = other.commit(who="AB", observations=[seen(2)])
    other.commit(who="AB", observations=[seen(3)])
    meeting.refresh()
    yield other, change
    other.close()


@pytest.mark.parametrize("whose", ["the own log", "the other log"])
def test_what_is_known_stays_but_for_what_was_erased(
    meeting: MeetingArchive, two: tuple[MeetingArchive, str], whose: str
) -> None:
    other, change = two
    gone = meeting.record().observations[1].id
    with _unreadable(_log_of(meeting if whose == "the own log" else other)):
        _erase(meeting, change)
        assert texts(meeting) == ["note 1", "note 3"]
        assert len(meeting.record().people) == 2
        assert ["what an erasure touches is left out" in each.sentence for each in meeting.damage] == [True]
        assert meeting.refresh().keys == {"observations": (gone,)}
        assert not meeting.refresh()
        meeting.commit(who="AB", observations=[seen(4)])
        assert texts(meeting) == ["note 1", "note 3", "note 4"]
    assert len(logs_of(meeting)) == 2  # the own log is trusted as before
    meeting.refresh()
    assert texts(meeting) == ["note 1", "note 3", "note 4"]
    assert meeting.damage == []
    other.refresh()
    assert texts(other) == texts(meeting)


def test_a_record_whose_amendment_was_erased_is_back_as_it_was_with_the_next_refresh(
    meeting: MeetingArchive, two: tuple[MeetingArchive, str]
) -> None:
    note = meeting.record().observations[1].id
    named = meeting.amend("observations", note, {"text": "a real name"}, "AB")
    with _unreadable(*logs_of(meeting)):
        _erase(meeting, named)
        assert texts(meeting) == ["note 1", "note 3"]  # not what it was before either, which nobody can tell
    assert meeting.refresh().keys == {"observations": (note,)}
    assert texts(meeting) == ["note 1", "note 2", "note 3"]


def test_the_next_commit_reads_anew_before_it_is_drawn_up(
    meeting: MeetingArchive, two: tuple[MeetingArchive, str]
) -> None:
    note = meeting.record().observations[1].id
    named = meeting.amend("observations", note, {"text": "a real name"}, "AB")
    with _unreadable(_log_of(two[0])):
        _erase(meeting, named)
    meeting.amend("observations", note, {"text": "Mr. A"}, "AB")
    assert texts(meeting) == ["note 1", "Mr. A", "note 3"]


def test_while_a_log_cannot_be_read_no_other_is_read_again_and_again(
    meeting: MeetingArchive, two: tuple[MeetingArchive, str]
) -> None:
    others = _log_of(two[0])
    with _unreadable(others) as asked:
        _erase(meeting, two[1])
        del asked[:]
        meeting.refresh()
        meeting.refresh()
    assert set(asked) == {others}


def test_what_others_write_meanwhile_is_shown(
    study: StudyArchive, meeting: MeetingArchive, two: tuple[MeetingArchive, str]
) -> None:
    with _unreadable(_log_of(meeting)):
        _erase(meeting, two[1])
        third = study.open_meeting("last")
        third.commit(who="AB", observations=[seen(5)])
        third.close()
        meeting.refresh()
        assert texts(meeting) == ["note 1", "note 3", "note 5"]


def test_no_checkpoint_is_written_that_lacks_what_is_left_out(
    study: StudyArchive, meeting: MeetingArchive, two: tuple[MeetingArchive, str]
) -> None:
    note = meeting.record().observations[0].id
    named = meeting.amend("observations", note, {"text": "a real name"}, "AB")
    with _unreadable(_log_of(two[0])):
        _erase(meeting, named)
        meeting.close()
    assert texts(study.open_meeting("last")) == ["note 1", "note 2", "note 3"]


def test_a_line_emptied_elsewhere_goes_even_where_another_log_cannot_be_read_just_then(
    study: StudyArchive, meeting: MeetingArchive, two: tuple[MeetingArchive, str]
) -> None:
    """No record of the erasure has come: that all is to be made anew must not be forgotten."""
    other, change = two
    log, n = _line_of(meeting, change)
    other.close()
    meeting.refresh()
    empty_line(log, n)
    with _unreadable(_log_of(meeting)):
        meeting.refresh()
        assert "note 1" in texts(meeting)
    meeting.refresh()
    assert texts(meeting) == texts(study.open_meeting("last")) == ["note 1", "note 3"]


@pytest.mark.parametrize("first", range(3))
def test_a_rewritten_log_that_cannot_be_looked_into_is_not_taken_for_lost(
    study: StudyArchive, meeting: MeetingArchive, two: tuple[MeetingArchive, str], first: int
) -> None:
    other, change = two
    log, n = _line_of(meeting, change)
    other.close()
    meeting.refresh()
    empty_line(log, n)
    with _unreadable(log, after=first):
        meeting.refresh()
        assert {"note 1", "note 3"} <= set(texts(meeting))
    meeting.refresh()
    assert texts(meeting) == ["note 1", "note 3"]
    assert [each for each in meeting.damage if "no longer" in each.sentence] == []


def test_a_log_that_was_never_read_holds_nothing_up(
    study: StudyArchive, meeting: MeetingArchive, two: tuple[MeetingArchive, str]
) -> None:
    """In the cloud only, it may be, and for ever."""
    change = meeting.commit(who="AB", observations=[seen(4)])
    with _unreadable(_log_of(two[0])):
        (meeting.folder / "meeting.json").unlink(missing_ok=True)
        late = study.open_meeting("last")
        assert texts(late) == ["note 1", "note 4"]
        _erase(late, change)
        assert not late.storage.journal.fold.stale
        assert texts(late) == ["note 1"]
    late.refresh()
    assert texts(late) == ["note 1", "note 2", "note 3"]
    late.close()


def test_after_a_log_went_none_that_cannot_be_read_is_passed_over(
    meeting: MeetingArchive, two: tuple[MeetingArchive, str]
) -> None:
    """It may have moved into the one that cannot be read, as logs move into packs."""
    other, change = two
    log, n = _line_of(meeting, change)
    other.close()
    meeting.refresh()
    data = log.read_bytes()
    moved = log.with_name("20040512t140000-00000000.jsonl")
    moved.write_bytes(data)
    os.unlink(log)
    with _unreadable(moved):
        meeting.refresh()
        meeting.storage.journal.commit(lambda fold: [Erase(log.stem, n, "asked to", change)], "AB")
        assert texts(meeting) == ["note 1", "note 3"]
    meeting.refresh()
    assert texts(meeting) == ["note 1", "note 3"]


def test_an_erasure_that_was_refused_but_stands_is_carried_out_all_the_same(
    study: StudyArchive, meeting: MeetingArchive, two: tuple[MeetingArchive, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "the disk fails")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_file", fail)
        patch.setattr(disk, "cut", fail)
        with pytest.raises(NotSaved):
            _erase(meeting, two[1])
    with _unreadable(_log_of(two[0])):
        meeting.refresh()
        assert texts(meeting) == ["note 1", "note 3"]
    meeting.refresh()
    assert texts(meeting) == texts(study.open_meeting("last")) == ["note 1", "note 3"]
