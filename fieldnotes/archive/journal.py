"""A folder of logs as one journal: what all of them say, and the one log that this run writes.

Three locks, always taken in this order: `_writing` through a whole commit, the disk included; `_reading` while logs
are read; `memory`, for moments, around the records. Who only looks at records waits for no disk.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from fieldnotes.archive import aside, checkpoint, device, disk, line, names, packing
from fieldnotes.archive.failures import FORMAT, Damage, NewerFormat, NotSaved
from fieldnotes.archive.fold import Fold, Key
from fieldnotes.archive.line import PLAIN, About, Change, Changes
from fieldnotes.archive.lock import moment
from fieldnotes.archive.logs import Logs
from fieldnotes.archive.reading import Parts, Signature, signature, unreadable
from fieldnotes.archive.writing import Writer, new_header, not_saved
from fieldnotes.model.clock import HybridClock, HybridTime
from fieldnotes.model.ids import new_id

Plan = Callable[[Fold], Sequence[Change]]
EDITED = (
    "the checkpoint was damaged or edited by another program; what is shown is made anew from the logs, and the "
    "file is kept in a folder set-aside when a new one is written"
)


class Belonging(Struct, frozen=True):
    """What the header of a log says of where it belongs."""

    study: str
    meeting: str | None
    zone: str


class Changed(Struct, frozen=True):
    """The keys of the records, by table, that others have changed; false where there are none."""

    keys: dict[str, tuple[str, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self.keys)


class Journal:
    """The logs in `folder` and their checkpoint. Opening writes nothing; raises NewerFormat."""

    def __init__(self, folder: Path, summary: Path, belonging: Belonging) -> None:
        self.belonging = belonging
        self.fold = Fold()
        self.memory = threading.RLock()
        self._folder, self._summary = folder, summary
        self._logs = Logs(folder)
        self._clock = HybridClock()
        self._notes: list[Damage] = []
        self._held_up: list[Damage] = []
        self._device = ""
        self._writer: Writer | None = None
        self._rescued: list[bytes] = []
        self._writing, self._reading = threading.RLock(), threading.RLock()
        self._touched: set[Key] = set()
        self._unsaved = self._closed = False
        self.wrote = False
        self._may_save = True
        self._trusted: Signature | None = None  # the checkpoint as this run read or wrote it
        self._open()

    @property
    def damage(self) -> list[Damage]:
        """Every place that could not be read."""
        found = [*self._notes, *self._logs.damage(self.fold.erased)]
        return [*found, *(each for each in self._held_up if each not in found)]

    def _open(self) -> None:
        found = self._checkpoint()
        if found is not None:
            self._logs.start_from(found.archived.logs)
            if self._logs.compare(self._logs.listing()):
                self.fold = checkpoint.restore(found)
                self._catch_up()
            else:
                self._logs.start_over()
        self._read_on()
        self._touched.clear()
        self._logs.refuse_newer()

    def _checkpoint(self) -> checkpoint.Checkpoint | None:
        try:
            as_it_is = signature(os.stat(self._summary))
            data = disk.read_from(self._summary)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._notes.append(unreadable(self._summary.name, error))
            self._may_save = False  # what it holds is not known, and may be more than the logs that can be read
            return None
        found = checkpoint.read_checkpoint(data)
        if found is None:
            self._notes.append(Damage(self._summary.name, 0, EDITED))
        elif found.archived.fieldnotes > FORMAT:
            raise NewerFormat(self._summary.name, found.archived.fieldnotes)
        elif found.archived.fieldnotes < FORMAT:
            return None  # made anew from the logs, which are read step by step
        else:
            self._trusted = as_it_is
        return found

    def _catch_up(self) -> None:
        """Bring the clock to the latest change of the checkpoint that is not far ahead of the wall clock."""
        limit = time.time_ns() // 1_000_000 + HybridClock.AHEAD_MS
        self._clock.saw(self.fold.latest(limit))

    def _mine(self) -> str:
        """The id of this device, once there is one."""
        self._device = self._device or device.known_device()
        return self._device

    def _take_in(self, parts: Parts) -> None:
        with self.memory:
            for reader, said in parts:
                for n, changes in said:
                    self._clock.saw(HybridTime(*changes.clock))
                    self.fold.apply(changes, reader.mark.device, (reader.mark.log, n))
                    self._unsaved = True
            self._touched |= self.fold.take_touched()

    def _read_on(self) -> None:
        """Read what is new; make everything anew where a line was erased that had been read."""
        with self._reading:
            listing = self._logs.listing()
            as_read = self._logs.compare(listing)
            if as_read:
                self._logs.read(listing, self._mine(), self._take_in)
        if not as_read or self.fold.stale:
            self._read_all()

    def _read_all(self) -> None:
        """Read every log from its beginning, as often as that brings up further erasures.

        Where one that was read before cannot be just now, what is known stays, but for what was erased, and this is
        tried again at the next reading.
        """
        with self._writing, self._reading:
            with self.memory:
                self.fold.stale = True  # until it is replaced
            if not self._is_held_up():
                logs, fold = self._anew()
                self._held_up = logs.unread_of(self._logs)
                if not self._held_up:
                    self._take_over(logs, fold)
                    return
            with self.memory:
                self._touched |= self.fold.leave_out_erased()

    def _is_held_up(self) -> bool:
        """True where a log that the last try could not read still cannot be: to try again would be in vain."""
        for log in self._held_up:
            try:
                disk.read_from(self._folder / log.file, 0, 1)
            except FileNotFoundError:
                continue
            except OSError:
                return True
        return False

    def _anew(self) -> tuple[Logs, Fold]:
        erased = self.fold.erased
        while True:
            logs, fold = Logs(self._folder), Fold()
            fold.erased = dict(erased)
            logs.read(logs.listing(), self._mine(), _into(fold))
            if not fold.stale:
                return logs, fold
            erased = fold.erased

    def _take_over(self, logs: Logs, fold: Fold) -> None:
        """From now on these are the logs, but for the one of this run, which is not read."""
        self._notes += self._logs.give_up()
        logs.own = self._logs.own
        logs.forget(logs.own)
        self._logs = logs
        self._swap(fold)

    def _swap(self, fold: Fold) -> None:
        with self.memory:
            fold.keep_doc_ids(self.fold)
            self._touched |= differing(self.fold, fold)
            fold.take_touched()
            self.fold = fold
        self._unsaved = True

    def refresh(self) -> Changed:
        """Read what others have written since; cheap where they have not."""
        self._read_on()
        with self.memory:
            taken, self._touched = self._touched, set()
        keys: dict[str, tuple[str, ...]] = {}
        for table, key in sorted(taken):
            keys[table] = (*keys.get(table, ()), key)
        return Changed(keys)

    def commit(self, plan: Plan, who: str, doc_ids: dict[Key, int] | None = None, about: About = PLAIN) -> str:
        """Make the changes that the plan draws up durable, as one line, and then known here; the id of the change.

        A plan of no changes writes nothing, and its id is empty, unless it undoes or redoes another: that is said
        even where nothing is left to change. Raises NotSaved, with everything as it was.
        """
        with self._writing:
            if self._rescued or self.fold.stale:
                self._read_on()  # the try that failed may be there: what is tried again is then no second change
            changes = self._drawn_up(plan, who, about)
            if changes is not None:
                self._write([changes], doc_ids)
                return changes.id
            if self._rescued:
                self._write([], doc_ids)
            return ""

    def commit_each(self, plans: Iterable[Plan], who: str) -> None:
        """The same for several plans, a line each, of records that none of the others touches: one write, one sync.

        After a crash in the middle the first lines may be there and the others not; each is whole.
        """
        with self._writing:
            if self._rescued:
                self._read_on()
            drawn = [self._drawn_up(plan, who, PLAIN) for plan in plans]
            said = [changes for changes in drawn if changes]
            if said or self._rescued:
                self._write(said, None)

    def _drawn_up(self, plan: Plan, who: str, about: About) -> Changes | None:
        with self.memory:
            changes = plan(self.fold)
            clock = self._clock.tick()
        if not (changes or about.undoes or about.redoes):
            return None
        change, undoes, redoes, why = about
        return Changes(line.new_salt(), change or new_id(), clock, who, changes, undoes, redoes, why)

    def _write(self, said: list[Changes], doc_ids: dict[Key, int] | None) -> None:
        writer = self._ready()
        try:
            last = writer.append([*self._rescued, *map(line.encode, said)])
        except BaseException:
            if writer.suspect:  # what may be read from it by others is written again, or it might not last
                self._rescued = list(dict.fromkeys([*self._rescued, *writer.left()]))
                self._retire(writer)
            raise
        self._rescued, self.wrote = [], True
        with self.memory:
            n = last - len(said)
            for changes in said:
                n += 1
                self.fold.apply(changes, writer.device, (writer.log, n), doc_ids)
            self.fold.touched.clear()
        self._unsaved = True
        if self.fold.stale:
            self._read_all()

    def _ready(self) -> Writer:
        """The log to write to: the one of this run, or a new one where that cannot be trusted any more."""
        if self._closed:
            raise NotSaved("the archive is closed")
        writer = self._writer
        if writer is not None and not writer.suspect and writer.is_replaced():
            self._rescued += writer.missing()
            writer.suspect = True
        if writer is not None and writer.suspect:
            self._retire(writer)
            writer = None
        if writer is None:
            writer = self._writer = self._new_log()
            self._cut_torn_lines()
        return writer

    def _cut_torn_lines(self) -> None:
        """Set aside what crashes of earlier runs left; readers put up with it, so that it may fail."""
        for log in self._logs.torn():
            with contextlib.suppress(OSError):
                sentence = aside.cut_torn(log, self._device)
                if sentence:
                    self._notes.append(Damage(log.name, 0, sentence))

    def _new_log(self) -> Writer:
        mine = self._device = device.this_device()
        while True:
            log = names.new_log_name()
            header = new_header(log, self.belonging.study, self.belonging.meeting, mine, self.belonging.zone)
            self._logs.own = log + names.ENDING
            try:
                return Writer(self._folder, header)
            except FileExistsError:
                continue
            except OSError as error:
                self._logs.own = ""
                raise not_saved(error) from error

    def _retire(self, writer: Writer) -> None:
        """From now on the log is one like the others: read from the beginning where it may be another file."""
        writer.close()
        self._writer = None
        with self._reading:
            self._logs.retire(None if writer.suspect else writer.mark)

    def _end_log(self) -> None:
        replaced = self._writer is not None and not self._writer.suspect and self._writer.is_replaced()
        if self._rescued or replaced:
            self._ready()
        if self._rescued:
            self._write([], None)
        if self._writer is not None:
            self._writer.finish()
            self._retire(self._writer)

    def save(self) -> None:
        """Write the checkpoint. It is only a shorter way to open: that it cannot be written is nobody's trouble."""
        with contextlib.suppress(OSError, NotImplementedError), moment(self._summary):
            self._read_on()
            if self._logs.is_short() or not self._may_save:
                return
            with self._writing, self._reading, self.memory:
                if self.fold.stale:  # it lacks what is to be read anew
                    return
                marks = [*self._logs.marks(), *([self._writer.mark] if self._writer else [])]
                data = checkpoint.write_checkpoint(self.fold, marks)
            for left in self._summary.parent.glob(self._summary.name + ".*.tmp"):
                disk.remove(left)
            aside.move_unbelieved(self._summary, self._trusted, marks)
            disk.write_whole(self._summary, data, os.urandom(4).hex())
            self._trusted = signature(os.stat(self._summary))
            self._unsaved = False

    def close(self) -> None:
        """End the log of this run, and write the checkpoint where it would say anything new."""
        with self._writing:
            if self._closed:
                return
            has_written = self._writer is not None
            with contextlib.suppress(NotSaved):
                self._end_log()
            if has_written:
                self._pack()
            if self._unsaved:
                self.save()
            self._closed = True

    def _pack(self) -> None:
        """Move closed logs of this device into a pack where there are many; that it fails is nobody's trouble."""
        fit = [mark.file for mark in self._logs.known() if packing.may_be_packed(mark, self._mine())]
        if len(fit) < packing.ENOUGH:
            return
        with contextlib.suppress(OSError, NotImplementedError):
            with moment(self._summary):
                if packing.pack(self._folder, fit, self._mine()) is None:
                    return
            self.save()
            with moment(self._summary):
                packing.take_away_packed(self._folder, self._mine())
            self._read_on()
            self._unsaved = True


def _into(fold: Fold) -> Callable[[Parts], None]:
    def take_in(parts: Parts) -> None:
        for reader, said in parts:
            for n, changes in said:
                fold.apply(changes, reader.mark.device, (reader.mark.log, n))

    return take_in


def differing(before: Fold, after: Fold) -> set[Key]:
    """The records that are there, or say something, in only one of two folds."""
    found = set()
    for name in {*before.tables, *after.tables}:
        old = {r.key: r.doc for r in before.table(name).rows.values()}
        new = {r.key: r.doc for r in after.table(name).rows.values()}
        found |= {(name, key) for key in {*old, *new} if old.get(key) != new.get(key)}
    return found
