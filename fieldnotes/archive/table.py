"""TinyDB's table and database over logs: the same behaviour, but a change costs what it changes.

`_update_table`, `_read_table` and `_get_next_id` are private to TinyDB: a test fails when they change there.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import orjson
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table
from tinydb.utils import LRUCache

from fieldnotes.archive.journal import Journal
from fieldnotes.archive.rows import Doc, Overlay, Rows
from fieldnotes.archive.storage import LogStorage


class _Found(LRUCache[QueryLike, list[Document]]):
    """Results of searches, kept encoded: who was given one may change it without changing the next."""

    def __setitem__(self, cond: QueryLike, docs: Any) -> None:
        self.set(cond, docs)

    def set(self, key: QueryLike, value: Any) -> None:
        """Keep a result."""
        super().set(key, cast(Any, [(doc.doc_id, orjson.dumps(dict(doc))) for doc in value]))

    def get(self, key: QueryLike, default: Any = None) -> Any:
        """A result, decoded anew."""
        kept = super().get(key)
        return default if kept is None else [Document(orjson.loads(raw), n) for n, raw in cast(Any, kept)]


class _ByText(Mapping[str, Doc]):
    """Rows under the texts of their numbers, which is how TinyDB reads them."""

    def __init__(self, rows: Rows | Overlay) -> None:
        self._rows = rows

    def __getitem__(self, number: str) -> Doc:
        return self._rows[int(number)] if number.isdecimal() else self._rows[-1]

    def __iter__(self) -> Iterator[str]:
        return (str(number) for number in self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class LogTable(Table):
    """A table whose changes are lines of a log."""

    query_cache_class = _Found  # type: ignore[assignment]  # TinyDB leaves the class without its parameters

    def __init__(self, storage: Storage, name: str, cache_size: int = Table.default_query_cache_capacity) -> None:
        assert isinstance(storage, LogStorage)
        self._logs = storage
        self._version = -1
        super().__init__(storage, name, cache_size)

    def search(self, cond: QueryLike) -> list[Document]:
        """All documents that match; a result from before a change by anyone is not used again."""
        version = self._logs.table(self.name).version
        if version != self._version:
            self.clear_cache()
            self._version = version
        return super().search(cond)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast(dict[str, Mapping[str, Any]], _ByText(self._logs.rows(self.name)))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        layer = self._logs.overlay(self.name)
        updater(cast(dict[int, Mapping[str, Any]], layer))
        self._logs.settle(self.name, layer)
        self.clear_cache()

    def _get_next_id(self) -> int:
        return self._logs.reserve(self.name)


class LogDatabase(TinyDB):
    """TinyDB over a journal."""

    table_class = LogTable  # type: ignore[assignment]  # TinyDB declares the class itself, not its subclasses

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal, storage=LogStorage)

    @property
    def storage(self) -> LogStorage:
        """The storage, for `together` and `commit`."""
        return cast(LogStorage, self._storage)
