"""Closed logs in one file: the same changes, the same identities, and no moment at which anything is missing."""

from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive, device, disk, packing
from fieldnotes.archive.checking import check, look, places
from fieldnotes.archive.erasure import empty_packed
from fieldnotes.archive.fold import Fold
from fieldnotes.archive.line import Erase
from fieldnotes.archive.names import ENDING
from fieldnotes.archive.packs import PREFIX, segments
from fieldnotes.archive.reading import Reader, split
from fieldnotes.archive.repairing import repair
from tests.archive.making import lines_of, logs_of, seen, texts

NOTES = ["note 1", "note 2", "note 3"]


def _runs(study: StudyArchive, first: int, last: int) -> None:
    for number in range(first, last + 1):
        archive = study.open_meeting("last")
        archive.commit(who="AB", observations=[seen(number)])
        archive.close()


@pytest.fixture
def short(study: StudyArchive, meeting: MeetingArchive) -> Path:
    """The folder of a meeting of four short runs: its head and three notes."""
    meeting.close()
    study.close()
    _runs(study, 1, 3)
    return meeting.folder


def _pack(folder: Path) -> Path:
    made = packing.pack(folder, [log.name for log in folder.glob("*" + ENDING)], device.known_device())
    assert made is not None
    return made


def _places(folder: Path) -> Fold:
    """The records, and with them (log, line) of every change, from the logs alone."""
    (folder / "meeting.json").unlink(missing_ok=True)
    return look(next(place for place in places(folder.parents[1]) if place.folder == folder)).verified.fold


def _said(folder: Path) -> set[tuple[str, str, int, str]]:
    found = set()
    for log in folder.glob("*" + ENDING):
        for part, said in Reader(log).read_parts("") or []:
            found |= {(part.mark.device, part.mark.log, n, changes.id) for n, changes in said}
    return found


def test_a_pack_says_what_its_logs_said_under_the_same_names(study: StudyArchive, short: Path) -> None:
    before = _said(short)
    logs = {log.stem: log.read_bytes() for log in short.glob("*" + ENDING)}
    made = _pack(short)
    assert len(made.stem) <= 24
    assert made.stem.startswith(PREFIX)
    assert _said(short) == before
    assert len(packing.take_away_packed(short, device.known_device())) == 4
    assert [log.name for log in short.glob("*" + ENDING)] == [made.name]
    assert _said(short) == before
    data = made.read_bytes()
    assert {s.log: data[s.start : s.end] for s in segments(list(split(data)))} == logs
    for _ in ("from the checkpoint of before", "from the pack alone"):
        opened = study.open_meeting(short.name[-8:])
        assert texts(opened) == NOTES
        assert opened.damage == []
        (short / "meeting.json").unlink(missing_ok=True)


def test_a_run_that_closes_packs_when_there_are_enough(
    study: StudyArchive, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "ENOUGH", 5)
    _runs(study, 4, 4)
    (made,) = short.glob("*" + ENDING)
    assert made.name.startswith(PREFIX)
    assert check(study.folder).is_well
    _runs(study, 5, 7)
    assert len(list(short.glob("*" + ENDING))) == 4
    assert texts(study.open_meeting(short.name[-8:])) == [f"note {number}" for number in range(1, 8)]
    assert check(study.folder).is_well
    _runs(study, 8, 9)
    assert len(list(short.glob(PREFIX + "*"))) == 2
    assert len(list(short.glob("*" + ENDING))) == 2
    assert texts(study.open_meeting(short.name[-8:])) == [f"note {number}" for number in range(1, 10)]


def test_who_has_it_open_meanwhile_misses_nothing(study: StudyArchive, short: Path) -> None:
    opened = study.open_meeting(short.name[-8:])
    _pack(short)
    packing.take_away_packed(short, device.known_device())
    assert not opened.refresh()
    assert (texts(opened), opened.damage) == (NOTES, [])
    _runs(study, 4, 4)
    assert opened.refresh()
    assert texts(opened) == [*NOTES, "note 4"]
    opened.commit(who="AB", observations=[seen(5)])
    opened.close()
    assert texts(study.open_meeting(short.name[-8:])) == [*NOTES, "note 4", "note 5"]


