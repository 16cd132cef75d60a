"""When the disk fails: what was acknowledged stays, what was not leaves nothing behind, and the next try works."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes.archive import DiskFull, MeetingArchive, NotSaved, StudyArchive, disk
from tests.archive.making import lines_of, logs_of, seen, texts
from tests.shared_material import CHECKOUT


def _half_then(error: int) -> object:
    def write(fd: int, data: bytes) -> None:
        os.write(fd, data[: len(data) // 2])
        raise OSError(error, os.strerror(error))

    return write


def _fail(fd: int) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_on_a_full_disk_the_half_line_is_cut_back_and_the_next_try_works(
    study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    (log,) = logs_of(meeting)
    before = log.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(disk, "append", _half_then(errno.ENOSPC))
        with pytest.raises(DiskFull, match="make room and try again"):
            meeting.commit(who="AB", observations=[seen(2)])
    assert log.read_bytes() == before
    assert texts(meeting) == ["note 1"]
    meeting.commit(who="AB", observations=[seen(3)])
    assert logs_of(meeting) == [log]
    meeting.close()
    lines_of(log)
    assert texts(study.open_meeting("last")) == ["note 1", "note 3"]


def test_a_first_line_that_fails_leaves_no_file(
    study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = study.open_meeting("last")
    with monkeypatch.context() as patch:
        patch.setattr(disk, "append", _half_then(errno.ENOSPC))
        with pytest.raises(DiskFull):
            again.commit(who="AB", observations=[seen(1)])
    assert len(logs_of(meeting)) == 1
    again.commit(who="AB", observations=[seen(1)])
    assert len(logs_of(meeting)) == 2
    again.close()


def test_a_half_line_that_cannot_be_cut_back_is_left_to_a_new_log(
    study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(fd: int, length: int) -> None:
        raise OSError(errno.EIO, "no")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "append", _half_then(errno.EIO))
        patch.setattr(os, "ftruncate", refuse)
        with pytest.raises(NotSaved):
            meeting.commit(who="AB", observations=[seen(1)])
    meeting.commit(who="AB", observations=[seen(2)])
    assert len(logs_of(meeting)) == 2
    assert texts(meeting) == ["note 2"]
    assert texts(study.open_meeting("last")) == ["note 2"]


def test_after_a_failed_sync_the_log_is_left_and_another_begun(
    study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    first = logs_of(meeting)[0]
    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_file", _fail)
        with pytest.raises(NotSaved, match="try again"):
            meeting.commit(who="AB", observations=[seen(2)])
        with pytest.raises(NotSaved):
            meeting.commit(who="AB", observations=[seen(2)])
    size = first.stat().st_size
    assert texts(meeting) == ["note 1"]
    meeting.commit(who="AB", observations=[seen(3)])
    meeting.close()
    assert first.stat().st_size == size  # not even an end line: nothing claims that it is safe
    assert len(logs_of(meeting)) == 2
    assert texts(study.open_meeting("last")) == ["note 1", "note 3"]


def _refuse_to_cut(fd: int, length: int) -> None:
    raise OSError(errno.EIO, "no")


@pytest.mark.parametrize("way", ["the same again", "something else", "closing"])
def test_what_a_failed_sync_left_readable_is_written_again_before_it_counts(
    study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The line could not be taken back: others read it, though it may be gone with the next power cut."""
    meeting.commit(who="AB", observations=[seen(1)])
    first, refused = logs_of(meeting)[0], seen(2)
    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_file", _fail)
        patch.setattr(disk, "cut", _refuse_to_cut)
        with pytest.raises(NotSaved):
            meeting.commit(who="AB", observations=[refused])
    meeting.refresh()
    assert texts(meeting) == texts(study.open_meeting("last")) == ["note 1", "note 2"]
    if way != "closing":
        meeting.commit(who="AB", observations=[refused if way == "the same again" else seen(3)])
    else:
        meeting.close()
    lines = [line.payload or b"" for log in logs_of(meeting) if log != first for line in lines_of(log)]
    assert sum(refused.id.encode() in payload for payload in lines) == 1
    assert texts(meeting)[:2] == ["note 1", "note 2"]


