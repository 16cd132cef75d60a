"""A damaged checkpoint beside a lost log holds the last copy of its notes: nothing overwrites it, `check` tells."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.checking import check
from fieldnotes.archive.findings import Finding
from fieldnotes.archive.repairing import repair
from fieldnotes.archive.unbelieved import rows
from tests.archive.making import logs_of, seen, texts


@pytest.fixture
def half_lost(study: StudyArchive, meeting: MeetingArchive) -> MeetingArchive:
    """A meeting of two runs, of which the log of the second is lost; the checkpoint holds both still."""
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    (first,) = logs_of(meeting)
    second = study.open_meeting("last")
    second.commit(who="AB", observations=[seen(2, "only here")])
    second.close()
    study.close()
    (lost,) = {*logs_of(meeting)} - {first}
    lost.unlink()
    return meeting


def _damage_digest(meeting: MeetingArchive) -> bytes:
    summary = meeting.folder / "meeting.json"
    data = summary.read_bytes()
    damaged = data[:-4] + (b"0" if data[-4:-3] != b"0" else b"1") + data[-3:]
    summary.write_bytes(damaged)
    return damaged


def _insert_row(meeting: MeetingArchive) -> bytes:
    with TinyDB(meeting.folder / "meeting.json") as db:
        db.table("observations").insert({"id": "by-hand", "text": "typed in by hand"})
    return (meeting.folder / "meeting.json").read_bytes()


def _aside(meeting: MeetingArchive) -> list[bytes]:
    return [path.read_bytes() for path in (meeting.folder / "set-aside").iterdir()]


def _alone(study: StudyArchive) -> list[Finding]:
    return [found for found in check(study.folder).findings if "no log has" in found.sentence]


@pytest.mark.parametrize("damage", [_damage_digest, _insert_row])
def test_a_new_line_does_not_overwrite_it(
    study: StudyArchive, half_lost: MeetingArchive, damage: Callable[[MeetingArchive], bytes]
) -> None:
    before = damage(half_lost)
    again = study.open_meeting("last")
    again.commit(who="AB", observations=[seen(3)])
    again.close()
    assert texts(study.open_meeting("last")) == ["note 1", "note 3"]
    assert _aside(half_lost) == [before]
    (told,) = _alone(study)
    assert (told.kind, "set-aside/meeting.json" in told.file) == ("lost", True)


def test_nor_does_a_repair_that_packs(study: StudyArchive, half_lost: MeetingArchive) -> None:
    again = study.open_meeting("last")
    again.commit(who="AB", observations=[seen(3)])
    again.close()
    before = _damage_digest(half_lost)
    (told,) = _alone(study)
    assert told.file.endswith("/meeting.json")
    done = repair(study.folder)
    assert not done.is_well
    assert any("closed logs were moved" in each for each in done.done)
    assert before in _aside(half_lost)
    (told,) = _alone(study)
    assert "1 records" in told.sentence
    assert re.search(r"\(observations \d\)", told.sentence)


def test_a_damaged_text_whose_log_is_there_is_no_loss(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    summary = meeting.folder / "meeting.json"
    summary.write_bytes(summary.read_bytes().replace(b"note 1", b"note X"))
    assert _alone(study) == []
    assert repair(study.folder).is_well


def test_a_later_text_of_a_known_line_is_told(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    (first,) = logs_of(meeting)
    second = study.open_meeting("last")
    second.amend("observations", second.record().observations[0].id, {"text": "corrected"}, "AB")
    second.close()
    (lost,) = {*logs_of(meeting)} - {first}
    lost.unlink()
    _damage_digest(meeting)
    assert len(_alone(study)) == 1


def test_one_that_is_sound_and_was_written_by_another_run_is_overwritten(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    other = study.open_meeting("last")
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    other.commit(who="CD", observations=[seen(2)])
    other.close()
    assert not (meeting.folder / "set-aside").exists()


def test_one_of_another_run_that_knows_a_lost_log_is_kept(study: StudyArchive, meeting: MeetingArchive) -> None:
    other = study.open_meeting("last")
    before = {*logs_of(meeting)}
    second = study.open_meeting("last")
    second.commit(who="AB", observations=[seen(1)])
    second.close()
    whole = (meeting.folder / "meeting.json").read_bytes()
    (lost,) = {*logs_of(meeting)} - before
    lost.unlink()
    other.commit(who="CD", observations=[seen(2)])
    other.close()
    assert _aside(meeting) == [whole]


def test_every_row_is_made_out_as_far_as_the_file_goes(meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[seen(n, f'"{n}":{{ and "9":{{"') for n in range(1, 8)])
    meeting.checkpoint()
    data = (meeting.folder / "meeting.json").read_bytes()
    whole = list(rows(data))
    tables = {name: docs for name, docs in json.loads(data).items() if name != "_archive"}
    assert [(row.table, row.number, row.doc) for row in whole] == [
        (name, number, doc) for name, docs in tables.items() for number, doc in docs.items()
    ]
    for end in range(0, len(data), 97):
        assert all(row in whole for row in rows(data[:end]))


def test_what_is_no_checkpoint_has_no_rows(tmp_path: Path) -> None:
    assert list(rows(b"")) == list(rows(b"\0" * 999)) == list(rows(b'{"1":' * 5000)) == []
