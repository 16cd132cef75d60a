"""A pack: closed logs of one device in one file, line for line, so that a meeting of many short runs opens quickly.

Its first line is a header like that of a log, which lists the packed logs and how many lines each has (`packs`).
Behind it they stand byte for byte, each with its own header, chain and end; that they moved changes nothing else:
an erasure still names a log and a line.
"""

from itertools import accumulate
from typing import NamedTuple

import msgspec

from fieldnotes.archive.line import Header, Line, chained, read_header, read_line

PREFIX = "pack-"
_FIRST = b'{"n":0,'


class Segment(NamedTuple):
    """A packed log: its name, its bytes, the line before it in the file, and how many lines it should have."""

    log: str
    start: int
    end: int
    line: int
    lines: int
    listed: int


def header_of(raw: bytes) -> Header | None:
    """The header in a line, of a log or a pack; None for any other line, and a damaged one."""
    found = sound(raw)
    if found is None or found.n or found.payload is None:
        return None
    try:
        return read_header(found.payload)
    except msgspec.DecodeError:
        return None


def is_linked(raw: bytes) -> bool:
    """True where the checksum of a first line is what it ought to be."""
    found = read_line(raw.rstrip(b"\n"))
    return found is not None and found.chain == chained("", 0, found.digest)


def sound(raw: bytes) -> Line | None:
    """A line whose payload is what was written, or was erased."""
    found = read_line(raw[:-1] if raw.endswith(b"\n") else raw)
    return found if found is not None and found.is_whole else None


def is_pack(name: str, first: bytes) -> bool:
    """True for a pack: by its first line, and where that is damaged by its name."""
    if name.startswith(PREFIX):
        return True
    header = header_of(first) if b'"packs":' in first else None
    return header is not None and bool(header.packs)


def segments(lines: list[bytes]) -> list[Segment]:
    """The packed logs in the lines of a pack: by their headers, and where one is damaged by the counts."""
    return segments_listed(lines, header_of(lines[0]) if lines else None)


def segments_listed(lines: list[bytes], first: Header | None) -> list[Segment]:
    """The same, where the header of the pack was read before; None for a damaged one."""
    listed = list(first.packs) if first else []
    found = {} if _is_as_listed(lines, listed) else _headers(lines)
    listed = listed or [(log, 0) for log in found]
    if not listed:
        return []
    starts, expected = [], 1
    for log, count in listed:
        starts.append(min(found.get(log, expected), len(lines)))
        expected = starts[-1] + count
    ends = [*starts[1:], len(lines)]
    offsets = list(accumulate(map(len, lines), initial=0))
    return [
        Segment(log, offsets[start], offsets[max(end, start)], start, max(end - start, 0), count)
        for (log, count), start, end in zip(listed, starts, ends, strict=True)
    ]


def _is_as_listed(lines: list[bytes], listed: list[tuple[str, int]]) -> bool:
    """True where each log begins where the counts say, as far as a glance tells."""
    at = 1
    for log, count in listed:
        if at >= len(lines) or not lines[at].startswith(_FIRST) or b'"log":"%b"' % log.encode() not in lines[at]:
            return False
        at += count
    return bool(listed) and at == len(lines)


def _headers(lines: list[bytes]) -> dict[str, int]:
    """Where the sound headers of logs stand, by the names of the logs."""
    found = {index: header_of(raw) for index, raw in enumerate(lines) if index and raw.startswith(_FIRST)}
    return {header.log: index for index, header in found.items() if header}
