"""TinyDB's storage whose truth is a folder of logs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tinydb.storages import Storage

from fieldnotes.archive.edits import Edit, plan_edits
from fieldnotes.archive.fold import Key, Table
from fieldnotes.archive.journal import Journal
from fieldnotes.archive.rows import Doc, Overlay, Rows


class _Batch(threading.local):
    """What this thread is gathering for one commit; None outside of `together`."""

    overlays: dict[str, Overlay] | None = None


class LogStorage(Storage):
    """Reads from memory, writes one line a commit. A table without documents does not show in `read`."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self.journal = journal
        self._batch = _Batch()

    def commit(self, edits: list[Edit], who: str, doc_ids: dict[Key, int] | None = None) -> str:
        """Make these changes durable by one line, and then known; the id of the change, empty where none is needed.

        Raises NotSaved.
        """
        return self.journal.commit(plan_edits(edits), who, doc_ids)

    @contextmanager
    def together(self, who: str = "") -> Iterator[None]:
        """Whatever this thread tells the tables inside becomes one commit at the end; on an error, nothing."""
        if self._batch.overlays is not None:
            yield
            return
        overlays: dict[str, Overlay] = {}
        self._batch.overlays = overlays
        try:
            yield
        finally:
            self._batch.overlays = None
            for name in overlays:
                self.table(name).version += 1  # what was found meanwhile is forgotten
        edits: list[Edit] = []
        doc_ids: dict[Key, int] = {}
        for name, overlay in overlays.items():
            made, promised = overlay.edits(name)
            edits += made
            doc_ids |= promised
        self.commit(edits, who, doc_ids)

    def table(self, name: str) -> Table:
        """The records of a table."""
        with self.journal.memory:
            return self.journal.fold.table(name)

    def rows(self, name: str) -> Rows | Overlay:
        """The documents of a table, with what this thread is gathering."""
        overlays = self._batch.overlays
        if overlays is not None and name in overlays:
            return overlays[name]
        return Rows(self.table(name), self.journal.memory)

    def overlay(self, name: str) -> Overlay:
        """A layer over a table to be changed freely, and then handed to `settle`."""
        overlays = self._batch.overlays
        if overlays is None:
            return Overlay(Rows(self.table(name), self.journal.memory))
        if name not in overlays:
            overlays[name] = Overlay(Rows(self.table(name), self.journal.memory))
        return Overlay(overlays[name])

    def settle(self, name: str, overlay: Overlay) -> None:
        """Commit the changes in the layer, or gather them for the commit to come."""
        if self._batch.overlays is not None:
            overlay.sink()
            return
        edits, doc_ids = overlay.edits(name)
        self.commit(edits, "", doc_ids)

    def reserve(self, name: str) -> int:
        """A number for a new document that nobody else gets."""
        with self.journal.memory:
            table = self.journal.fold.table(name)
            table.last += 1
            return table.last

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every table that has documents, decoded whole: TinyDB asks for the names, and to drop tables."""
        names = list(self.journal.fold.tables)
        tables = {name: {str(n): doc for n, doc in self.rows(name).items()} for name in names}
        return {name: docs for name, docs in tables.items() if docs} or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the tables what they are here, by one commit of what differs."""
        with self.together():
            for name in {*self.journal.fold.tables, *data}:
                wanted: dict[int, Doc] = {int(n): doc for n, doc in data.get(name, {}).items()}
                layer = self.overlay(name)
                for doc_id in [n for n in layer if n not in wanted]:
                    del layer[doc_id]
                layer.update(wanted)
                layer.sink()

    def close(self) -> None:
        """End the log of this run and write the checkpoint."""
        self.journal.close()
