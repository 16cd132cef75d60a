"""The logs of a folder, each read as far as it goes; what was read of one that is gone since is remembered."""

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from fieldnotes.archive import names, packs
from fieldnotes.archive.failures import Damage, NewerFormat
from fieldnotes.archive.fold import Place
from fieldnotes.archive.reading import EMPTIED, Mark, Parts, Reader, held_up, signature

Listing = dict[str, os.stat_result]
ELSEWHERE = os.stat_result([0] * 10)  # of a file that is there and of which the system can say nothing now
TakeIn = Callable[[Parts], None]
GONE = "{} lines of this log are known that are no longer in it, or the log is gone; what they said is still shown"

GIVEN_UP = "{} lines of this log are known that are no longer in it; they went when an erasure was carried out"


class Packed(NamedTuple):
    """A log in a pack: the reader of the pack, the log's length in bytes and its last checksum."""

    reader: Reader
    log: str
    length: int
    head: str

    def continues(self, mark: Mark) -> bool:
        """True where the log, read up to that mark before it was packed, holds the same in the pack."""
        if (self.length, self.head) == (mark.bytes, mark.head):
            return True
        return not mark.head or self.reader.holds_at(self.log, mark)


class Logs:
    """Every `*.jsonl` of a folder, by file name.

    `lost` are marks of logs that no longer hold what was read of them. `own` is the file that this process
    writes now, which is never read here.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own = ""
        self.lost: list[Mark] = []
        self._readers: dict[str, Reader] = {}
        self._ever: set[str] = set()  # the files of which anything was read
        self._in_doubt: set[str] = set()  # those that cannot be compared now with what was read

    def listing(self) -> Listing:
        """The logs that there are, in the order of their names."""
        found = {}
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name.endswith(names.ENDING) and entry.name != self.own:
                    with contextlib.suppress(FileNotFoundError):
                        found[entry.name] = _status(entry)
        return dict(sorted(found.items()))

    def is_short(self) -> bool:
        """True where a log could never be read, so that a checkpoint of what was would say less than there is."""
        return any(r.tail and not r.tail.line and not r.mark.lines for r in self._readers.values())

    def start_from(self, marks: Iterable[Mark]) -> None:
        """Take the logs as read up to these marks."""
        self._readers = {mark.file: Reader(self.folder / mark.file, mark) for mark in marks}
        self._ever = set(self._readers)

    def start_over(self) -> None:
        """Take nothing as read."""
        self._readers, self._ever = {}, set()

    def compare(self, listing: Listing) -> bool:
        """Look whether the logs still hold what was read of them.

        One that does not is to be read from its beginning, as `lost`, unless it only had a line emptied: then the
        answer is False, and all records are to be made anew, for one of them holds what was erased. One of which
        nothing can be told now stays as it was read, until this can be asked again.
        """
        as_read = True
        self._in_doubt = set()
        for name, reader in list(self._readers.items()):
            status = listing.get(name)
            if status is ELSEWHERE:
                continue
            if status is None and (moved := self._packed(listing).get(reader.mark.log)):
                del self._readers[name]
                as_read = as_read and moved.continues(reader.mark)
                continue
            if status is not None and reader.seen == signature(status):
                continue
            continues = status is not None and reader.continues(status)
            emptied = not continues and reader.was_rewritten()
            if reader.unread:
                self._in_doubt.add(name)
            if continues or reader.unread:
                continue
            del self._readers[name]
            if emptied:
                as_read = False
            elif reader.mark.head:
                self.lost.append(reader.mark)
        return as_read

    def read(self, listing: Listing, mine: str, take_in: TakeIn) -> None:
        """Hand over what is new in each log. `mine` is the id of this device."""
        for name, status in listing.items():
            if self._is_pack(name):
                self._read_one(name, status, mine, take_in)
        packed = {(log, length) for r in self._readers.values() for log, length, _ in r.mark.packs}
        for name, status in listing.items():
            beside = name not in self._readers and (name.removesuffix(names.ENDING), status.st_size) in packed
            if not (self._is_pack(name) or beside):  # one beside its pack was not taken away yet
                self._read_one(name, status, mine, take_in)

    def _is_pack(self, name: str) -> bool:
        return name.startswith(packs.PREFIX) or (name in self._readers and bool(self._readers[name].mark.packs))

    def _read_one(self, name: str, status: os.stat_result, mine: str, take_in: TakeIn) -> None:
        reader = self._readers.get(name)
        if reader is None:
            reader = self._readers[name] = Reader(self.folder / name)
            self.lost = [mark for mark in self.lost if mark.file != name or not reader.holds(mark.head)]
        elif reader.seen == signature(status) or name in self._in_doubt:
            return
        parts = reader.read_parts(mine)
        if parts is not None:
            self._ever.add(name)
        reader.seen = signature(status) if parts is not None and status is not ELSEWHERE else None
        if parts:
            take_in(parts)
        held = {log for log, _, _ in reader.mark.packs}
        self.lost = [mark for mark in self.lost if mark.log not in held or not reader.holds(mark.head)]

    def torn(self) -> list[Path]:
        """The logs of this device whose last line was cut off while it was written."""
        lost = {mark.file for mark in self.lost}
        found = [reader.path for reader in self._readers.values() if reader.tail and reader.tail.torn]
        return [path for path in found if path.name not in lost]

    def _packed(self, listing: Listing) -> dict[str, Packed]:
        """The logs that lie whole in packs, by name."""
        found = {}
        for name in listing:
            if self._is_pack(name):
                reader = self._readers.get(name) or Reader(self.folder / name)
                if not reader.mark.bytes:
                    reader.read("")
                for log, length, head in reader.mark.packs:
                    found[log] = Packed(reader, log, length, head)
        return found

    def known(self) -> list[Mark]:
        """How far each log that is there has been read."""
        return [reader.mark for reader in self._readers.values()]

    def give_up(self) -> list[Damage]:
        """Before all is made anew from what the logs hold: what only the records still held, and now goes."""
        gone = [Damage(mark.file, 0, GIVEN_UP.format(mark.lines)) for mark in self.lost]
        self.lost = []
        return gone

    def retire(self, mark: Mark | None) -> None:
        """The log that this process wrote is one like the others from now on, read up to the mark or not at all."""
        if mark is not None:
            self._readers[mark.file] = Reader(self.folder / mark.file, mark)
        if self.own and os.path.exists(self.folder / self.own):
            self._ever.add(self.own)
        self.own = ""

    def unread_of(self, before: "Logs") -> list[Damage]:
        """The files that cannot be read now and hold what was read `before`, or may hold it."""
        known = {*before._ever, before.own} - {""}
        moved = not known <= set(self._readers)  # into a pack, it may be
        unread = [(name, reader.unread) for name, reader in self._readers.items() if moved or name in known]
        return [held_up(name, error) for name, error in unread if error]

    def forget(self, name: str) -> None:
        """Take nothing of one log as read."""
        self._readers.pop(name, None)

    def marks(self) -> list[Mark]:
        """How far each log has been read; of one that lost lines, how far it once went."""
        lost = {mark.file for mark in self.lost}
        return [r.mark for name, r in self._readers.items() if name not in lost] + self.lost

    def refuse_newer(self) -> None:
        """Raise NewerFormat where a log was written in a later format."""
        for reader in self._readers.values():
            if reader.mark.newer:
                raise NewerFormat(reader.path.name, reader.mark.newer)

    def damage(self, erased: Iterable[Place]) -> list[Damage]:
        """All that is wrong with the logs. `erased` are the lines that are empty with reason."""
        known = set(erased)
        found = [Damage(mark.file, 0, GONE.format(mark.lines)) for mark in self.lost]
        for reader in self._readers.values():
            for mark in (reader.mark, *reader.mark.parts):
                found += mark.damage
                found += [Damage(mark.file, at, EMPTIED) for n, at in mark.emptied if (mark.log, n) not in known]
            found += [reader.tail] if reader.tail else []
        return found


def _status(entry: "os.DirEntry[str]") -> os.stat_result:
    try:
        return entry.stat()
    except FileNotFoundError:
        if not entry.is_symlink():
            raise
    except OSError:
        pass
    return ELSEWHERE  # a placeholder
