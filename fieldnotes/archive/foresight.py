"""The records as they will be once what waits for the disk is written: what is shown before it is durable."""

from collections.abc import Iterable
from itertools import count
from typing import Any, NamedTuple

import orjson

from fieldnotes.archive.fold import Fold, Record, Table
from fieldnotes.archive.history import Commit, commit_of
from fieldnotes.archive.journal import Plan
from fieldnotes.archive.line import About, Changes
from fieldnotes.archive.versions import GONE

_LATER_THAN_ALL = 2**50


class Deed(NamedTuple):
    """One commit before it is written: its plan is drawn up when its turn comes."""

    who: str
    plan: Plan
    about: About


class Ahead:
    """A fold that runs ahead of another one, which goes on meanwhile; neither changes anything in the other."""

    def __init__(self, fold: Fold) -> None:
        self._ticks = count()
        self.fold = Fold()
        self.fold.erased = fold.erased
        self.fold.tables = {name: _copied(table) for name, table in fold.tables.items()}

    def take(self, deed: Deed) -> tuple[Commit, Changes]:
        """Do a deed here; the commit it will be, as far as one can know."""
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
