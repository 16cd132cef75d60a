"""Emptying a line whose erasure was recorded: the one act that alters a log, and it leaves the chain whole."""

import os
from pathlib import Path

from fieldnotes.archive import disk, line
from fieldnotes.archive.failures import NotErased
from fieldnotes.archive.packs import segments
from fieldnotes.archive.reading import split


def emptied(data: bytes, n: int) -> bytes:
    """The bytes of a log with the payload of line `n` taken out; raises NotErased where there is no such line.

    The header, the end and a record of an erasure cannot be emptied, nor can a line that is damaged.
    """
    lines = data.split(b"\n")
    for place, raw in enumerate(lines):
        found = line.read_line(raw)
        if found is not None and found.n == n and found.is_whole:
            if found.payload is not None and not _may_go(found.payload):
                raise NotErased(n)
            head, _, _ = raw.partition(b',"payload":')
            lines[place] = head + b',"payload":' + line.ERASED + b"}"
            return b"\n".join(lines)
    raise NotErased(n)


def _may_go(payload: bytes) -> bool:
    try:
        said = line.read_payload(payload)
    except line.Unreadable:
        return False
    return isinstance(said, line.Changes) and not any(isinstance(c, line.Erase) for c in said.changes)


def empty_packed(pack: Path, log: str, n: int) -> None:
    """The same where the log lies in a pack; raises NotErased, OSError."""
    data = disk.read_from(pack)
    for segment in segments(list(split(data))):
        if segment.log == log:
            inside = emptied(data[segment.start : segment.end], n)
            disk.write_whole(pack, data[: segment.start] + inside + data[segment.end :], os.urandom(4).hex())
            return
    raise NotErased(n)


def empty_line(log: Path, n: int) -> None:
    """Rewrite a log that nobody writes any more with line `n` empty; raises NotErased, OSError.

    The new file takes the place of the old one at once, so that a crash leaves one or the other.
    """
    disk.write_whole(log, emptied(disk.read_from(log), n), os.urandom(4).hex())
