"""Every byte of a small log altered in turn, and every length it may be cut to: reported, and all else is read."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.checking import Looked, check, look, places
from fieldnotes.archive.findings import Finding
from fieldnotes.archive.packs import sound
from fieldnotes.archive.salvage import salvage
from fieldnotes.model.protocol import Protocol
from tests.archive.making import HEAD, a_meeting, a_study, logs_of, seen, texts

NOTES = ["note 1", "note 2", "note 3"]


@pytest.fixture
def closed(study: StudyArchive) -> MeetingArchive:
    """A closed meeting of three notes, each a line, with its checkpoint; the study is closed too."""
    small = Protocol(name="p", title="P", version="1", citation="")
    meeting = study.new_meeting(HEAD, small, who="AB")
    for number in (1, 2, 3):
        meeting.commit(who="AB", observations=[seen(number)])
    meeting.close()
    study.close()
    assert check(study.folder).findings == ()
    return meeting


def _findings(study: StudyArchive) -> list[Finding]:
    return [found for place in places(study.folder) for found in look(place).findings]


def _notes(looked: Looked) -> list[str]:
    records = looked.verified.fold.in_order("observations")
    return [orjson.loads(record.doc)["text"] for record in records]


def _read(study: StudyArchive, meeting: MeetingArchive) -> list[str]:
    archive = study.open_meeting(meeting.folder.name[-8:])
    return texts(archive)


def _flips(data: bytes, step: int = 1) -> Iterator[tuple[int, bytes]]:
    for place in range(0, len(data), step):
        for mask in (0x01, 0x80):
            yield place, data[:place] + bytes([data[place] ^ mask]) + data[place + 1 :]


def _line_at(data: bytes, place: int) -> int:
    """Which line, from 0, that byte stands in; its line feed belongs to it."""
    return data.count(b"\n", 0, place)


def test_every_byte_of_a_log_altered_is_reported_and_all_other_lines_are_read(
    study: StudyArchive, closed: MeetingArchive
) -> None:
    (log,) = logs_of(closed)
    whole, summary = log.read_bytes(), closed.folder / "meeting.json"
    checkpoint = summary.read_bytes()
    summary.unlink()
    missing = {found.sentence for found in _findings(study)}
    meetings = list(places(study.folder))[1]
    for place, data in _flips(whole):
        log.write_bytes(data)
        looked = look(meetings)
        found = [each for each in looked.findings if each.sentence not in missing]
        assert found, place
        assert all(each.file.endswith((log.name, "meeting.json")) for each in found)
        line = _line_at(whole, place)
        expected = [note for number, note in enumerate(NOTES, 2) if number != line]
        read = _notes(looked)
        assert [note for note in read if note in expected] == expected, place
        assert set(read) <= set(NOTES)
        if place % 16 == 0:
            assert _read(study, closed) == read
    summary.write_bytes(checkpoint)
    log.write_bytes(whole)
    assert _findings(study) == []


def _truncations(data: bytes) -> Iterator[tuple[int, bytes]]:
    for length in range(len(data)):
        yield length, data[:length]


def test_every_truncation_of_a_log_is_reported_and_nothing_is_missed(
    study: StudyArchive, closed: MeetingArchive
) -> None:
    """With the checkpoint's heads even a cut at the end of a line; what was cut off is still shown from there."""
    (log,) = logs_of(closed)
    place = list(places(study.folder))[1]
    for length, data in _truncations(log.read_bytes()):
        log.write_bytes(data)
        assert look(place).findings, length
        if length % 8 == 0:
            assert _read(study, closed) == NOTES


def test_every_truncation_without_a_checkpoint_keeps_the_whole_lines(
    study: StudyArchive, closed: MeetingArchive
) -> None:
    (log,) = logs_of(closed)
    summary = closed.folder / "meeting.json"
    summary.unlink()
    whole = log.read_bytes()
    missing = {found.sentence for found in _findings(study)}
    place = list(places(study.folder))[1]
    for length, data in _truncations(whole):
        log.write_bytes(data)
        lines = data.count(b"\n") + (sound(data.rpartition(b"\n")[2]) is not None)
        looked = look(place)
        found = [each for each in looked.findings if each.sentence not in missing]
        at_a_line_end = not data or data.endswith(b"\n")
        assert bool(found) != at_a_line_end, length
        read = _notes(looked)
        assert read == NOTES[: max(lines - 2, 0)], length


@pytest.mark.parametrize("name", ["meeting.json", "study.json"])
@pytest.mark.parametrize("damaged", [_flips, _truncations])
def test_a_checkpoint_damaged_in_any_way_is_reported_and_nothing_is_missed(
    study: StudyArchive,
    closed: MeetingArchive,
    name: str,
    damaged: Callable[[bytes], Iterator[tuple[int, bytes]]],
) -> None:
    path = (closed.folder if name == "meeting.json" else study.folder) / name
    whole = path.read_bytes()
    looked_at = list(places(study.folder))[name == "meeting.json"]
    for number, (place, data) in enumerate(damaged(whole)):
        path.write_bytes(data)
        assert look(looked_at).findings, place
        if number % 64 == 0:
            again = StudyArchive.open(study.folder)
            assert again.study == study.study
            assert again.codes() == study.codes()
            assert _read(again, closed) == NOTES


def test_salvage_makes_out_every_line_but_the_altered_one(study: StudyArchive, closed: MeetingArchive) -> None:
    (log,) = logs_of(closed)
    whole = log.read_bytes()
    total = whole.count(b"\n")
    for place, data in _flips(whole):
        log.write_bytes(data)
        with log.open("rb") as file:
            found = list(salvage(file))
        assert any(each.fault for each in found), place
        sound = {each.record["n"] for each in found if each.record and each.record["digest"]}
        assert set(range(total)) - {_line_at(whole, place)} <= sound, place


def test_the_files_are_as_they_were_after_a_check(tmp_path: Path) -> None:
    study = a_study(tmp_path / "another")
    meeting = a_meeting(study)
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    study.close()
    (log,) = logs_of(meeting)
    log.write_bytes(log.read_bytes()[:-30])
    before = {path: (path.read_bytes(), os.stat(path).st_mtime_ns) for path in study.folder.rglob("*.js*")}
    check(study.folder)
    assert {path: (path.read_bytes(), os.stat(path).st_mtime_ns) for path in study.folder.rglob("*.js*")} == before
