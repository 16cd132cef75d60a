"""An open meeting as the machine of test_machine.py acts on it, and what it shows."""

import json
import os
from pathlib import Path
from typing import Any

import msgspec

from fieldnotes.archive import MeetingArchive, StudyArchive


class Handle:
    """An open meeting, by one device; `acknowledged` are the ids of its changes, in order."""

    def __init__(self, folder: Path, device: str) -> None:
        self.device = device
        os.environ["FIELDNOTES_DATA"] = device
        self.archive = StudyArchive.open(folder).open_meeting("last")
        self.acknowledged: list[str] = []
        self.open = True

    def shown(self) -> dict[str, Any]:
        """What it shows, whole."""
        return records(self.archive)

    def notes(self) -> set[str]:
        """The keys of the observations that it shows."""
        return {record.key for record in self.archive.storage.journal.fold.in_order("observations")}


def records(archive: MeetingArchive) -> dict[str, Any]:
    """All records by table and key, and what is told of the meeting."""
    fold = archive.storage.journal.fold
    tables = {n: {r.key: json.loads(r.doc) for r in fold.in_order(n)} for n in fold.tables}
    told: dict[str, Any] = {name: docs for name, docs in tables.items() if docs}
    assert msgspec.to_builtins(archive.record())["meeting"]["site"] == "Site B"
    return told


def differing(one: dict[str, Any], two: dict[str, Any]) -> list[Any]:
    """What stands in only one of two records of a meeting."""
    flat = [{(table, key): doc for table, docs in side.items() for key, doc in docs.items()} for side in (one, two)]
    keys = sorted({*flat[0], *flat[1]})
    return [(key, flat[0].get(key), flat[1].get(key)) for key in keys if flat[0].get(key) != flat[1].get(key)]
