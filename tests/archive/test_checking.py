"""What a check finds beside damaged bytes, and what a repair does about it: all is moved, nothing deleted."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from msgspec import Raw

from fieldnotes.archive import MeetingArchive, NotAStudy, StudyArchive, disk
from fieldnotes.archive.checking import check
from fieldnotes.archive.findings import Finding
from fieldnotes.archive.line import Put
from fieldnotes.archive.reading import Mark
from fieldnotes.archive.repairing import repair
from fieldnotes.archive.witnesses import Witness, Witnesses
from fieldnotes.model.ids import new_id
from fieldnotes.model.observation import Observation
from tests.archive.making import START, a_study, logs_of, seen, texts


@pytest.fixture
def closed(study: StudyArchive, meeting: MeetingArchive) -> MeetingArchive:
    """A closed meeting of three notes in a closed study."""
    for number in (1, 2, 3):
        meeting.commit(who="AB", observations=[seen(number)])
    meeting.close()
    study.close()
    return meeting


def _kinds(study: StudyArchive) -> list[str]:
    return [found.kind for found in check(study.folder).findings]


def _only(study: StudyArchive) -> Finding:
    (found,) = check(study.folder).findings
    return found


def test_all_is_well(study: StudyArchive, closed: MeetingArchive) -> None:
    checked = check(study.folder)
    assert checked.is_well
    assert (checked.meetings, checked.logs) == (1, 2)


def test_what_is_no_study_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotAStudy):
        check(tmp_path)


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"kind": "speech", "actor": "P9"}, "the actor “P9”"),
        ({"kind": "speech", "actor": "P1", "addressees": ("P2", "P8")}, "the addressee “P8”"),
        ({"kind": "action", "owners": ("P7",)}, "the owner “P7”"),
        ({"kind": "item", "mode": "open", "item": "12"}, "the item “12”"),
        ({"kind": "action", "of": "nothing"}, "the decision “nothing”"),
    ],
)
def test_what_is_named_and_is_not_there_is_found(
    study: StudyArchive, closed: MeetingArchive, fields: dict[str, Any], what: str
) -> None:
    again = study.open_meeting("last")
    again.commit(who="AB", observations=[Observation(id=new_id(), at=START, **fields)])
    again.close()
    found = _only(study)
    assert found.kind == "reference"
    assert what in found.sentence


def test_everyone_and_somebody_are_no_missing_people(study: StudyArchive, closed: MeetingArchive) -> None:
    again = study.open_meeting("last")
    said = Observation(id=new_id(), at=START, kind="speech", actor="?", addressees=("*",))
    again.commit(who="AB", observations=[said])
    again.close()
    assert check(study.folder).is_well


def test_two_changes_made_apart_are_listed_with_who_when_and_what(
    study: StudyArchive, closed: MeetingArchive
) -> None:
    first, second = study.open_meeting("last"), study.open_meeting("last")
    note = first.record().observations[0].id
    first.amend("observations", note, {"text": "one way"}, "AB")
    second.amend("observations", note, {"text": "another way"}, "CD")
    first.close()
    second.close()
    found = _only(study)
    assert found.kind == "difference"
    assert [(value.value, value.who) for value in found.values] == [("another way", "CD"), ("one way", "AB")]
    assert all(value.when.endswith("+00:00") for value in found.values)
    assert "whoever amends that field settles it" in found.sentence
    assert check(study.folder).is_well  # nothing is lost by it
    settling = study.open_meeting("last")
    settling.amend("observations", note, {"text": "both ways"}, "AB")
    settling.close()
    assert check(study.folder).findings == ()


def test_a_change_whose_target_never_came_is_said(study: StudyArchive, closed: MeetingArchive) -> None:
    again = study.open_meeting("last")
    waiting = Put("observations", "gone", Raw(b'{"text":"late"}'), {"text": "a change that is nowhere"})
    again.storage.journal.commit(lambda fold: [waiting], "AB")
    again.close()
    found = _only(study)
    assert (found.kind, "by AB" in found.sentence) == ("waiting", True)


def test_a_log_of_another_meeting_is_said(study: StudyArchive, closed: MeetingArchive, tmp_path: Path) -> None:
    other = a_study(tmp_path / "other")
    other.close()
    (log,) = (other.folder / "logs").glob("*.jsonl")
    target = closed.folder / log.name
    target.write_bytes(log.read_bytes())
    target.chmod(0o600)
    assert any("belongs to another study" in found.sentence for found in check(study.folder).findings)


def test_a_missing_checkpoint_is_made_anew(study: StudyArchive, closed: MeetingArchive) -> None:
    (closed.folder / "meeting.json").unlink()
    assert _kinds(study) == ["checkpoint"]
    done = repair(study.folder)
    assert done.is_well
    assert "made anew" in done.done[0]


def test_a_damaged_checkpoint_is_moved_and_made_anew(study: StudyArchive, closed: MeetingArchive) -> None:
    summary = closed.folder / "meeting.json"
    whole = summary.read_bytes()
    damaged = whole.replace(b"note 1", b"note X")
    summary.write_bytes(damaged)
    assert repair(study.folder).is_well
    assert summary.read_bytes() == whole
    (moved,) = (closed.folder / "set-aside").iterdir()
    assert moved.read_bytes() == damaged


def test_what_only_the_checkpoint_knows_outlives_a_repair(study: StudyArchive, closed: MeetingArchive) -> None:
    (log,) = logs_of(closed)
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:3]))
    found = _only(study)
    assert (found.kind, found.file.endswith(log.name)) == ("lost", True)
    assert "still in the checkpoint" in found.sentence
    assert not repair(study.folder).is_well
    assert texts(study.open_meeting("last")) == ["note 1", "note 2", "note 3"]


def test_what_a_backup_knows_is_held_against_the_logs(study: StudyArchive, closed: MeetingArchive) -> None:
    """The seam for backups: a log that was cut where no checkpoint knows of it."""
    mark = Mark("20040512t140000-1f2e3d4c.jsonl", "20040512t140000-1f2e3d4c", lines=7, head="0" * 32)
    backup = Witnesses({closed.folder: [Witness("the backup of 12 May", "the backup has them", mark)]})
    (found,) = check(study.folder, backup).findings
    assert "the backup of 12 May knows 7 lines of this log, and the log is not there" in found.sentence


def test_a_torn_line_is_set_aside_by_a_repair(study: StudyArchive, closed: MeetingArchive) -> None:
    (log,) = logs_of(closed)
    whole = log.read_bytes()
    lines = whole.splitlines(keepends=True)
    keep, torn = b"".join(lines[:-1]), lines[-1][:50]
    (closed.folder / "meeting.json").unlink()
    log.write_bytes(keep + torn)
    os.utime(log, ns=(1_000_000_000, 2_000_000_000))
    assert _kinds(study) == ["damage", "checkpoint"]
    assert repair(study.folder).is_well
    assert log.read_bytes() == keep
    assert log.stat().st_mtime_ns == 2_000_000_000
    (aside,) = (closed.folder / "set-aside").iterdir()
    assert aside.read_bytes() == torn
    assert aside.name.startswith(log.stem)
    assert texts(study.open_meeting("last")) == ["note 1", "note 2", "note 3"]


def test_a_temporary_file_is_moved(study: StudyArchive, closed: MeetingArchive) -> None:
    left = closed.folder / "meeting.json.0a1b2c3d.tmp"
    left.write_bytes(b"half")
    left.chmod(0o600)
    assert _kinds(study) == ["left"]
    assert repair(study.folder).is_well
    (moved,) = (closed.folder / "set-aside").iterdir()
    assert moved.read_bytes() == b"half"


def test_what_others_may_read_is_made_private(study: StudyArchive, closed: MeetingArchive) -> None:
    (log,) = logs_of(closed)
    log.chmod(0o644)
    closed.folder.chmod(0o755)
    assert _kinds(study) == ["mode", "mode"]
    assert repair(study.folder).is_well
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(closed.folder.stat().st_mode) == 0o700


def test_windows_has_no_such_modes(
    study: StudyArchive, closed: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    (log,) = logs_of(closed)
    log.chmod(0o644)
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        assert not disk.is_open_to_others(log)


def test_a_log_that_cannot_be_read_is_named_and_the_rest_is_checked(
    study: StudyArchive, closed: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    (log,) = logs_of(closed)
    real = disk.read_from

    def refuse(path: Path, *where: int) -> bytes:
        if path.name == log.name:
            raise OSError(362, "the cloud file provider is not running")
        return real(path, *where)

    monkeypatch.setattr(disk, "read_from", refuse)
    assert [(found.kind, found.file.endswith(log.name)) for found in check(study.folder).findings] == [
        ("unreadable", True)
    ]
