"""The records as they will be once what waits for the disk is written: what is shown before it is durable."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from itertools import count
from typing import Any, NamedTuple

import orjson

from fieldnotes.archive.fold import Fold, Record, Table
from fieldnotes.archive.history import KEPT, Commit, commit_of
from fieldnotes.archive.journal import Plan
from fieldnotes.archive.line import About, Changes
from fieldnotes.archive.versions import GONE

_LATER_THAN_ALL = 2**50
Memory = AbstractContextManager[bool]  # a lock that its holder may take again


class Deed(NamedTuple):
    """One commit before it is written: its plan is drawn up when its turn comes."""

    who: str
    plan: Plan
    about: About


class Ahead:
    """A fold that runs ahead of another one, which goes on meanwhile; neither changes anything in the other.

    It is made with `memory` held, which keeps the other one still. Observations are copied as they are looked at,
    for there may be ten thousand of them; of each what the other fold says then is taken.
    """

    def __init__(self, fold: Fold, memory: Memory) -> None:
        self._ticks, self._memory = count(), memory
        self.fold = Fold()
        self.fold.erased = fold.erased
        self.fold.tables = {
            name: _over(table, memory) if name in KEPT else _copied(table) for name, table in fold.tables.items()
        }

    def take(self, deed: Deed) -> tuple[Commit, Changes]:
        """Do a deed here; the commit it will be, as far as one can know.

        One that the other fold has in the meantime comes to nothing more: the log tells what it came to.
        """
        with self._memory:
            changes = list(deed.plan(self.fold))
            clock = (_LATER_THAN_ALL, next(self._ticks))
            said = Changes("", deed.about.id, clock, deed.who, changes, *deed.about[1:])
            commit = commit_of(said, "", self._shown)
            self.fold.apply(said, "", ("", next(self._ticks)))
        return commit, said

    def take_all(self, deeds: Iterable[Deed]) -> list[Commit]:
        """Do several, in order."""
        return [self.take(deed)[0] for deed in deeds]

    def _shown(self, table: str, key: str, field: str, over: str) -> Any:
        record = self.fold.get(table, key)
        return GONE if record is None or not over else orjson.loads(record.doc).get(field, GONE)


class _Twins(dict[str, Record]):
    """The records of a table, each copied when it is first asked for."""

    def __init__(self, under: Table, memory: Memory) -> None:
        super().__init__()
        self._under, self._memory = under, memory

    def __missing__(self, key: str) -> Record:
        with self._memory:
            twin = self[key] = _twin(self._under.records[key])
        return twin

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self._under.records

    def get(self, key: str, default: Any = None) -> Any:
        """The copy of a record."""
        try:
            return self[key]
        except KeyError:
            return default

    def known(self, record: Record) -> Record:
        """The copy of a record, where there is one, else itself: to be looked at only."""
        return super().get(record.key, record)


class _Rows(dict[int, Record]):
    """The rows of a table, and over them those that came, went or moved here."""

    def __init__(self, under: Table, twins: _Twins, memory: Memory) -> None:
        super().__init__()
        self._under, self._twins, self._memory = under, twins, memory
        self._gone: set[int] = set()

    def __contains__(self, row: object) -> bool:
        return super().__contains__(row) or (row in self._under.rows and row not in self._gone)

    def __len__(self) -> int:
        return len(self.values())

    def pop(self, row: int, default: Any = None) -> Any:
        """Take a row away."""
        self._gone.add(row)
        return super().pop(row, default)

    def values(self) -> Any:
        """The records that are there, to be looked at only."""
        with self._memory:
            below = list(self._under.rows.items())
        hidden = self._gone.union(super().keys())
        return [*(self._twins.known(r) for row, r in below if row not in hidden), *super().values()]


def _over(table: Table, memory: Memory) -> Table:
    over = Table()
    over.records = twins = _Twins(table, memory)
    over.rows = _Rows(table, twins, memory)
    over.last = table.last
    return over


def _copied(table: Table) -> Table:
    copy = Table()
    copy.records = {key: _twin(record) for key, record in table.records.items()}
    copy.rows = {row: copy.records[record.key] for row, record in table.rows.items()}
    copy.last = table.last
    return copy


def _twin(record: Record) -> Record:
    twin = Record(record.key, record.doc, record.born, record.place)
    twin.doc_id = record.doc_id
    twin.versions = record.versions and {field: dict(register) for field, register in record.versions.items()}
    return twin


def essence(changes: Iterable[Any]) -> list[tuple[object, ...]]:
    """What changes say, whatever they stand over: two with the same essence show the same."""
    return [
        (type(change), getattr(change, "table", ""), getattr(change, "key", ""), _said(change))
        for change in changes
    ]


def _said(change: Any) -> tuple[bytes, ...]:
    over = change.over if isinstance(getattr(change, "over", None), dict) else {}
    return bytes(getattr(change, "fields", b"")), *(field.encode() for field in sorted(over))
