"""The changes of a folder's logs, the latest first, reading no more of the files than is asked for."""

import contextlib
import heapq
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from fieldnotes.archive import disk, migration, packs
from fieldnotes.archive.failures import FORMAT
from fieldnotes.archive.history import Written
from fieldnotes.archive.line import Changes, read_payload
from fieldnotes.archive.packs import sound
from fieldnotes.archive.reading import split

_BLOCK = 1 << 15
_HEADER = 1 << 12
_FIRST = b'\n{"n":0,'


class Strand(NamedTuple):
    """One log: the file it is in, and where it begins and ends there."""

    path: Path
    begin: int
    end: int


class _Head(NamedTuple):
    log: str
    device: str
    version: int


def strands(path: Path, size: int) -> list[Strand]:
    """The logs in a file of that size: of a pack those that are packed, in their order there; raises OSError."""
    first = disk.read_from(path, 0, _HEADER)
    if not packs.is_pack(path.name, first[: first.find(b"\n") + 1]) and b'"packs":' not in first:
        return [Strand(path, 0, size)]
    data, begins = disk.read_from(path, 0, size), []
    at = data.find(_FIRST)
    while at >= 0:
        begins.append(at + 1)
        at = data.find(_FIRST, at + 1)
    return [Strand(path, *span) for span in zip(begins, [*begins[1:], size], strict=True)]


def begins_a_line(strand: Strand) -> bool:
    """True where what stands before a piece of a log is whole lines."""
    with contextlib.suppress(OSError):
        return strand.begin == 0 or disk.read_from(strand.path, strand.begin - 1, 1) == b"\n"
    return False


def latest_first(of: Iterable[Strand], holding: bytes) -> Iterator[Written]:
    """The changes in these logs in whose lines those bytes stand; what cannot be read or believed is passed over.

    Each log is in the order of its clock, for one run wrote it.
    """
    return heapq.merge(*(_written(strand, holding) for strand in of), key=Written.order, reverse=True)


def find(of: Iterable[Strand], change: str) -> Changes | None:
    """The change of that id; the later logs are searched first."""
    holding = b'"id":"%b"' % change.encode()
    for strand in sorted(of, key=lambda strand: (strand.path.name, strand.begin), reverse=True):
        for written in _written(strand, holding):
            if written.changes.id == change:
                return written.changes
    return None


def _written(strand: Strand, holding: bytes) -> Iterator[Written]:
    with contextlib.suppress(OSError):
        head: _Head | None = None
        for raw in _raws(strand):
            if holding in raw:
                head = head or _head(strand)
                said = _said(raw, head)
                if said is not None:
                    yield said


def _raws(strand: Strand) -> Iterator[bytes]:
    """The lines of a log, the last first; of each block the piece before its first line feed waits for the next."""
    at, block, rest = strand.end, _BLOCK, b""
    while at > strand.begin:
        start = max(strand.begin, at - block)
        data = disk.read_from(strand.path, start, at - start) + rest
        cut = data.find(b"\n") + 1 if start > strand.begin else 0
        if cut or start == strand.begin:
            rest, whole = data[:cut], data[cut:]
            yield from reversed(list(split(whole)))
        else:
            rest = data
        at, block = start, block * 2


def _head(strand: Strand) -> _Head:
    """What the header says; the name of the file stands in for one that is damaged."""
    found = sound(disk.read_from(strand.path, strand.begin, _HEADER).partition(b"\n")[0])
    with contextlib.suppress(msgspec.DecodeError):
        header = migration.header_of(found.payload) if found and found.payload and not found.n else None
        if isinstance(header, int):
            return _Head("", "", header)
        if header is not None:
            return _Head(header.log, header.device, header.fieldnotes)
    return _Head(strand.path.name.partition(".")[0], "", FORMAT)


def _said(raw: bytes, head: _Head) -> Written | None:
    found = sound(raw) or sound(raw[:-1])
    if found is None or not found.n or not found.payload or head.version > FORMAT:
        return None
    try:
        said = read_payload(migration.current(found.payload, head.version))
    except msgspec.DecodeError:
        return None
    return Written(said, head.device, (head.log, found.n)) if isinstance(said, Changes) else None
