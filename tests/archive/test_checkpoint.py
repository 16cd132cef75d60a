"""A checkpoint is a shorter way to open and nothing else: stale, missing, damaged or edited, all is still there."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
import tinydb

from fieldnotes.archive import MeetingArchive, NewerFormat, StudyArchive, disk
from fieldnotes.archive.checkpoint import read_checkpoint
from fieldnotes.archive.journal import EDITED
from fieldnotes.archive.reading import Reader
from tests.archive.making import logs_of, seen, texts


@pytest.fixture
def closed(meeting: MeetingArchive) -> MeetingArchive:
    """A closed meeting of three notes, the second amended."""
    observations = [seen(number) for number in (1, 2, 3)]
    for observation in observations:
        meeting.commit(who="AB", observations=[observation])
    meeting.amend("observations", observations[1].id, {"text": "two"}, "AB")
    meeting.close()
    return meeting


THREE = ["note 1", "two", "note 3"]


def _summary(archive: MeetingArchive) -> Path:
    return archive.folder / "meeting.json"


def test_from_it_no_line_is_read_again(
    study: StudyArchive, closed: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Reader, data: Iterable[bytes], mine: str) -> list[object]:
        assert not list(data)
        return []

    monkeypatch.setattr(Reader, "_lines", refuse)
    assert texts(study.open_meeting("last")) == THREE


def test_one_that_is_stale_is_read_on_from(study: StudyArchive, closed: MeetingArchive) -> None:
    stale = _summary(closed).read_bytes()
    again = study.open_meeting("last")
    again.commit(who="AB", observations=[seen(4)])
    again.close()
    _summary(closed).write_bytes(stale)
    opened = study.open_meeting("last")
    assert texts(opened) == [*THREE, "note 4"]
    assert opened.damage == []
    opened.close()
    assert _summary(closed).read_bytes() != stale


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_one_that_is_damaged_is_made_anew_and_said(study: StudyArchive, closed: MeetingArchive, cut: int) -> None:
    whole = _summary(closed).read_bytes()
    _summary(closed).write_bytes(whole[:cut])
    opened = study.open_meeting("last")
    assert texts(opened) == THREE
    assert [(d.file, d.line, d.sentence) for d in opened.damage] == [("meeting.json", 0, EDITED)]
    opened.close()
    assert read_checkpoint(_summary(closed).read_bytes()) is not None
    assert study.open_meeting("last").damage == []


def test_one_that_plain_tinydb_wrote_is_not_believed(study: StudyArchive, closed: MeetingArchive) -> None:
    with tinydb.TinyDB(_summary(closed)) as plain:
        plain.table("observations").update({"text": "forged"})
    opened = study.open_meeting("last")
    assert texts(opened) == THREE
    assert [damage.sentence for damage in opened.damage] == [EDITED]


def test_none_is_no_damage(study: StudyArchive, closed: MeetingArchive) -> None:
    _summary(closed).unlink()
    opened = study.open_meeting("last")
    assert texts(opened) == THREE
    assert opened.damage == []
    opened.close()
    assert _summary(closed).exists()


def test_one_of_a_newer_format_is_refused(study: StudyArchive, closed: MeetingArchive) -> None:
    data = _summary(closed).read_bytes()
    head = data[:-68].replace(b'{"1":{"fieldnotes":1,', b'{"1":{"fieldnotes":2,')
    _summary(closed).write_bytes(head + sha256(head).hexdigest().encode() + data[-4:])
    with pytest.raises(NewerFormat, match="update fieldnotes"):
        study.open_meeting("last")


def test_what_only_it_still_knows_is_shown_kept_and_said(study: StudyArchive, closed: MeetingArchive) -> None:
    """A log that is gone, by a sync tool's deletion: the checkpoint is all that is left of it."""
    (log,) = logs_of(closed)
    whole = log.read_bytes()
    log.unlink()
    for note in (4, 5):
        opened = study.open_meeting(closed.folder.name[-8:])
        assert texts(opened) == [*THREE, *(f"note {number}" for number in range(4, note))]
        assert [damage.file for damage in opened.damage] == [log.name]
        assert "still shown" in opened.damage[0].sentence
        opened.commit(who="AB", observations=[seen(note)])
        opened.close()
    log.write_bytes(whole)
    opened = study.open_meeting("last")
    assert texts(opened) == [*THREE, "note 4", "note 5"]
    assert opened.damage == []


def test_lines_that_a_log_lost_are_kept_too(study: StudyArchive, closed: MeetingArchive) -> None:
    (log,) = logs_of(closed)
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:3]))
    opened = study.open_meeting("last")
    assert texts(opened) == THREE
    assert [(d.file, d.line) for d in opened.damage] == [(log.name, 0)]


def test_an_open_archive_keeps_what_a_log_loses(study: StudyArchive, closed: MeetingArchive) -> None:
    opened = study.open_meeting("last")
    (log,) = logs_of(closed)
    log.unlink()
    assert not opened.refresh()
    assert texts(opened) == THREE
    assert [damage.file for damage in opened.damage] == [log.name]


def test_damage_is_remembered_in_it(study: StudyArchive, closed: MeetingArchive) -> None:
    (log,) = logs_of(closed)
    log.write_bytes(log.read_bytes().replace(b"note 1", b"note X"))
    _summary(closed).unlink()
    first = study.open_meeting("last")
    first.close()
    second = study.open_meeting("last")
    assert first.damage == second.damage
    assert len(second.damage) == 1


def test_it_leaves_the_last_word_to_no_clock_that_is_far_ahead(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        ahead = study.open_meeting("last")
        ahead.commit(who="CD", observations=[seen(1)])
        ahead.close()
    meeting.refresh()
    meeting.commit(who="AB", observations=[seen(2)])
    for archive in (meeting, study.open_meeting("last")):
        records = archive.storage.journal.fold.in_order("observations")
        assert [b"note 2" in record.doc for record in records] == [True, False]


def test_that_it_cannot_be_written_is_nobodys_trouble(
    study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.commit(who="AB", observations=[seen(1)])

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "held")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "replace", refuse)
        meeting.checkpoint()
        meeting.close()
    assert sorted(path.suffix for path in meeting.folder.iterdir()) == [".jsonl"]
    assert texts(study.open_meeting("last")) == ["note 1"]


def test_it_is_written_on_request_with_what_others_wrote(study: StudyArchive, meeting: MeetingArchive) -> None:
    other = study.open_meeting("last")
    other.commit(who="CD", observations=[seen(1)])
    (meeting.folder / "meeting.json.0123.tmp").touch()
    meeting.checkpoint()
    said = json.loads(_summary(meeting).read_bytes())
    assert [document["text"] for document in said["observations"].values()] == ["note 1"]
    assert len(said["_archive"]["1"]["logs"]) == 2
    assert not list(meeting.folder.glob("*.tmp"))
    other.close()


def test_it_gives_the_clock_back(study: StudyArchive, closed: MeetingArchive) -> None:
    """A change made after opening is later than all in the checkpoint, though the wall clock went back."""
    with time_machine.travel(datetime.now(UTC) - timedelta(minutes=5)):
        opened = study.open_meeting("last")
        opened.commit(who="AB", observations=[seen(4)])
    opened.close()
    records = opened.storage.journal.fold.in_order("observations")
    assert b"note 4" in records[-1].doc
