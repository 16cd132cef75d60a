"""A torn line is cut only where no living run can still write it, and never without a durable copy."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive, aside, device, disk, living
from fieldnotes.archive.reading import TORN
from tests.archive.making import logs_of, seen, texts
from tests.shared_material import CHECKOUT

HOLDING = """
import sys
from fieldnotes.archive.living import Alive
held = Alive(sys.argv[1])
print(1, flush=True)
input()
"""


@pytest.fixture
def torn(study: StudyArchive, meeting: MeetingArchive) -> Path:
    """The log of a run that was killed in the middle of its third note; there is no checkpoint."""
    for number in (1, 2, 3):
        meeting.commit(who="AB", observations=[seen(number)])
    meeting.close()
    (meeting.folder / "meeting.json").unlink()
    (log,) = logs_of(meeting)
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:4]) + lines[4][:99])
    return log


def test_the_first_change_of_a_run_sets_it_aside_and_says_so(study: StudyArchive, torn: Path) -> None:
    before = torn.read_bytes()
    opened = study.open_meeting("last")
    assert [damage.sentence for damage in opened.damage] == [TORN]
    assert torn.read_bytes() == before
    opened.commit(who="AB", observations=[seen(4)])
    assert torn.read_bytes() == before[:-99]
    (copy,) = (torn.parent / aside.FOLDER).iterdir()
    assert copy.read_bytes() == before[-99:]
    opened.refresh()
    assert texts(opened) == ["note 1", "note 2", "note 4"]
    assert ["moved to set-aside" in damage.sentence for damage in opened.damage] == [True]
    opened.close()
    assert study.open_meeting("last").damage == []


def test_the_line_of_another_device_is_never_cut(
    study: StudyArchive, torn: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FIELDNOTES_DATA", str(tmp_path / "another"))
    before = torn.read_bytes()
    opened = study.open_meeting("last")
    opened.commit(who="AB", observations=[seen(4)])
    opened.close()
    assert torn.read_bytes() == before
    assert aside.cut_torn(torn, device.known_device()) == ""


def test_a_log_that_a_living_run_writes_is_never_cut(torn: Path) -> None:
    call = [sys.executable, "-c", HOLDING, torn.stem]
    before = torn.read_bytes()
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=CHECKOUT) as run:
        assert run.stdout is not None
        run.stdout.readline()
        assert living.is_written(torn.stem)
        assert aside.cut_torn(torn, device.known_device()) == ""
        run.kill()
        run.wait(30)
    assert torn.read_bytes() == before
    assert not living.is_written(torn.stem)
    assert aside.cut_torn(torn, device.known_device()) != ""


def test_a_run_holds_its_log_from_the_first_change_to_the_end(meeting: MeetingArchive) -> None:
    (log,) = logs_of(meeting)
    assert living.is_written(log.stem)
    meeting.close()
    assert not living.is_written(log.stem)
    assert not living._file(log.stem).exists()


def test_windows_says_it_by_refusing_to_take_the_file_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(living, "fcntl", None)
    alive = living.Alive("log")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "the file is open")

    with monkeypatch.context() as patch:
        patch.setattr(living, "os", SimpleNamespace(**{**vars(os), "unlink": refuse}))
        assert living.is_written("log")
    alive.end()
    assert not living.is_written("log")


def test_without_a_durable_copy_nothing_is_cut(
    study: StudyArchive, torn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = torn.read_bytes()
    opened = study.open_meeting("last")

    def refuse(folder: Path, what: str, data: bytes) -> str:
        raise OSError(28, "full")

    monkeypatch.setattr(aside, "keep", refuse)
    opened.commit(who="AB", observations=[seen(4)])
    assert torn.read_bytes() == before
    assert texts(opened) == ["note 1", "note 2", "note 4"]


def test_a_writer_whose_log_was_cut_all_the_same_loses_nothing(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    """Its lock was cleaned away, and the check read half of the line that was being written then."""
    meeting.commit(who="AB", observations=[seen(1)])
    (log,) = logs_of(meeting)
    disk.write_whole(log, b"".join(log.read_bytes().splitlines(keepends=True)[:2]), "x")
    meeting.commit(who="AB", observations=[seen(2)])
    assert texts(study.open_meeting("last")) == ["note 1", "note 2"]


def test_half_a_header_is_set_aside_too(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.close()
    (log,) = logs_of(meeting)
    half = log.with_name("20040512t140000-00000000.jsonl")
    half.write_bytes(log.read_bytes().splitlines()[0][:-20])
    assert aside.cut_torn(half, device.known_device()) != ""
    assert half.read_bytes() == b""
    assert study.open_meeting("last").damage == []
