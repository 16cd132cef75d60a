"""Checkpoints that cannot be believed: what can be made out in them, and what only they still hold.

The logs are the truth; but where one was lost, a damaged checkpoint may be the last place of what it said.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from fieldnotes.archive import aside, disk
from fieldnotes.archive.checkpoint import ARCHIVE, read_checkpoint
from fieldnotes.archive.edits import identity_of
from fieldnotes.archive.findings import Finding
from fieldnotes.archive.line import Put
from fieldnotes.archive.reading import Mark, Said

ALONE = (
    "it holds {} records that no log has ({}); `fieldnotes salvage` prints all that it holds. When you have what "
    "you want of it, move the file out of the study"
)
_NAMED = 5
_LOG = re.compile(rb'"log"\s*:\s*"([0-9a-z-]+)"')
_ENTRY = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:\s*(?=\{)')
Value = tuple[str, str, str]
"""A table, a field, and a value of it as JSON."""


class Row(NamedTuple):
    """A document that can still be made out in a checkpoint: its table, the number it has there, and itself."""

    table: str
    number: str
    doc: dict[str, Any]


def rows(data: bytes) -> Iterator[Row]:
    """The documents that can be made out in a checkpoint in any state, in the order in which they stand."""
    text, table, at = data.decode("utf-8", "replace"), "", 0
    decode = json.JSONDecoder().raw_decode
    while found := _ENTRY.search(text, at):
        at = found.end()
        name = found[1]
        if not name.isdigit():
            table = name
            continue
        try:
            doc, at = decode(text, at)
        except (ValueError, RecursionError):
            continue
        if table != ARCHIVE and not ("logs" in doc and "digest" in doc):
            yield Row(table, name, doc)


def is_checkpoint(path: Path) -> bool:
    """True for a file that is named as a checkpoint, or was when it was set aside."""
    return "study.json" in path.name or "meeting.json" in path.name


class Holdings(NamedTuple):
    """What the logs of a folder ever said: the records by table and key, and every value that a field was given."""

    records: set[tuple[str, str]]
    values: set[Value]

    def lacks(self, row: Row, strictly: bool) -> bool:
        """True for a record that no log has; `strictly` for one, too, in which a value is that no log has."""
        key = identity_of(row.table, row.doc)
        if key is None or strictly:
            return any((row.table, field, _as_json(value)) not in self.values for field, value in row.doc.items())
        return (row.table, key) not in self.records


def alone(summary: Path, name: str, said: list[tuple[Mark, list[Said]]], damaged: bool) -> Iterator[Finding]:
    """What of a damaged checkpoint, and of those set aside beside it, is in no log.

    `name` is the path of the checkpoint in the study, `said` what the logs say, `damaged` whether they could not
    all be read. Where all logs are there that it knew, a value that differs is the damage itself.
    """
    holdings: Holdings | None = None
    for path, shown in [(summary, name), *_aside(summary, name)]:
        try:
            data = disk.read_from(path)
        except OSError:
            continue  # said where the checkpoint is looked at
        if path == summary and read_checkpoint(data) is not None:
            continue
        holdings = holdings or _holdings(said)
        strictly = damaged or not _logs_known(data) <= {mark.log for mark, _ in said}
        if found := [row for row in rows(data) if holdings.lacks(row, strictly)]:
            yield Finding(kind="lost", file=shown, sentence=ALONE.format(len(found), _named(found)))


def _aside(summary: Path, name: str) -> list[tuple[Path, str]]:
    kept = sorted((summary.parent / aside.FOLDER).glob(f"*{summary.name}*"))
    return [(path, f"{name.removesuffix(summary.name)}{aside.FOLDER}/{path.name}") for path in kept]


def _logs_known(data: bytes) -> set[str]:
    """The logs that a checkpoint names, as far as that can be made out."""
    return {found[1].decode("utf-8", "replace") for found in _LOG.finditer(data)}


def _holdings(said: list[tuple[Mark, list[Said]]]) -> Holdings:
    changes = (change for _, lines in said for _, each in lines for change in each.changes)
    puts = [change for change in changes if isinstance(change, Put)]
    return Holdings(
        {(put.table, put.key) for put in puts},
        {(put.table, f, _as_json(value)) for put in puts for f, value in json.loads(bytes(put.fields)).items()},
    )


def _as_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _named(found: list[Row]) -> str:
    named = ", ".join(f"{row.table} {row.number}" for row in found[:_NAMED])
    return named + (" …" if len(found) > _NAMED else "")
