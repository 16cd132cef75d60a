"""Damage condemns the damaged line alone, and is said with file and line."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.archive import MeetingArchive, StudyArchive, disk
from fieldnotes.archive.line import Changes, encode, read_line, write_line
from fieldnotes.archive.reading import (
    ALTERED,
    EMPTIED,
    ENDED_BADLY,
    GARBLED,
    MOVED,
    STRANGE,
    TORN,
    UNFINISHED,
    Reader,
)
from fieldnotes.archive.writing import new_header
from tests.archive.making import logs_of, seen, texts

NOTES = [f"note {number}" for number in range(1, 6)]
FIRST = 3  # the line, as an editor counts, of the first note: after the header and the meeting's head


@pytest.fixture
def log(study: StudyArchive, meeting: MeetingArchive) -> Path:
    """The log of a closed meeting with five notes, and no checkpoint."""
    for number in range(1, 6):
        meeting.commit(who="AB", observations=[seen(number)])
    meeting.close()
    (meeting.folder / "meeting.json").unlink()
    return logs_of(meeting)[0]


def _alter(log: Path, number: int, old: bytes, new: bytes) -> None:
    lines = log.read_bytes().split(b"\n")
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    log.write_bytes(b"\n".join(lines))


def _opened(study: StudyArchive, log: Path) -> tuple[list[str], list[tuple[str, int, str]]]:
    archive = study.open_meeting("last")
    found = texts(archive)
    damage = [(d.file, d.line, d.sentence) for d in archive.damage]
    assert all(file in (log.name, "meeting.json") for file, _, _ in damage)
    return found, damage


def test_an_altered_text_condemns_its_line_only(study: StudyArchive, log: Path) -> None:
    _alter(log, FIRST + 1, b"note 2", b"note X")
    found, damage = _opened(study, log)
    assert found == [note for note in NOTES if note != "note 2"]
    assert damage == [(log.name, FIRST + 1, ALTERED)]


def test_an_altered_digest_condemns_its_line_only(study: StudyArchive, log: Path) -> None:
    line = read_line(log.read_bytes().split(b"\n")[FIRST])
    assert line is not None
    _alter(log, FIRST + 1, line.digest.encode(), b"0" * 64)
    found, damage = _opened(study, log)
    assert found == [note for note in NOTES if note != "note 2"]
    assert damage == [(log.name, FIRST + 1, ALTERED)]


def test_an_altered_checksum_loses_nothing_and_is_said_once(study: StudyArchive, log: Path) -> None:
    line = read_line(log.read_bytes().split(b"\n")[FIRST])
    assert line is not None
    _alter(log, FIRST + 1, line.chain.encode(), b"0" * 32)
    assert _opened(study, log) == (NOTES, [(log.name, FIRST + 1, MOVED)])


def test_a_garbled_line_condemns_itself_only(study: StudyArchive, log: Path) -> None:
    _alter(log, FIRST, b'{"n":', b"\x00\xff\x00")
    found, damage = _opened(study, log)
    assert found == NOTES[1:]
    assert damage == [(log.name, FIRST, GARBLED)]


def test_a_missing_line_is_said_at_the_next(study: StudyArchive, log: Path) -> None:
    lines = log.read_bytes().split(b"\n")
    del lines[FIRST]
    log.write_bytes(b"\n".join(lines))
    found, damage = _opened(study, log)
    assert found == [note for note in NOTES if note != "note 2"]
    assert damage == [(log.name, FIRST + 1, MOVED)]


def test_without_a_header_all_notes_are_read(study: StudyArchive, log: Path) -> None:
    _alter(log, 1, b'"salt"', b'"sult"')
    found, damage = _opened(study, log)
    assert found == NOTES
    assert damage == [(log.name, 1, ALTERED)]


def test_without_the_meetings_head_all_notes_are_read(study: StudyArchive, log: Path) -> None:
    _alter(log, 2, b"Site B", b"Site C")
    archive = study.open_meeting("last")
    record = archive.record()
    assert [observation.text for observation in record.observations] == NOTES
    assert (record.meeting.date.isoformat(), record.meeting.zone) == ("2004-05-12", "Europe/London")
    assert [damage.line for damage in archive.damage] == [2, 0, 0]


def test_a_line_of_unknown_meaning_is_said_and_passed_over(tmp_path: Path) -> None:
    header, before = write_line(0, "", encode(new_header("l", "s", None, "d", "UTC")))
    strange, before = write_line(1, before, b'{"salt":"00","dance":1}')
    plain, _ = write_line(2, before, encode(Changes("00", "id", (1, 0), "", [])))
    path = tmp_path / "l.jsonl"
    path.write_bytes(header + strange + plain)
    reader = Reader(path)
    said = reader.read("")
    assert said is not None
    assert [n for n, _ in said] == [2]
    assert [(d.line, d.sentence) for d in reader.mark.damage] == [(2, STRANGE)]


def test_a_line_emptied_without_a_record_of_it_is_said(study: StudyArchive, log: Path) -> None:
    lines = log.read_bytes().split(b"\n")
    head, _, _ = lines[FIRST].partition(b',"payload":')
    lines[FIRST] = head + b',"payload":null}'
    log.write_bytes(b"\n".join(lines))
    found, damage = _opened(study, log)
    assert found == [note for note in NOTES if note != "note 2"]
    assert damage == [(log.name, FIRST + 1, EMPTIED)]


def _cut(log: Path, lines: int, extra: int) -> None:
    whole = log.read_bytes().split(b"\n")
    log.write_bytes(b"".join(line + b"\n" for line in whole[:lines]) + whole[lines][:extra])


@pytest.mark.parametrize("ending", [b"", b"\x00" * 40, b"\x00" * 40 + b"\n"])
def test_the_torn_last_line_of_an_own_log_is_called_so(study: StudyArchive, log: Path, ending: bytes) -> None:
    _cut(log, FIRST + 1, 60)
    with log.open("ab") as file:
        file.write(ending)
    archive = study.open_meeting("last")
    assert texts(archive) == NOTES[:2]
    assert [(d.line, d.sentence, d.torn) for d in archive.damage] == [(FIRST + 2, TORN, True)]


@pytest.mark.parametrize("ending", [b"\n", b"}\n"])
def test_a_last_line_that_has_its_end_was_not_cut_off(study: StudyArchive, log: Path, ending: bytes) -> None:
    """It may have been called saved, and was altered since: it is never to be cut."""
    _cut(log, FIRST + 1, 60)
    with log.open("ab") as file:
        file.write(ending)
    archive = study.open_meeting("last")
    assert texts(archive) == NOTES[:2]
    assert [(d.line, d.sentence, d.torn) for d in archive.damage] == [(FIRST + 2, ENDED_BADLY, False)]


def test_what_has_something_whole_after_it_is_not_torn(study: StudyArchive, log: Path) -> None:
    lines = log.read_bytes().split(b"\n")
    lines[FIRST + 2] = lines[FIRST + 2][:60]
    log.write_bytes(b"\n".join(lines))
    archive = study.open_meeting("last")
    assert texts(archive) == [note for note in NOTES if note != "note 4"]
    assert [(d.line, d.torn) for d in archive.damage] == [(FIRST + 3, False)]


def test_half_a_line_of_another_device_is_read_when_the_rest_has_come(
    study: StudyArchive, log: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FIELDNOTES_DATA", str(tmp_path / "another"))
    whole = log.read_bytes()
    _cut(log, FIRST, 60)
    archive = study.open_meeting("last")
    assert texts(archive) == NOTES[:1]
    assert [(d.sentence, d.torn) for d in archive.damage] == [(UNFINISHED, False)]
    with log.open("ab") as file:
        file.write(whole[log.stat().st_size :])
    assert len(archive.refresh().keys["observations"]) == 4
    assert texts(archive) == NOTES
    assert archive.damage == []


def test_a_line_that_lacks_only_its_line_feed_is_read(study: StudyArchive, log: Path) -> None:
    whole = log.read_bytes()
    _cut(log, FIRST, 10_000)
    archive = study.open_meeting("last")
    assert texts(archive) == NOTES[:2]
    assert archive.damage == []
    with log.open("ab") as file:
        file.write(whole[log.stat().st_size :])
    archive.refresh()
    assert texts(archive) == NOTES
    assert archive.damage == []


def test_an_empty_log_is_no_damage(study: StudyArchive, log: Path) -> None:
    (log.parent / "20040512t140000-00000000.jsonl").touch()
    assert _opened(study, log) == (NOTES, [])


def test_a_file_that_cannot_be_read_now_is_named_and_read_later(
    study: StudyArchive, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disk.read_from
    with monkeypatch.context() as patch:

        def refuse(path: Path, start: int = 0, length: int = -1) -> bytes:
            if path.name == log.name:
                raise PermissionError(13, "in the cloud only")
            return real(path, start, length)

        patch.setattr(disk, "read_from", refuse)
        archive = study.open_meeting("last")
        assert [(d.file, d.line) for d in archive.damage] == [(log.name, 0)]
        assert "in the cloud only" in archive.damage[0].sentence
    archive.refresh()
    assert texts(archive) == NOTES
    assert archive.damage == []


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_damage_of_any_kind_raises_or_touches_other_lines(data: st.DataObject) -> None:
    """Bytes are overwritten, cut out or put in anywhere; every line they do not touch is still read."""
    parts, before = [], ""
    raw, before = write_line(0, before, encode(new_header("l", "s", None, "d", "UTC")))
    parts.append(raw)
    for number in range(1, 6):
        payload = encode(Changes("00", f"id-{number}", (number, 0), "AB\u2028", []))
        raw, before = write_line(number, before, payload)
        parts.append(raw)
    which = data.draw(st.integers(0, 5))
    start = data.draw(st.integers(0, len(parts[which]) - 2))
    length = data.draw(st.integers(0, len(parts[which]) - 1 - start))
    damaged = parts[which][:start] + data.draw(st.binary(max_size=20)) + parts[which][start + length :]
    name = f"{os.getpid()}.jsonl"
    path = Path(os.environ["FIELDNOTES_DATA"]) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join([*parts[:which], damaged, *parts[which + 1 :]]))
    reader = Reader(path)
    said = reader.read("d")
    assert said is not None
    ids = [changes.id for _, changes in said]
    assert [i for i in ids if i != f"id-{which}"] == [f"id-{n}" for n in range(1, 6) if n != which]
    if damaged != parts[which]:
        assert reader.mark.damage or reader.tail
