"""Reading a log that others write, or that was damaged: never an exception, never more lost than the damaged line.

A line is believed when its payload has the digest that stands in it. The chain then tells whether lines are missing
or moved; after a damaged line it is taken up again from what that line says its checksum is, or from what it ought
to be.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from fieldnotes.archive import disk, migration
from fieldnotes.archive import line as form
from fieldnotes.archive.failures import FORMAT, Damage
from fieldnotes.archive.line import Changes, Line

TORN = "the last line was cut off in mid-writing by a crash; nothing that was shown as saved is in it"
UNFINISHED = "the last line is not whole: it may still be on its way, and is read again when more of it has come"
GARBLED = "the line cannot be read; the others are not touched by it"
ALTERED = "the text of the line is not what was written; the others are not touched by it"
MOVED = "the line is whole, but what stands before it is not what was written there; its text is kept"
STRANGE = "the line is whole, but says something this version does not understand; it is kept in the file"
NEWER = (
    "the log is written in format {} by a newer fieldnotes; what is in it is missing here until this one is updated"
)
EMPTIED = "the line was emptied, and no record of an erasure names it"


class Signature(NamedTuple):
    """What changes when a file does."""

    size: int
    mtime: int
    inode: int


class Said(NamedTuple):
    """A change, and the number of the line it stands in."""

    n: int
    changes: Changes


def signature(status: os.stat_result) -> Signature:
    """The signature of a file, from its listing."""
    return Signature(status.st_size, status.st_mtime_ns, status.st_ino)


class Mark(Struct):
    """How far one log has been read. `lines` counts those taken in, damaged ones too; `bytes` is their length.

    `last` is where the last sound line begins, `last_end` where it ends and `head` its checksum. `n` is the number
    of the line to come, None where damage leaves it open; `chains` are the checksums that it may follow, none where
    any will do. `emptied` are lines without a payload: the number, and the line in the file. `format` is the
    version in which the log is written; where that is later than ours, `newer` is it, and nothing else is read.
    """

    file: str
    log: str
    device: str = ""
    lines: int = 0
    bytes: int = 0
    last: int = 0
    last_end: int = 0
    head: str = ""
    n: int | None = 0
    chains: tuple[str, ...] = ("",)
    ended: bool = False
    newer: int = 0
    format: int = FORMAT
    damage: list[Damage] = []
    emptied: list[tuple[int, int]] = []


class Reader:
    """One log, read on from where it was left. `tail` is what is wrong with its end as it is now."""

    def __init__(self, path: Path, mark: Mark | None = None) -> None:
        self.path = path
        self.mark = mark or Mark(path.name, path.name.partition(".")[0])
        self.tail: Damage | None = None
        self.seen: Signature | None = None

    def read(self, mine: str) -> list[Said] | None:
        """The changes since the last reading, None where the file cannot be read now.

        `mine` is this device's id, whose torn lines are called so.
        """
        self.tail = None
        try:
            data = disk.read_from(self.path, self.mark.bytes)
        except OSError as error:
            why = error.strerror or type(error).__name__
            self.tail = Damage(
                self.path.name, 0, f"the file cannot be read now ({why}); what is in it is missing here"
            )
            return None
        return list(self._lines(data, mine))

    def continues(self, status: os.stat_result) -> bool:
        """True where what was read before still stands in the file, as far as its last sound line tells."""
        mark = self.mark
        if status.st_size < mark.bytes:
            return False
        if not mark.last_end:
            return not mark.bytes
        try:
            last = disk.read_from(self.path, mark.last, mark.last_end - mark.last)
        except OSError:
            return False
        found = form.read_line(last.rstrip(b"\n"))
        return found is not None and found.chain == mark.head and found.is_whole

    def holds(self, head: str) -> bool:
        """True where a line with that checksum stands anywhere in the file."""
        try:
            return b'"chain":"%b"' % head.encode() in disk.read_from(self.path)
        except OSError:
            return False

    def _lines(self, data: bytes, mine: str) -> Iterator[Said]:
        """The sound lines; one that is not is only judged once something follows it."""
        doubtful = b""
        for raw in _split(data):
            found = form.read_line(raw.rstrip(b"\n"))
            sound = found is not None and found.is_whole
            if doubtful:
                self._condemn(doubtful)
            doubtful = b""
            if found is None or not sound:
                doubtful = raw
            elif raw.endswith(b"\n"):
                yield from self._sound(found, len(raw))
            else:
                yield from self._early(found)
        if doubtful:
            own = bool(mine) and self.mark.device == mine
            self.tail = Damage(self.path.name, self.mark.lines + 1, TORN if own else UNFINISHED, own)

    def _sound(self, found: Line, length: int) -> Iterator[Said]:
        mark = self.mark
        follows = not mark.chains or found.chain in self._computed(found)
        if not follows or (mark.n is not None and mark.n != found.n):
            self._note(MOVED)
        yield from self._told(found)
        mark.last, mark.bytes = mark.bytes, mark.bytes + length
        mark.last_end, mark.head = mark.bytes, found.chain
        self._passed(found, follows)

    def _computed(self, found: Line) -> set[str]:
        return {form.chained(before, found.n, found.digest) for before in self.mark.chains}

    def _passed(self, found: Line, follows: bool) -> None:
        """After a misfit the next line may follow what stands there or what ought to stand there."""
        mark = self.mark
        mark.chains = (found.chain,) if follows else (found.chain, *sorted(self._computed(found)))
        mark.lines += 1
        mark.n = found.n + 1

    def _told(self, found: Line) -> Iterator[Said]:
        if found.payload is None:
            self.mark.emptied.append((found.n, self.mark.lines + 1))
            return
        try:
            if found.n == 0:
                self._begin(found.payload)
                return
            if self.mark.newer:
                return
            said = form.read_payload(migration.current(found.payload, self.mark.format))
        except msgspec.DecodeError:
            self._note(STRANGE)
            return
        if isinstance(said, Changes):
            yield Said(found.n, said)
            return
        self.mark.ended = True
        if said.end != found.n:
            self._note(MOVED)

    def _begin(self, payload: bytes) -> None:
        mark = self.mark
        mark.format = migration.version_of(payload)
        mark.newer = mark.format if mark.format > FORMAT else 0
        if mark.newer:
            self._note(NEWER.format(mark.newer))
        else:
            header = form.read_header(migration.current(payload, mark.format))
            mark.log, mark.device = header.log, header.device

    def _early(self, found: Line) -> list[Said]:
        """What a line says of which only the line feed has not come; it is counted when that has."""
        if not found.n or not found.payload or self.mark.newer:
            return []
        try:
            said = form.read_payload(migration.current(found.payload, self.mark.format))
        except msgspec.DecodeError:
            return []
        return [Said(found.n, said)] if isinstance(said, Changes) else []

    def _condemn(self, raw: bytes) -> None:
        """A line that is not sound, with more behind it: said, and passed over."""
        mark = self.mark
        found = form.read_line(raw.rstrip(b"\n"))
        self._note(GARBLED if found is None else ALTERED)
        mark.bytes += len(raw)
        if found is not None:
            self._passed(found, follows=False)
        else:
            mark.lines, mark.n, mark.chains = mark.lines + 1, None, ()

    def _note(self, sentence: str) -> None:
        self.mark.damage.append(Damage(self.path.name, self.mark.lines + 1, sentence))


def _split(data: bytes) -> Iterator[bytes]:
    """The lines of a file, each with its line feed; other line breaks are none."""
    start = 0
    while start < len(data):
        feed = data.find(b"\n", start) + 1 or len(data)
        yield data[start:feed]
        start = feed
