"""A study on a disk that cannot be written to, and logs that are in the cloud only."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive, NotSaved, StudyArchive, disk
from fieldnotes.archive.failures import ReadOnly
from tests.archive.making import logs_of, seen, texts

CLOUD = (
    OSError(errno.EIO, "input/output error"),
    OSError(errno.EINVAL, "the cloud file provider is not running"),  # 362 on Windows
    PermissionError(errno.EACCES, "access denied"),
    FileNotFoundError(errno.ENOENT, "a placeholder"),
)
NOTES = ["note 1", "note 2"]


@pytest.fixture
def two_runs(study: StudyArchive, meeting: MeetingArchive) -> MeetingArchive:
    """A closed meeting of two logs, a note in each."""
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    again = study.open_meeting("last")
    again.commit(who="AB", observations=[seen(2)])
    again.close()
    return meeting


def _refusing(path: Path, error: OSError) -> Callable[..., bytes]:
    real = disk.read_from

    def refuse(asked: Path, *where: int) -> bytes:
        if asked == path:
            raise error
        return real(asked, *where)

    return refuse


@pytest.mark.parametrize("error", CLOUD, ids=lambda error: str(error.errno))
@pytest.mark.parametrize("with_checkpoint", [True, False])
def test_a_log_in_the_cloud_is_named_and_the_meeting_opens_without_it(
    study: StudyArchive,
    two_runs: MeetingArchive,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    with_checkpoint: bool,
) -> None:
    (log,) = [path for path in logs_of(two_runs) if b"note 2" in path.read_bytes()]
    if not with_checkpoint:
        (two_runs.folder / "meeting.json").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(disk, "read_from", _refusing(log, error))
        opened = study.open_meeting(two_runs.folder.name[-8:])
        assert [damage.file for damage in opened.damage] == [log.name]
        assert "cannot be read now" in opened.damage[0].sentence
        opened.commit(who="AB", observations=[seen(3)])
        assert texts(opened) == [*(NOTES if with_checkpoint else NOTES[:1]), "note 3"]
        opened.close()
        assert (two_runs.folder / "meeting.json").exists() == with_checkpoint
    again = study.open_meeting(two_runs.folder.name[-8:])
    assert (texts(again), again.damage) == ([*NOTES, "note 3"], [])


def test_a_checkpoint_in_the_cloud_is_not_overwritten_with_less(
    study: StudyArchive, two_runs: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = two_runs.folder / "meeting.json"
    before = summary.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(disk, "read_from", _refusing(summary, OSError(errno.EIO, "offline")))
        opened = study.open_meeting(two_runs.folder.name[-8:])
        assert texts(opened) == NOTES
        assert [damage.file for damage in opened.damage] == ["meeting.json"]
        opened.commit(who="AB", observations=[seen(3)])
        opened.close()
    assert summary.read_bytes() == before


def test_a_placeholder_that_leads_nowhere_is_named(study: StudyArchive, two_runs: MeetingArchive) -> None:
    (two_runs.folder / "20040512t140000-00000000.jsonl").symlink_to("nowhere")
    opened = study.open_meeting(two_runs.folder.name[-8:])
    assert texts(opened) == NOTES
    assert [damage.file for damage in opened.damage] == ["20040512t140000-00000000.jsonl"]


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_study_that_cannot_be_written_to_is_read_as_ever(
    study: StudyArchive, two_runs: MeetingArchive, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    study.close()
    before = {path: path.read_bytes() for path in study.folder.rglob("*.json*")}
    (two_runs.folder / "meeting.json").unlink()
    before.pop(two_runs.folder / "meeting.json")
    real = disk.open_exclusive

    def refuse(path: Path, *how: int) -> int:
        if path.is_relative_to(study.folder):
            raise OSError(number, "read-only file system")
        return real(path, *how)

    monkeypatch.setattr(disk, "open_exclusive", refuse)
    archive = StudyArchive.open(study.folder)
    opened = archive.open_meeting("last")
    assert (texts(opened), opened.damage) == (NOTES, [])
    with pytest.raises(ReadOnly, match="copy it to a folder of your own") as raised:
        opened.commit(who="AB", observations=[seen(3)])
    assert isinstance(raised.value, NotSaved)
    opened.close()
    archive.close()
    assert {path: path.read_bytes() for path in study.folder.rglob("*.json*")} == before
