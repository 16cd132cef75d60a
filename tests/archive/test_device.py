"""The device id belongs to the machine, not to the study."""

import stat
import uuid
from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.device import known_device, this_device
from tests.archive.making import logs_of, seen


def test_it_is_made_when_it_is_first_needed_and_then_kept(own_folders: Path) -> None:
    assert known_device() == ""
    assert not list(own_folders.iterdir())
    made = this_device()
    assert str(uuid.UUID(made)) == made
    assert this_device() == known_device() == made
    file = own_folders / "data" / "device"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_damaged_one_is_made_anew(own_folders: Path) -> None:
    first = this_device()
    (own_folders / "data" / "device").write_text(first[:10])
    assert known_device() == ""
    assert this_device() not in ("", first)


def test_where_it_cannot_be_kept_the_run_has_one_all_the_same(own_folders: Path) -> None:
    (own_folders / "data").write_text("a file where the folder should be")
    assert len(this_device()) == 36


def test_opening_makes_none_and_the_study_holds_it_in_headers_only(
    own_folders: Path, study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    monkeypatch.setenv("FIELDNOTES_DATA", str(tmp_path / "another"))
    study.open_meeting("last").record()
    assert not (tmp_path / "another").exists()
    (log,) = logs_of(meeting)
    monkeypatch.setenv("FIELDNOTES_DATA", str(own_folders / "data"))
    assert log.read_bytes().count(known_device().encode()) == 1
    assert "device" not in {path.name for path in study.folder.rglob("*")}
