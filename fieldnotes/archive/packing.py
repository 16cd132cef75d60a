"""Moving closed logs of this device into a pack. Nothing is deleted: a log goes once its pack holds every byte.

The pack is whole and durable before any of its logs is taken away; a crash in between leaves both, which are read
once, and the next packing takes up from there. Logs of other devices are never touched.
"""

import contextlib
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from fieldnotes.archive import disk, line, names
from fieldnotes.archive.line import Header
from fieldnotes.archive.living import is_written
from fieldnotes.archive.packs import PREFIX, header_of, is_pack, segments
from fieldnotes.archive.reading import Mark, Reader, split

ENOUGH = 32  # closed own logs, before a run that closes packs them


def may_be_packed(mark: Mark, mine: str) -> bool:
    """True for a log of this device that was closed in order and is sound, as far as it was read."""
    own = bool(mine) and mark.device == mine and mark.file == mark.log + names.ENDING
    return own and mark.ended and not mark.damage and not mark.packs


def pack(folder: Path, logs: Iterable[str], mine: str) -> Path | None:
    """Write these logs (names of files) into one new pack, those left out that are not closed and sound; the pack.

    None where fewer than two are fit. Raises OSError; nothing is taken away here.
    """
    held = [(name, data) for name in sorted(logs) if (data := _fit(folder / name, mine)) is not None]
    first = header_of(held[0][1].partition(b"\n")[0]) if len(held) > 1 else None
    if first is None:
        return None
    path = folder / (_new_name() + names.ENDING)
    head, _ = line.write_line(0, "", line.encode(_header(first, path, held)))
    times = [(folder / name).stat().st_mtime_ns for name, _ in held]
    disk.write_whole(path, head + b"".join(data for _, data in held), os.urandom(4).hex())
    with contextlib.suppress(OSError):  # it counts as written when the last of them was: `last` stays what it is
        os.utime(path, ns=(max(times), max(times)))
    return path


def _fit(path: Path, mine: str) -> bytes | None:
    """The bytes of a log that can be packed."""
    reader = Reader(path)
    if reader.read(mine) is None or reader.tail or not may_be_packed(reader.mark, mine) or is_written(path.stem):
        return None
    data = disk.read_from(path)
    return data if len(data) == reader.mark.bytes else None


def _new_name() -> str:
    return f"{PREFIX}{datetime.now(UTC):%Y%m%d}-{os.urandom(5).hex()}"


def _header(first: Header, path: Path, held: list[tuple[str, bytes]]) -> Header:
    listed = [(name.removesuffix(names.ENDING), data.count(b"\n")) for name, data in held]
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return replace(first, salt=line.new_salt(), log=path.stem, started=now, packs=listed)


def is_packed(log: Path) -> bool:
    """True where a sound pack beside it holds the log of that name, which is not there on its own any more."""
    for path in log.parent.glob(PREFIX + "*" + names.ENDING):
        reader = Reader(path)
        if reader.read("") is not None and any(held == log.stem for held, _, _ in reader.mark.packs):
            return True
    return False


def take_away_packed(folder: Path, mine: str) -> list[str]:
    """Take away each own log that a pack beside it holds byte for byte; the names of the files.

    Raises OSError; what is left then is taken away another time.
    """
    gone = []
    for path in sorted(folder.glob(PREFIX + "*" + names.ENDING)):
        data = disk.read_from(path)
        lines = list(split(data))
        head = header_of(lines[0]) if lines else None
        if head is None or not mine or head.device != mine or not is_pack(path.name, lines[0]):
            continue
        for segment in segments(lines):
            single = folder / (segment.log + names.ENDING)
            if single.exists() and disk.read_from(single) == data[segment.start : segment.end]:
                disk.remove(single)
                gone.append(single.name)
    if gone:
        disk.sync_folder(folder)
    return gone
