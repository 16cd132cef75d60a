"""What can be made out of a file in any state: whole, half, with a hole in it, or none of ours."""

import io
from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive
from fieldnotes.archive import salvage as room
from fieldnotes.archive.salvage import salvage
from tests.archive.making import logs_of, seen


@pytest.fixture
def log(meeting: MeetingArchive) -> Path:
    """A closed log of five notes."""
    for number in range(1, 6):
        meeting.commit(who="AB", observations=[seen(number)])
    meeting.close()
    return logs_of(meeting)[0]


def _numbers(data: bytes) -> tuple[list[object], list[int]]:
    """The numbers of the sound lines, and the lines in the file of which something is said."""
    found = list(salvage(io.BytesIO(data)))
    return [f.record["n"] for f in found if f.record and f.record["ok"]], [f.line for f in found if f.fault]


def test_a_whole_log(log: Path) -> None:
    found = list(salvage(io.BytesIO(log.read_bytes())))
    assert [each.record and each.record["n"] for each in found] == list(range(8))
    note = found[2].record
    assert note is not None
    assert (note["who"], note["ok"], note["digest"], note["chain"]) == ("AB", True, True, True)
    assert note["when"].endswith("+00:00")
    assert note["changes"][0]["fields"]["text"] == "note 1"


def test_a_hole_of_zeros_in_the_middle(log: Path) -> None:
    data = log.read_bytes()
    lines = data.splitlines(keepends=True)
    start = len(b"".join(lines[:3])) + 100
    end = len(b"".join(lines[:4])) + 50
    sound, said = _numbers(data[:start] + b"\0" * (end - start) + data[end:])
    assert sound == [0, 1, 2, 5, 6, 7]
    assert said == [4]


def test_zeros_before_a_line_do_not_take_it_along(log: Path) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    sound, said = _numbers(b"".join(lines[:3]) + b"\0" * 4096 + b"".join(lines[3:]))
    assert sound == list(range(8))
    assert said == [4]


def test_half_a_file_from_either_side(log: Path) -> None:
    data = log.read_bytes()
    middle = len(b"".join(data.splitlines(keepends=True)[:4])) + 30
    assert _numbers(data[:middle]) == ([0, 1, 2, 3], [5])
    assert _numbers(data[middle:])[0] == [5, 6, 7]


def test_an_altered_text_is_given_as_it_stands_and_called_so(log: Path) -> None:
    (found,) = [f for f in salvage(io.BytesIO(log.read_bytes().replace(b"note 2", b"note X"))) if f.fault]
    assert found.record is not None
    assert (found.record["digest"], found.record["chain"]) == (False, True)
    assert found.record["changes"][0]["fields"]["text"] == "note X"


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 5000, b"hello\nworld\n", b"[[[[" * 20_000, b"\xff\xfe" * 99, b'{"n":']
)
def test_what_is_no_log_raises_nothing(data: bytes) -> None:
    assert [found for found in salvage(io.BytesIO(data)) if found.record and found.record["ok"]] == []


def test_memory_does_not_grow_with_a_stretch_without_lines(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PART", 1000)
    monkeypatch.setattr(room, "LONGEST", 4000)
    longest = 0
    real = room._made_out

    def measured(number: int, raw: bytes, before: str | None) -> room.Found | None:
        nonlocal longest
        longest = max(longest, len(raw))
        return real(number, raw, before)

    monkeypatch.setattr(room, "_made_out", measured)
    lines = [line for line in log.read_bytes().splitlines(keepends=True) if len(line) < 1000]
    data = b"".join(lines[:2]) + b"x" * 100_000 + b"".join(lines[2:])
    sound = [f.record["n"] for f in salvage(io.BytesIO(data)) if f.record and f.record["digest"]]
    assert len(sound) == len(lines)
    assert longest <= 6000
