"""Reading a log that others write, or that was damaged: never an exception, never more lost than the damaged line.

A line is believed when its payload has the digest that stands in it. The chain then tells whether lines are missing
or moved; after a damaged line it is taken up again from what that line says its checksum is, or from what it ought
to be.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from fieldnotes.archive import disk, migration, packs
from fieldnotes.archive import line as form
from fieldnotes.archive.failures import FORMAT, Damage
from fieldnotes.archive.line import Changes, Header, Line
from fieldnotes.archive.packs import sound as sound_line

TORN = "the last line was cut off in mid-writing by a crash; nothing that was shown as saved is in it"
UNFINISHED = "the last line is not whole: it may still be on its way, and is read again when more of it has come"
GARBLED = "the line cannot be read; the others are not touched by it"
ALTERED = "the text of the line is not what was written; the others are not touched by it"
MOVED = "the line is whole, but what stands before it is not what was written there; its text is kept"
MISNUMBERED = "the number or checksum of the line is not what was written; its text is kept"
ENDED_BADLY = "the last line cannot be read; the others are not touched by it"
UNREADABLE = "the file cannot be read now ({}); what is in it is missing here, and read as soon as that can be done"
HELD_UP = (
    "the file cannot be read now ({}); until that can be done, what an erasure touches is left out here as a whole"
)
RUN_TOGETHER = "the end of the line is damaged, so that the next runs on in it; both are read"
CUT_PACK = "the end of the log {} is missing from this pack; what stands before it was read"
STRANGE = "the line is whole, but says something this version does not understand; it is kept in the file"
NEWER = (
    "the log is written in format {} by a newer fieldnotes; what is in it is missing here until this one is updated"
)
EMPTIED = "the line was emptied, and no record of an erasure names it"


_BEGINS = b'{"n":'
_NEVER_WRITTEN = bytes(8)  # a power cut leaves zeros where a block did not reach the disk


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
    packs: list[tuple[str, int, str]] = []
    parts: list["Mark"] = []


class Reader:
    """One log, read on from where it was left. `tail` is what is wrong with its end as it is now.

    `unread` is the error of the disk where the file could not be looked into when that was last tried.
    """

    def __init__(self, path: Path, mark: Mark | None = None) -> None:
        self.path = path
        self.mark = mark or Mark(path.name, path.name.partition(".")[0])
        self.tail: Damage | None = None
        self.unread: OSError | None = None
        self.seen: Signature | None = None

    def read(self, mine: str) -> list[Said] | None:
        """The changes since the last reading, None where the file cannot be read now.

        `mine` is this device's id, whose torn lines are called so.
        """
        parts = self.read_parts(mine)
        return None if parts is None else [each for _, said in parts for each in said]

    def read_parts(self, mine: str) -> "Parts | None":
        """The same, log by log: a pack holds several, each with a reader of its own."""
        self.tail = self.unread = None
        try:
            data = disk.read_from(self.path, self.mark.bytes)
        except OSError as error:
            self._failed(error)
            return None
        if not self.mark.bytes and packs.is_pack(self.path.name, data[: data.find(b"\n") + 1]):
            return self._unpacked(data)
        return [(self, list(self._lines(split(data), mine)))]

    def _unpacked(self, data: bytes) -> "Parts":
        """Every log of a pack, which was written whole: where something is missing it is damage, and never torn."""
        lines, found = list(split(data)), []
        self.mark = Mark(self.path.name, self.path.name.partition(".")[0], ended=True)
        head = packs.header_of(lines[0])
        if head is None:
            self._note(GARBLED)
        else:
            self._begin(line_payload(lines[0]), head)
            if not packs.is_linked(lines[0]) or not lines[0].endswith(b"\n"):
                self._note(MISNUMBERED)
        for segment in packs.segments_listed(lines, head):
            part = Reader(self.path, Mark(self.path.name, segment.log, self.mark.device))
            said = list(part._lines(lines[segment.line : segment.line + segment.lines], ""))
            self._add_part(part, segment)
            found.append((part, said))
        self.mark.lines, self.mark.bytes = len(lines), len(data)
        return found

    def _add_part(self, part: "Reader", segment: packs.Segment) -> None:
        mark, tail = part.mark, part.tail
        if mark.damage or mark.emptied or tail:
            damage = [*mark.damage, *([] if tail is None else [Damage(tail.file, tail.line, ENDED_BADLY)])]
            mark.damage = [msgspec.structs.replace(each, line=each.line + segment.line) for each in damage]
            mark.emptied = [(n, at + segment.line) for n, at in mark.emptied]
        if segment.lines < segment.listed or not mark.ended:
            mark.damage.append(Damage(mark.file, segment.line + segment.lines, CUT_PACK.format(segment.log)))
        if mark.head:
            self.mark.head = mark.head
            self.mark.last, self.mark.last_end = mark.last + segment.start, mark.last_end + segment.start
        if not mark.damage:
            self.mark.packs.append((segment.log, segment.end - segment.start, mark.head))
        if mark.damage or mark.emptied:
            self.mark.parts.append(mark)

    def continues(self, status: os.stat_result) -> bool:
        """True where what was read before still stands in the file, as far as its last sound line tells.

        True as well where that cannot be told because the file cannot be read now: nothing is known to be lost.
        """
        mark = self.mark
        self.unread = None
        if status.st_size < mark.bytes:
            return False
        if not mark.last_end:
            return not mark.bytes
        try:
            last = disk.read_from(self.path, mark.last, mark.last_end - mark.last)
        except OSError as error:
            self._failed(error)
            return True
        found = form.read_line(last.rstrip(b"\n"))
        return found is not None and found.chain == mark.head and found.is_whole

    def holds(self, head: str) -> bool:
        """True where a line with that checksum stands anywhere in the file."""
        try:
            return self._contains(head)
        except OSError:
            return False

    def was_rewritten(self) -> bool:
        """True where the last sound line stands elsewhere in the file: one before it was emptied.

        False as well where that cannot be told now, and `unread` is the reason.
        """
        self.unread = None
        try:
            return bool(self.mark.head) and self._contains(self.mark.head)
        except FileNotFoundError:
            return False
        except OSError as error:
            self._failed(error)
            return False

    def _contains(self, head: str) -> bool:
        return b'"chain":"%b"' % head.encode() in disk.read_from(self.path)

    def _failed(self, error: OSError) -> None:
        self.unread, self.tail = error, unreadable(self.path.name, error)

    def _lines(self, raws: Iterable[bytes], mine: str) -> Iterator[Said]:
        """The changes in these lines; a doubtful line is only judged once something follows it."""
        doubtful = b""
        for raw in raws:
            found = sound_line(raw)
            if doubtful:
                yield from self._settle(doubtful)
                doubtful = b""
            if found is None or not raw.endswith(b"\n"):
                doubtful = raw
            else:
                yield from self._sound(found, len(raw))
        if doubtful:
            yield from self._end(doubtful, mine)

    def holds_at(self, log: str, mark: Mark) -> bool:
        """True where a pack holds the last sound line of that mark at its place in the packed log."""
        try:
            data = disk.read_from(self.path)
        except OSError:
            return False
        starts = [each.start for each in packs.segments(list(split(data))) if each.log == log]
        found = sound_line(data[starts[0] + mark.last : starts[0] + mark.last_end]) if starts else None
        return found is not None and found.chain == mark.head

    def _end(self, raw: bytes, mine: str) -> Iterator[Said]:
        """A last line that is doubtful, or may lack no more than its line feed."""
        found = sound_line(raw) or sound_line(raw[:-1])
        if found is not None:
            yield from self._early(found)
        if found is None or not raw.endswith(b"}"):
            self.tail = self._judge_end(raw, mine)

    def _settle(self, raw: bytes) -> Iterator[Said]:
        """A doubtful line with more behind it: condemned, unless nothing but its line feed was damaged."""
        found = sound_line(raw) or sound_line(raw[:-1])
        if found is None:
            self._condemn(raw)
        else:
            self._note(RUN_TOGETHER)
            yield from self._sound(found, len(raw))

    def _judge_end(self, raw: bytes, mine: str) -> Damage:
        """What is wrong with a last line: only one that has no end was cut off, and was never called saved."""
        torn = not raw.endswith(b"\n") or _NEVER_WRITTEN in raw
        if sound_line(raw[:-1]):
            torn = False
        own = bool(mine) and mine in (self.mark.device, self._device_in(raw))
        sentence = (TORN if own else UNFINISHED) if torn else ENDED_BADLY
        return Damage(self.path.name, self.mark.lines + 1, sentence, own and torn)

    def _device_in(self, raw: bytes) -> str:
        """The device that half a header still names, where a log is no more than that."""
        found = None if self.mark.lines else re.search(rb'"device":"([0-9a-f-]{36})"', raw)
        return found[1].decode() if found else ""

    def _sound(self, found: Line, length: int) -> Iterator[Said]:
        mark = self.mark
        chains, follows = mark.chains, True
        as_written = found.n == mark.n and len(chains) == 1  # nearly every line: one sum, and no more
        if not as_written or form.chained(chains[0], found.n, found.digest) != found.chain:
            found, follows = self._misfit(found)
        if (said := self._told(found)) is not None:
            yield said
        mark.last, mark.head = mark.bytes, found.chain
        mark.bytes = mark.last_end = mark.bytes + length
        if follows:
            mark.chains, mark.n = (found.chain,), found.n + 1
            mark.lines += 1
        else:
            self._passed_misfit(found)

    def _misfit(self, found: Line) -> tuple[Line, bool]:
        """A line that may not follow what stands before it: as it was meant, and whether it follows."""
        mark = self.mark
        follows = not mark.chains or found.chain in self._computed(found)
        meant = found if mark.n is None else found._replace(n=mark.n)
        if not follows and found.chain in self._computed(meant):
            self._note(MISNUMBERED)
            return meant, True
        if not follows or (mark.n is not None and mark.n != found.n):
            self._note(MOVED)
        return found, follows

    def _computed(self, found: Line) -> set[str]:
        return {form.chained(before, found.n, found.digest) for before in self.mark.chains}

    def _passed_misfit(self, found: Line) -> None:
        """The next line may follow what stands there or what ought to stand there."""
        mark = self.mark
        mark.chains = (found.chain, *sorted(self._computed(found)))
        mark.lines += 1
        mark.n = found.n + 1

    def _told(self, found: Line) -> Said | None:
        if found.payload is None:
            self.mark.emptied.append((found.n, self.mark.lines + 1))
            return None
        try:
            if found.n == 0:
                self._begin(found.payload)
                return None
            if self.mark.newer:
                return None
            said = form.read_payload(migration.current(found.payload, self.mark.format))
        except msgspec.DecodeError:
            self._note(STRANGE)
            return None
        if isinstance(said, Changes):
            return Said(found.n, said)
        self.mark.ended = True
        if said.end != found.n:
            self._note(MOVED)
        return None

    def _begin(self, payload: bytes, read: Header | None = None) -> None:
        """Take the header in; `read` where it was decoded before."""
        mark = self.mark
        header = read if read and read.fieldnotes == FORMAT else migration.header_of(payload)
        if isinstance(header, int):
            mark.format = mark.newer = header
            self._note(NEWER.format(header))
        else:
            mark.format, mark.log, mark.device = header.fieldnotes, header.log, header.device

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
            self._passed_misfit(found)
        else:
            mark.lines, mark.n, mark.chains = mark.lines + 1, None, ()

    def _note(self, sentence: str) -> None:
        self.mark.damage.append(Damage(self.path.name, self.mark.lines + 1, sentence))


Parts = list[tuple[Reader, list[Said]]]  # what a file said, log by log


def unreadable(file: str, error: OSError) -> Damage:
    """The damage of a file that cannot be read at the moment: it is in the cloud only, or its disk fails."""
    return Damage(file, 0, UNREADABLE.format(error.strerror or type(error).__name__))


def held_up(file: str, error: OSError) -> Damage:
    """The same of a file that was read before, and is to be read again because something in the logs was erased."""
    return Damage(file, 0, HELD_UP.format(error.strerror or type(error).__name__))


def line_payload(raw: bytes) -> bytes:
    """What a sound line says."""
    found = sound_line(raw)
    assert found is not None
    return found.payload or b""


def split(data: bytes) -> Iterator[bytes]:
    """The lines of a file, each with its line feed; other line breaks are none."""
    start = 0
    while start < len(data):
        feed = data.find(b"\n", start) + 1 or len(data)
        if data.find(_BEGINS, start + 1, feed) < 0:
            yield data[start:feed]
        else:
            yield from pieces(data[start:feed])
        start = feed


def pieces(raw: bytes) -> Iterator[bytes]:
    """A line as it is; one that runs on into a sound line, the line feed between them damaged, as two."""
    start = -1 if sound_line(raw) else raw.find(_BEGINS, 1)
    while start > 0:
        if sound_line(raw[start:]):
            yield from (raw[:start], raw[start:])
            return
        start = raw.find(_BEGINS, start + 1)
    yield raw