@pytest.mark.parametrize("step", ["append", "sync_file"])
def test_an_interrupt_in_mid_commit_leaves_the_log_and_loses_nothing(
    study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    real = getattr(disk, step)

    def interrupted(*args: object) -> None:
        real(*args)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(disk, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            meeting.commit(who="AB", observations=[seen(2)])
    meeting.commit(who="AB", observations=[seen(3)])
    meeting.close()
    again = study.open_meeting("last")
    assert {"note 1", "note 3"} <= set(texts(again))
    assert again.damage == []
    assert len(logs_of(meeting)) == 2


def test_a_new_logs_name_is_durable_before_its_first_line_counts(
    study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(disk, "sync_folder", synced.append)
    again = study.open_meeting("last")
    again.commit(who="AB", observations=[seen(1)])
    assert synced == [meeting.folder]
    again.commit(who="AB", observations=[seen(2)])
    assert synced == [meeting.folder]
    again.close()


def test_a_meetings_folder_is_durable_too(study: StudyArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.archive.making import a_meeting

    synced: list[Path] = []
    monkeypatch.setattr(disk, "sync_folder", synced.append)
    made = a_meeting(study)
    assert synced == [made.folder.parent, made.folder]
    made.close()


def test_each_commit_syncs_its_file_once_and_before_it_is_known(
    meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[list[str]] = []
    real = disk.sync_file

    def sync(fd: int) -> None:
        known.append(texts(meeting))  # and whoever looks does not wait for the disk
        real(fd)

    monkeypatch.setattr(disk, "sync_file", sync)
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.commit(who="AB", observations=[seen(2)])
    assert known == [[], ["note 1"]]


def test_when_another_file_takes_the_logs_name_nothing_acknowledged_is_lost(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    """A sync tool puts its own, older copy there."""
    meeting.commit(who="AB", observations=[seen(1)])
    (log,) = logs_of(meeting)
    older = log.read_bytes()
    meeting.commit(who="AB", observations=[seen(2)])
    copy = log.with_name("copy")
    copy.write_bytes(older)
    os.replace(copy, log)
    meeting.commit(who="AB", observations=[seen(3)])
    assert len(logs_of(meeting)) == 2
    assert log.read_bytes() == older
    assert texts(meeting) == ["note 1", "note 2", "note 3"]
    meeting.close()
    (meeting.folder / "meeting.json").unlink()
    again = study.open_meeting("last")
    assert texts(again) == ["note 1", "note 2", "note 3"]
    assert again.damage == []


def test_when_the_log_was_taken_away_before_the_end_it_is_written_again(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    logs_of(meeting)[0].unlink()
    meeting.close()
    (meeting.folder / "meeting.json").unlink()
    assert texts(study.open_meeting("last")) == ["note 1"]


def test_where_files_have_no_number_the_guard_is_passed_over(
    meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "file_identity", lambda path: None)
    meeting.commit(who="AB", observations=[seen(1)])
    assert len(logs_of(meeting)) == 1 or texts(meeting) == ["note 1"]


def test_a_closed_archive_takes_nothing(meeting: MeetingArchive) -> None:
    meeting.close()
    meeting.close()
    with pytest.raises(NotSaved, match="closed"):
        meeting.commit(who="AB", observations=[seen(1)])
    assert len(logs_of(meeting)) == 1


LIMITED = """
import resource, sys
from pathlib import Path
from fieldnotes.archive import DiskFull, StudyArchive
from tests.archive.making import logs_of, seen
meeting = StudyArchive.open(Path(sys.argv[1])).open_meeting("last")
saved = []
meeting.commit(who="AB", observations=[seen(0, "first")])
limit = logs_of(meeting)[-1].stat().st_size + 5000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
failed = 0
for number in range(1, 40):
    try:
        meeting.commit(who="AB", observations=[seen(number, "x" * 300)])
        print(number)
    except DiskFull:
        failed += 1
        if failed == 3:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print("failed", failed)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the length of files")
def test_with_a_real_limit_the_system_tears_lines_and_none_is_left(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    meeting.close()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(study.folder)], check=True, capture_output=True, text=True, cwd=CHECKOUT
    )
    *saved, last = done.stdout.split("\n")[:-1]
    assert last == "failed 3"
    again = study.open_meeting("last")
    assert len(texts(again)) == len(saved) + 1 == 37
    assert again.damage == []
