"""The records that a heap of changes amounts to, whatever the order in which the changes are read.

Documents are kept as encoded bytes and decoded when read, so that nobody holds a live one. A record that only its
first change has touched costs its bytes and a stamp; one that was changed keeps the versions of what was changed.
"""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from fieldnotes.archive.line import Changes, Delete, Erase, Put
from fieldnotes.archive.versions import (
    GONE,
    Register,
    Stamp,
    Version,
    first_version,
    others,
    rank,
    shown,
    version_over,
)
from fieldnotes.model.clock import HybridTime

Place = tuple[str, int]  # a log and the number of a line in it
Key = tuple[str, str]  # a table and the key of a record in it


class Record:
    """One record. `doc_id` is 0 while it is deleted; `versions` is None while its first change is all there is.

    The register of None is that of its being there. A field without a register is as `born` made it.
    """

    __slots__ = ("born", "doc", "doc_id", "key", "place", "versions")

    def __init__(self, key: str, doc: bytes, born: Stamp, place: int) -> None:
        self.key = key
        self.doc = doc
        self.born = born
        self.place = place
        self.doc_id = 0
        self.versions: dict[str | None, Register] | None = None

    def order(self) -> tuple[Stamp, int]:
        """The sort key of records: when they first came to be, and within one change their place in it."""
        return self.born, self.place

    def registers(self) -> dict[str | None, Register]:
        """The versions, made ready to take one more."""
        if self.versions is None:
            self.versions = {None: {self.born.id: first_version(self.born, True)}}
        return self.versions

    def find(self, change: str, field: str | None) -> Version | None:
        """The version that a change made of a field; where it made none, the latest that it made of any other."""
        if self.versions is None:
            return first_version(self.born, True) if change == self.born.id else None
        found = self.versions.get(field, {}).get(change)
        if found is not None:
            return found
        elsewhere = [register[change] for register in self.versions.values() if change in register]
        return max(elsewhere, key=rank, default=None)

    def changes(self) -> set[str]:
        """The ids of all changes that it is made of."""
        return {self.born.id}.union(*(self.versions or {}).values())

    def head(self, field: str | None) -> str:
        """The id of the change that a field is shown as it is by."""
        register = self.versions.get(field) if self.versions else None
        return shown(register).id if register else self.born.id

    def heads(self, field: str | None) -> list[str]:
        """The ids of the changes of a field that no other replaced, the one that is shown first."""
        register = self.versions.get(field) if self.versions else None
        return [shown(register).id, *(other.id for other in others(register))] if register else [self.born.id]

    def is_apart(self, field: str) -> bool:
        """True where people wrote different things in a field apart from one another, and nobody settled it."""
        register = self.versions.get(field) if self.versions else None
        return any(other.value != shown(register).value for other in others(register)) if register else False

    def latest(self) -> str:
        """The id of the last change of anything of this record."""
        if not self.versions:
            return self.born.id
        return max(map(rank, map(shown, filter(None, self.versions.values()))))[5]


