"""A table as TinyDB sees it: documents by number, decoded when they are read, and layers of what is to change."""

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from typing import Any

import orjson

from fieldnotes.archive.edits import Edit, encoded, identity_of
from fieldnotes.archive.failures import KeyTaken
from fieldnotes.archive.fold import Key, Record, Table
from fieldnotes.model.ids import new_id

Doc = dict[str, Any]


class Rows(Mapping[int, Doc]):
    """The documents of a table as they are when asked for; a loop goes over those that were there as it began."""

    def __init__(self, table: Table, memory: AbstractContextManager[bool]) -> None:
        self._table = table
        self._memory = memory
        self._looped: dict[int, Record] = {}

    def record(self, doc_id: int) -> Record:
        """The record in that row; raises KeyError."""
        return self._looped.get(doc_id) or self._table.rows[doc_id]

    def __getitem__(self, doc_id: int) -> Doc:
        doc: Doc = orjson.loads(self.record(doc_id).doc)
        return doc

    def __iter__(self) -> Iterator[int]:
        with self._memory:
            self._looped = dict(self._table.rows)
        return iter(self._looped)

    def __len__(self) -> int:
        return len(self._table.rows)

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self._table.rows

    def has_key(self, key: str) -> bool:
        """True where a record of that key is there."""
        record = self._table.records.get(key)
        return record is not None and record.doc_id != 0


class Overlay(MutableMapping[int, Doc]):
    """Rows with changes on top that are not made yet; reading a document makes a copy that may be changed.

    An overlay may lie on another one: several operations of TinyDB that become one commit.
    """

    def __init__(self, under: "Rows | Overlay") -> None:
        self._under = under
        self._read: dict[int, Doc] = {}
        self._gone: set[int] = set()

    def __getitem__(self, doc_id: int) -> Doc:
        if doc_id not in self._read:
            if doc_id in self._gone:
                raise KeyError(doc_id)
            self._read[doc_id] = self._copy(doc_id)
        return self._read[doc_id]

    def _copy(self, doc_id: int) -> Doc:
        doc = self._under[doc_id]
        if isinstance(self._under, Overlay):
            copied: Doc = orjson.loads(encoded(doc))
            return copied
        return doc

    def __setitem__(self, doc_id: int, doc: Doc) -> None:
        self._read[doc_id] = doc
        self._gone.discard(doc_id)

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._read.pop(doc_id, None)
        self._gone.add(doc_id)

    def __iter__(self) -> Iterator[int]:
        below = [doc_id for doc_id in self._under if doc_id not in self._gone]
        known = set(below)
        return iter([*below, *(doc_id for doc_id in self._read if doc_id not in known)])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self._read or (doc_id in self._under and doc_id not in self._gone)

    def sink(self) -> None:
        """Hand the changes down to the overlay under this one."""
        assert isinstance(self._under, Overlay)
        for doc_id in self._gone & set(self._under):
            del self._under[doc_id]
        self._under._read.update(self._read)
        self._under._gone -= set(self._read)

    def edits(self, table: str) -> tuple[list[Edit], dict[Key, int]]:
        """The records that these changes amount to, and the rows promised to new ones; raises KeyTaken, NotText."""
        rows = self._under
        assert isinstance(rows, Rows)
        gone = {rows.record(doc_id).key for doc_id in self._gone if doc_id in rows}
        edits: dict[str, Edit] = {}
        promised: dict[Key, int] = {}
        for doc_id, doc in self._read.items():
            raw = encoded(doc)
            identity = identity_of(table, doc)
            if doc_id in rows:
                key = rows.record(doc_id).key
                if identity is not None and identity != key:
                    raise KeyTaken(table, key)
            else:
                key = identity or new_id()
                if key in edits or (rows.has_key(key) and key not in gone):
                    raise KeyTaken(table, key)
                promised[table, key] = doc_id
            edits[key] = Edit(table, key, raw)
        edits.update({key: Edit(table, key, None) for key in gone if key not in edits})
        return list(edits.values()), promised
