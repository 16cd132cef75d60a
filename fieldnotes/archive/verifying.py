"""The logs of one folder read from their first byte to the last, believing no checkpoint."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from fieldnotes.archive import disk
from fieldnotes.archive.failures import Damage
from fieldnotes.archive.fold import Fold
from fieldnotes.archive.line import Header, read_header
from fieldnotes.archive.logs import Logs
from fieldnotes.archive.packs import sound
from fieldnotes.archive.reading import Mark, Parts, Said

NO_FEED = "the last line lacks its line feed, which was cut off; the line itself is whole and was read"
AFTER_END = "there are lines behind the one that says that the log is closed; they are read as well"
STRAY = "the log says that it belongs to another {}; it was read as if it were of this one"


class Author(NamedTuple):
    """Who made a change, and when, in milliseconds since 1970."""

    who: str
    ms: int


class Verified(NamedTuple):
    """What the logs of a folder say: records, who made which change, how far each log goes, and what is wrong."""

    fold: Fold
    authors: dict[str, Author]
    marks: list[Mark]
    said: list[tuple[Mark, list[Said]]]
    damage: list[Damage]
    newer: int


def verify(folder: Path, mine: str, study: str, meeting: str | None) -> Verified:
    """Read every log of a folder; `mine` is this device, `study` and `meeting` what the logs should belong to.

    Nothing raises: what cannot be read is damage.
    """
    found = _gather(folder, mine)
    fold = _folded(found.said)
    damage = found.logs.damage(fold.erased)
    for mark in found.marks:
        damage += _strictly(folder / mark.file, mark, study, meeting)
    authors = {c.id: Author(c.who, c.clock[0]) for _, said in found.said for _, c in said}
    newer = max((mark.newer for mark in found.marks), default=0)
    return Verified(fold, authors, found.marks, found.said, damage, newer)


class _Gathered(NamedTuple):
    logs: Logs
    marks: list[Mark]
    said: list[tuple[Mark, list[Said]]]


def _gather(folder: Path, mine: str) -> _Gathered:
    logs = Logs(folder)
    said: list[tuple[Mark, list[Said]]] = []

    def take(parts: Parts) -> None:
        said.extend((reader.mark, changes) for reader, changes in parts)

    logs.read(logs.listing(), mine, take)
    return _Gathered(logs, logs.marks(), said)


def _folded(said: list[tuple[Mark, list[Said]]]) -> Fold:
    """The records, made anew as often as that brings up further erasures."""
    fold = Fold()
    while True:
        fold.stale = False
        for mark, changes in said:
            for n, each in changes:
                fold.apply(each, mark.device, (mark.log, n))
        if not fold.stale:
            return fold
        erased, fold = fold.erased, Fold()
        fold.erased = erased


def _strictly(path: Path, mark: Mark, study: str, meeting: str | None) -> list[Damage]:
    """What a reader puts up with and a check does not."""
    try:
        data = disk.read_from(path)
    except OSError:
        return []  # said already
    found = []
    last = data[data.rfind(b"\n") + 1 :]
    if last and sound(last):
        found.append(Damage(path.name, mark.lines + 1, NO_FEED))
    if mark.ended and not _ends(data):
        found.append(Damage(path.name, mark.lines, AFTER_END))
    header = _header(data)
    if header is not None and (header.study != study or header.meeting not in (meeting, None)):
        found.append(Damage(path.name, 1, STRAY.format("study" if header.study != study else "meeting")))
    return found


def _ends(data: bytes) -> bool:
    line = sound(data.rstrip(b"\n").rpartition(b"\n")[2])
    return line is None or line.payload is None or b'"end":' in line.payload


def _header(data: bytes) -> Header | None:
    line = sound(data.partition(b"\n")[0])
    try:
        return read_header(line.payload) if line is not None and line.payload is not None else None
    except msgspec.DecodeError:
        return None
