"""Format versions: an earlier one is read step by step, a newer one is refused, and each file says its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.archive import MeetingArchive, NewerFormat, StudyArchive, checkpoint, journal, migration
from fieldnotes.archive.failures import FORMAT
from tests.archive.making import lines_of, logs_of, seen, texts
from tests.archive.rewriting import rewrite


def _old(said: dict[str, Any]) -> dict[str, Any]:
    """Version 0, which never was: it has other names for some fields."""
    names = {"who": "by", "device": "machine", "changes": "acts"}
    return {names.get(name, name): 0 if name == "fieldnotes" else value for name, value in said.items()}


def _from_0(payload: bytes) -> bytes:
    names = {"by": "who", "machine": "device", "acts": "changes"}
    said = {names.get(name, name): value for name, value in json.loads(payload).items()}
    if "fieldnotes" in said:
        said["fieldnotes"] = 1
    return json.dumps(said).encode()


@pytest.fixture
def old(study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch) -> MeetingArchive:
    """A closed meeting whose logs are of version 0."""
    meeting.commit(who="AB", observations=[seen(1)])
    change = seen(2)
    meeting.commit(who="AB", observations=[change])
    meeting.amend("observations", change.id, {"text": "amended"}, "CD")
    meeting.close()
    (log,) = logs_of(meeting)
    rewrite(log, _old)
    (meeting.folder / "meeting.json").unlink()
    monkeypatch.setitem(migration.STEPS, 0, _from_0)
    return meeting


def test_a_log_of_an_earlier_version_is_read_by_its_step(study: StudyArchive, old: MeetingArchive) -> None:
    (log,) = logs_of(old)
    before = log.read_bytes()
    again = study.open_meeting("last")
    assert texts(again) == ["note 1", "amended"]
    assert again.damage == []
    assert again.storage.journal.fold.get("people", "P1") is not None
    again.commit(who="AB", observations=[seen(3)])
    again.close()
    assert log.read_bytes() == before  # a log is never written anew
    assert texts(study.open_meeting("last")) == ["note 1", "amended", "note 3"]
    assert study.find("last").id8 == old.folder.name[-8:]


def test_without_its_step_nothing_of_it_is_taken_for_something_else(
    study: StudyArchive, old: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(migration.STEPS, 0)
    again = study.open_meeting("last")
    assert texts(again) == []
    assert any("does not understand" in damage.sentence for damage in again.damage)


def test_steps_are_taken_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration, "FORMAT", 3)
    for version, step in enumerate((lambda p: p + b"0", lambda p: p + b"1", lambda p: p + b"2")):
        monkeypatch.setitem(migration.STEPS, version, step)
    assert migration.current(b"p", 0) == b"p012"
    assert migration.current(b"p", 2) == b"p2"
    assert migration.current(b"p", 3) == migration.current(b"p", 9) == b"p"


def test_there_is_a_step_from_every_version_that_was_given_out() -> None:
    assert sorted(migration.STEPS) == list(range(1, FORMAT))


def test_a_checkpoint_of_an_earlier_version_is_made_anew(
    study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    monkeypatch.setattr(journal, "FORMAT", FORMAT + 1)
    monkeypatch.setattr(checkpoint, "restore", None)  # what it says is not looked at
    again = study.open_meeting("last")
    assert texts(again) == ["note 1"]
    assert again.damage == []


def test_a_newer_log_is_refused_whatever_its_header_holds(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.close()
    rewrite(logs_of(meeting)[0], lambda said: {"salt": "", "fieldnotes": 7} if "fieldnotes" in said else said)
    for _ in ("beside its checkpoint", "alone"):
        with pytest.raises(NewerFormat, match=r"written in format 7 by a newer fieldnotes.*Nothing was changed"):
            study.open_meeting("last")
        (meeting.folder / "meeting.json").unlink(missing_ok=True)


def test_a_newer_log_that_comes_while_a_meeting_is_open_is_named(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    other = study.open_meeting("last")
    other.commit(who="CD", observations=[seen(1)])
    other.close()
    log = max(logs_of(meeting), key=lambda path: path.stat().st_mtime_ns)
    rewrite(log, lambda said: {**said, "fieldnotes": 2} if "fieldnotes" in said else said)
    meeting.refresh()
    assert texts(meeting) == []
    assert ["a newer fieldnotes" in damage.sentence for damage in meeting.damage] == [True]
    meeting.commit(who="AB", observations=[seen(2)])
    assert texts(meeting) == ["note 2"]


def test_every_file_of_a_study_says_its_version(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.close()
    study.close()
    files = [path for path in study.folder.rglob("*") if path.is_file()]
    assert len(files) == 4
    assert {_version_in(path) for path in files} == {FORMAT}


def _version_in(path: Path) -> int:
    if path.suffix == ".json":
        return int(json.loads(path.read_bytes())["_archive"]["1"]["fieldnotes"])
    return int(json.loads(lines_of(path)[0].payload or b"")["fieldnotes"])
