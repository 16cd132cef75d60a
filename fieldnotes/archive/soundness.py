"""Whether a log is as it was written, and which of its lines are."""

from pathlib import Path

from fieldnotes.archive import device
from fieldnotes.archive.packs import sound
from fieldnotes.archive.reading import UNFINISHED, Reader, split


def is_sound(path: Path) -> bool:
    """True where every line of a log is as it was written, or was erased."""
    reader = Reader(path)
    return reader.read("") is not None and not _damaged(reader) and reader.tail is None


def has_damage(path: Path) -> bool:
    """True where a line that once was whole is not any more, or none can be read; half a last line never was."""
    reader = Reader(path)
    if reader.read(device.known_device()) is None or _damaged(reader):
        return True
    return reader.tail is not None and not reader.tail.torn and reader.tail.sentence != UNFINISHED


def _damaged(reader: Reader) -> bool:
    return any(mark.damage for mark in (reader.mark, *reader.mark.parts))


def sound_lines(data: bytes) -> frozenset[str]:
    """What tells the sound lines of a log apart, the same for one that was emptied."""
    found = (sound(raw) for raw in split(data))
    return frozenset(f"{line.n} {line.digest}" for line in found if line)