class Table:
    """The records of one table: all by key, those that are there by doc_id too."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.rows: dict[int, Record] = {}
        self.last = 0
        self.version = 0

    def begin_with(self, records: Iterable[Record]) -> None:
        """Take in records that are there, in their order, into a table that holds none."""
        for doc_id, record in enumerate(records, 1):
            record.doc_id = doc_id
            self.records[record.key] = self.rows[doc_id] = record
        self.last = len(self.rows)

    def show(self, record: Record, wanted: int = 0) -> None:
        """Give a record a doc_id: the wanted one, or the next."""
        self.rows.pop(record.doc_id, None)
        record.doc_id = wanted if wanted and wanted not in self.rows else self.last + 1
        self.last = max(self.last, record.doc_id)
        self.rows[record.doc_id] = record

    def hide(self, record: Record) -> None:
        """Take its doc_id from a record."""
        self.rows.pop(record.doc_id, None)
        record.doc_id = 0
        if not self.rows:
            self.last = 0


class Waiting(NamedTuple):
    """A change of a record whose target has not come yet."""

    stamp: Stamp
    change: Put | Delete
    place: int


class Difference(NamedTuple):
    """Two values of one field that were written apart; `shown` is the later, `other` the one not shown."""

    table: str
    key: str
    field: str
    shown: Any
    other: Any
    other_id: str


class Fold:
    """All tables, what waits, and what was erased (the place of a line -> the id of the change in it)."""

    def __init__(self) -> None:
        self.tables: dict[str, Table] = {}
        self.waiting: dict[Key, list[Waiting]] = {}
        self.erased: dict[Place, str] = {}
        self.stale = False
        self.touched: set[Key] = set()

    def table(self, name: str) -> Table:
        """The table of that name, made when it is first asked for."""
        found = self.tables.get(name)
        if found is None:
            found = self.tables[name] = Table()
        return found

    def get(self, table: str, key: str) -> Record | None:
        """A record, deleted or not."""
        found = self.tables.get(table)
        return found.records.get(key) if found else None

    def in_order(self, table: str) -> list[Record]:
        """The records that are there, in the order in which they came to be, the same on every machine."""
        found = self.tables.get(table)
        return sorted(found.rows.values(), key=attrgetter("born", "place")) if found else []

    def latest(self, until: int) -> HybridTime:
        """The time of the latest change that is kept, of those not after so many milliseconds since 1970."""
        found = (0, 0)
        for table in self.tables.values():
            for record in table.records.values():
                born = record.born
                if found[0] <= born.ms <= until:
                    found = max(found, (born.ms, born.counter))
                for stamp in _stamps(record) if record.versions else ():
                    if found[0] <= stamp.ms <= until:
                        found = max(found, (stamp.ms, stamp.counter))
        return HybridTime(*found)

    def take_touched(self) -> set[Key]:
        """The records that were changed since this was last asked."""
        taken, self.touched = self.touched, set()
        return taken

    def apply(self, line: Changes, device: str, at: Place, doc_ids: dict[Key, int] | None = None) -> None:
        """Take in one line. `doc_ids` are the rows that its writer promised for new records."""
        if self.erased and (at in self.erased or line.id in self.erased.values()):  # a copy goes with its original
            return
        ms, counter = line.clock
        stamp = Stamp(ms, counter, device, line.id)
        for place, change in enumerate(line.changes):
            if isinstance(change, Erase):
                self._erase(change)
                continue
            key = (change.table, change.key)
            promised = doc_ids.get(key, 0) if doc_ids else 0
            table = self.tables.get(key[0]) or self.table(key[0])
            if key[1] not in table.records and isinstance(change, Put) and not (change.over or change.again):
                self._begin(table, key, Record(key[1], bytes(change.fields), stamp, place), promised)
            else:
                self._take(Waiting(stamp, change, place), promised)

    def _erase(self, change: Erase) -> None:
        at = (change.log, change.line)
        if at not in self.erased:
            self.erased[at] = change.id
            self.stale = True

    def _begin(self, table: Table, key: Key, record: Record, doc_id: int) -> None:
        """A record that is new: the way that nearly every line takes."""
        table.records[key[1]] = record
        if doc_id:
            table.show(record, doc_id)
        else:
            table.last = record.doc_id = table.last + 1
            table.rows[table.last] = record
        table.version += 1
        self.touched.add(key)
        if self.waiting:
            self._take_up(key)

    def _take_up(self, key: Key) -> None:
        """Try what waited for a change of this record."""
        for held_back in self.waiting.pop(key, ()):
            self._take(held_back, 0)

    def _take(self, item: Waiting, doc_id: int) -> None:
        change = item.change
        key = (change.table, change.key)
        record = self.get(*key)
        if record is None or not self._fits(record, change):
            held = self.waiting.setdefault(key, [])
            if item.stamp not in [w.stamp for w in held]:
                held.append(item)
            return
        if record.find(item.stamp.id, None):
            return  # the same line in a copied log
        table = self.table(change.table)
        self._merge(table, record, item, doc_id)
        table.version += 1
        self.touched.add(key)
        self._take_up(key)

    def _fits(self, record: Record, change: Put | Delete) -> bool:
        """True where everything that the change replaces has come."""
        wanted = {change.over} if isinstance(change, Delete) else {*change.over.values(), change.again} - {""}
        return all(record.find(target, None) or target in self.erased.values() for target in wanted)

    def _merge(self, table: Table, record: Record, item: Waiting, doc_id: int) -> None:
        if isinstance(item.change, Delete):
            over = item.change.over
            there = record.registers()[None]
            there[item.stamp.id] = version_over(item.stamp, record.find(over, None), over, False)
        else:
            _merge_put(record, item.stamp, item.change)
            if is_first(item.change):
                record.born, record.place = min((record.born, record.place), (item.stamp, item.place))
        if not shown(record.registers()[None]).value:
            table.hide(record)
        elif not record.doc_id or (doc_id and doc_id != record.doc_id):
            table.show(record, doc_id)

    def differences(self) -> list[Difference]:
        """Every field in which people wrote different things apart from one another, and nobody settled it."""
        return [
            Difference(name, record.key, field, _plain(shown(register).value), _plain(other.value), other.id)
            for name, table in self.tables.items()
            for record in table.rows.values()
            for field, register in (record.versions or {}).items()
            if field is not None and register
            for other in others(register)
            if other.value != shown(register).value
        ]

    def leave_out_erased(self) -> set[Key]:
        """Take out every record that an erased change is part of; the keys of those that were there.

        It goes whole, for what it would be without that change is not known here.
        """
        erased, shown_before = set(self.erased.values()), set()
        for name, table in self.tables.items():
            for record in [each for each in table.records.values() if not erased.isdisjoint(each.changes())]:
                del table.records[record.key]
                if table.rows.pop(record.doc_id, None):
                    shown_before.add((name, record.key))
                    table.version += 1
        for key, held in self.waiting.items():
            self.waiting[key] = [item for item in held if item.stamp.id not in erased]
        return shown_before

    def keep_doc_ids(self, before: "Fold") -> None:
        """Give the records the doc_ids that they had before everything was read anew."""
        for name, table in self.tables.items():
            old = before.tables.get(name)
            if old is None:
                continue
            known = [(record, old.records.get(key)) for key, record in table.records.items() if record.doc_id]
            table.rows = {}
            table.last, table.version = old.last, old.version + 1
            for record, earlier in known:
                record.doc_id = earlier.doc_id if earlier and earlier.doc_id else 0
                if record.doc_id:
                    table.rows[record.doc_id] = record
            for record, _ in known:
                if not record.doc_id:
                    table.show(record)


def _stamps(record: Record) -> Iterator[Version]:
    return (version for register in (record.versions or {}).values() for version in register.values())


def is_first(change: Put) -> bool:
    """True for a record's first change."""
    return not change.over and not change.again


def _plain(value: Any) -> Any:
    return None if value is GONE else value


def _merge_put(record: Record, stamp: Stamp, change: Put) -> None:
    import orjson  # 6 ms, wanted where a record was changed

    doc: dict[str, Any] = orjson.loads(record.doc)
    fields: dict[str, Any] = orjson.loads(bytes(change.fields))
    registers = record.registers()
    if is_first(change) or change.again:
        target = record.find(change.again, None) if change.again else None
        registers[None][stamp.id] = version_over(stamp, target, change.again, True)
    touched: Iterable[str] = {**fields, **change.over} if not is_first(change) else {**doc, **fields}
    for field in touched:
        register = registers.get(field)
        if register is None:
            register = registers[field] = {}
            if field in doc:
                register[record.born.id] = first_version(record.born, doc[field])
        if field in fields or field in change.over:
            over = change.over.get(field, "")
            target = record.find(over, field) if over else None
            value, also = fields.get(field, GONE), change.also.get(field, ())
            register[stamp.id] = version_over(stamp, target, over, value, also)
        value = shown(register).value
        if value is GONE:
            doc.pop(field, None)
        else:
            doc[field] = value
    record.doc = orjson.dumps(doc)