def test_a_log_beside_its_pack_is_read_once(
    study: StudyArchive, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _pack(short)
    read: list[str] = []
    real = disk.read_from

    def noting(path: Path, *where: int) -> bytes:
        read.append(path.name)
        return real(path, *where)

    monkeypatch.setattr(disk, "read_from", noting)
    (short / "meeting.json").unlink()
    assert texts(study.open_meeting(short.name[-8:])) == NOTES
    assert {name for name in read if name.endswith(ENDING) and short / name in short.iterdir()} >= {made.name}
    assert read.count(made.name) == 1


def test_logs_of_other_devices_open_ones_and_damaged_ones_are_left(
    study: StudyArchive, short: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("FIELDNOTES_DATA", str(tmp_path / "another"))
        _runs(study, 4, 4)
    still_open = study.open_meeting(short.name[-8:])
    still_open.commit(who="AB", observations=[seen(5)])
    (damaged,) = [log for log in short.glob("*" + ENDING) if b"note 1" in log.read_bytes()]
    damaged.write_bytes(damaged.read_bytes().replace(b"note 1", b"note X"))
    made = _pack(short)
    packed = {segment.log for segment in segments(list(split(made.read_bytes())))}
    assert len(packed) == 3
    assert damaged.stem not in packed
    packing.take_away_packed(short, device.known_device())
    assert len(list(short.glob("*" + ENDING))) == 4
    still_open.close()


def test_a_log_that_its_pack_does_not_hold_byte_for_byte_stays(short: Path) -> None:
    made = _pack(short)
    made.write_bytes(made.read_bytes().replace(b"note 2", b"note X"))
    gone = packing.take_away_packed(short, device.known_device())
    assert len(gone) == 3
    assert len(list(short.glob("*" + ENDING))) == 2


def test_a_crash_at_any_step_leaves_everything(
    study: StudyArchive, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "ENOUGH", 5)
    real, allowed = disk.remove, [0]

    def crash(path: Path) -> None:
        if path.suffix == ENDING and not allowed[0]:
            raise OSError(5, "crash")
        allowed[0] -= path.suffix == ENDING
        real(path)

    for step in range(4):
        allowed[0] = step
        with monkeypatch.context() as patch:
            patch.setattr(disk, "remove", crash)
            _runs(study, 4 + step, 4 + step)
        assert texts(study.open_meeting(short.name[-8:])) == [f"note {n}" for n in range(1, 5 + step)]
        assert check(study.folder).is_well
    repair(study.folder)
    assert texts(study.open_meeting(short.name[-8:])) == [f"note {n}" for n in range(1, 8)]


def test_what_lies_in_a_pack_is_not_missing(short: Path) -> None:
    log = sorted(short.glob("*" + ENDING))[0]
    assert not packing.is_packed(log)
    _pack(short)
    packing.take_away_packed(short, device.known_device())
    assert packing.is_packed(log)
    assert not packing.is_packed(short / "20040512t140000-00000000.jsonl")


def test_a_repair_packs_and_says_so(study: StudyArchive, short: Path) -> None:
    done = repair(study.folder)
    assert done.is_well
    assert any("4 closed logs were moved, line for line, into pack-" in sentence for sentence in done.done)
    assert not repair(study.folder).done
    assert texts(study.open_meeting(short.name[-8:])) == NOTES


def test_an_erasure_reaches_into_a_pack(study: StudyArchive, short: Path) -> None:
    target = next(log for log in short.glob("*" + ENDING) if b"note 2" in log.read_bytes())  # a moment's names vary
    secret = lines_of(target)[1]
    made = _pack(short)
    packing.take_away_packed(short, device.known_device())
    opened = study.open_meeting(short.name[-8:])
    change = next(c for _, log, n, c in _said(short) if (log, n) == (target.stem, 1))
    opened.storage.journal.commit(lambda fold: [Erase(target.stem, 1, "asked to", change)], "AB")
    assert secret.payload is not None
    assert b"note 2" in secret.payload
    note = "note 2"
    left = [each for each in NOTES if each != note]
    assert texts(opened) == left
    empty_packed(made, target.stem, 1)
    opened.refresh()
    assert (texts(opened), opened.damage) == (left, [])
    opened.close()
    assert note.encode() not in made.read_bytes()
    assert check(study.folder).is_well


def test_every_byte_of_a_pack_altered_is_reported_and_all_other_lines_are_read(
    study: StudyArchive, short: Path
) -> None:
    made = _pack(short)
    packing.take_away_packed(short, device.known_device())
    (short / "meeting.json").unlink()
    place = next(place for place in places(study.folder) if place.folder == short)
    missing = {found.sentence for found in look(place).findings}
    whole = made.read_bytes()
    lines = whole.splitlines(keepends=True)
    notes = {n: note for n, raw in enumerate(lines) for note in NOTES if f'"{note}"'.encode() in raw}
    start = len(b"".join(lines[:3]))  # the head and the protocol are long
    for at in [*range(len(lines[0])), *range(start, len(whole), 3)]:
        for mask in (0x01, 0x80):
            made.write_bytes(whole[:at] + bytes([whole[at] ^ mask]) + whole[at + 1 :])
            looked = look(place)
            assert [f for f in looked.findings if f.sentence not in missing], at
            hit = whole.count(b"\n", 0, at)
            there = {record.doc for record in looked.verified.fold.in_order("observations")}
            for n, note in notes.items():
                assert n == hit or any(f'"{note}"'.encode() in doc for doc in there), (at, note)


def test_every_cut_of_a_pack_is_reported(study: StudyArchive, short: Path) -> None:
    made = _pack(short)
    packing.take_away_packed(short, device.known_device())
    place = next(place for place in places(study.folder) if place.folder == short)
    whole = made.read_bytes()
    for length in range(1, len(whole), 5):
        made.write_bytes(whole[:length])
        assert look(place).findings, length
    made.write_bytes(whole)
    assert [log.name for log in logs_of(study.open_meeting(short.name[-8:]))] == [made.name]
