"""Setting aside: what is in the way is copied or moved into a folder `set-aside`, which no reader looks into.

Only a log of this device that no run writes any more is ever cut, and only behind its last whole line.
"""

import contextlib
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from fieldnotes.archive import disk
from fieldnotes.archive.checkpoint import Checkpoint, read_checkpoint
from fieldnotes.archive.living import is_written
from fieldnotes.archive.reading import Mark, Reader, Signature, signature

FOLDER = "set-aside"
CUT = (
    "the {} bytes of the line that a crash cut off were moved to {}/{}; nothing that was shown as saved is in them"
)


def cut_torn(log: Path, mine: str) -> str:
    """Move the torn last line of an own log aside; the sentence that says so, empty where there is none.

    The copy is durable before the log is replaced by what stands before the line. Raises OSError.
    """
    if is_written(log.stem):
        return ""
    reader = Reader(log)
    data = disk.read_from(log)
    said = reader.read(mine)
    if said is None or reader.tail is None or not reader.tail.torn:
        return ""
    torn = data[reader.mark.bytes :]
    name = keep(log.parent, log.stem, torn)
    replace_keeping_time(log, data[: reader.mark.bytes])
    return CUT.format(len(torn), FOLDER, name)


def keep(folder: Path, what: str, data: bytes) -> str:
    """Put these bytes into the folder of what is set aside, durably; the name they have there. Raises OSError."""
    aside = folder / FOLDER
    disk.make_folder(aside)
    name = _name(what)
    fd = disk.open_exclusive(aside / name)
    try:
        disk.append(fd, data)
        disk.sync_file(fd)
    finally:
        os.close(fd)
    disk.sync_folder(aside)
    return name


def move(path: Path) -> str:
    """Move a whole file into the folder of what is set aside; its name there. Raises OSError."""
    aside = path.parent / FOLDER
    disk.make_folder(aside)
    name = _name(path.name)
    disk.replace(path, aside / name)
    disk.sync_folder(aside)
    disk.sync_folder(path.parent)
    return name


def move_unbelieved(summary: Path, trusted: Signature | None, marks: Iterable[Mark]) -> None:
    """Before a checkpoint is written: move the one that is there aside where it may hold more than the new one.

    `trusted` is the file as this run read or wrote it last; `marks` are the logs that the new one holds. Raises
    OSError: what cannot be read must not be overwritten either.
    """
    try:
        if signature(summary.stat()) == trusted:
            return
        data = disk.read_from(summary)
    except FileNotFoundError:
        return
    found = read_checkpoint(data)
    if data and (found is None or _knows_more(found, marks)):
        move(summary)


def _knows_more(found: Checkpoint, marks: Iterable[Mark]) -> bool:
    """True where a checkpoint holds a log that the new one would not."""
    taken = {log for mark in marks for log in (mark.log, *(packed for packed, _, _ in mark.packs))}
    return any(mark.head and mark.log not in taken and not mark.packs for mark in found.archived.logs)


def replace_keeping_time(path: Path, data: bytes) -> None:
    """Replace a file by these bytes; it counts as written when it was, so that `last` stays what it is."""
    status = path.stat()
    disk.write_whole(path, data, os.urandom(4).hex())
    with contextlib.suppress(OSError):
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _name(what: str) -> str:
    return f"{what}-{datetime.now(UTC):%Y%m%dt%H%M%S}-{os.urandom(2).hex()}.aside"
