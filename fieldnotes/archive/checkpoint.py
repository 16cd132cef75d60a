"""The checkpoint: all records in one JSON file that plain TinyDB opens, and what is needed to read on from there.

Each table has the keys "1" to "n": records in the order in which they came to be, observations in order of time.
The table `_archive` holds one document (`Archived`), whose last field is a SHA-256 of all bytes before it, so that
a file edited by another program is known and made anew from the logs.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Raw, Struct

from fieldnotes.archive.failures import FORMAT
from fieldnotes.archive.fold import Fold, Record, Waiting
from fieldnotes.archive.line import Delete, Put
from fieldnotes.archive.reading import Mark
from fieldnotes.archive.versions import GONE, Register, Stamp, Version, others, shown

ARCHIVE = "_archive"
_END = b'"}}}'
_DIGEST = 64

Born = tuple[
    str, int, int, int, int
]  # change, clock, counter, device (its place in `devices`), place in the change
KeptVersion = tuple[str, str | list[str], int, int, int, int, int, list[Any] | None]


class Kept(Struct, array_like=True):
    """A record's versions, by field: id, over, clock, counter, device, clock and counter as they count, and value.

    Where a version replaces several, `over` is a list of them, the one that was shown first. The value (in a list;
    empty where the field was taken away) stands only where it is neither shown nor replaced.
    """

    key: str
    fields: list[tuple[str | None, list[KeptVersion]]]


class Hidden(Struct, array_like=True):
    """A deleted record: it may come back."""

    key: str
    doc: Raw
    born: Born


class Held(Struct, array_like=True):
    """A change that waits for the one it replaces."""

    stamp: Stamp
    place: int
    change: Put | Delete


class Archived(Struct, kw_only=True):
    """What the tables do not say: the logs they hold and how far, and for each record when it came to be."""

    fieldnotes: int = FORMAT
    logs: list[Mark] = []
    devices: list[str] = []
    keys: dict[str, list[str]] = {}
    born: dict[str, list[Born]] = {}
    versions: dict[str, list[Kept]] = {}
    hidden: dict[str, list[Hidden]] = {}
    waiting: list[Held] = []
    erased: list[tuple[str, int, str]] = []
    digest: str = ""


class Checkpoint(Struct):
    """A checkpoint that is whole."""

    tables: dict[str, dict[str, Raw]]
    archived: Archived


class _When(Struct):
    at: datetime


_when = msgspec.json.Decoder(_When)
_file = msgspec.json.Decoder(dict[str, dict[str, Raw]])
_archived = msgspec.json.Decoder(Archived)


def read_checkpoint(data: bytes) -> Checkpoint | None:
    """The checkpoint in these bytes; None where they are not, to the last one, what was written."""
    head, digest, end = data[: -_DIGEST - len(_END)], data[-_DIGEST - len(_END) : -len(_END)], data[-len(_END) :]
    if end != _END or sha256(head).hexdigest().encode() != digest:
        return None
    try:
        tables = _file.decode(data)
        archived = _archived.decode(tables.pop(ARCHIVE)["1"])
    except (msgspec.DecodeError, KeyError):
        return None
    return Checkpoint(tables, archived)


def restore(checkpoint: Checkpoint) -> Fold:
    """The records of a checkpoint, ready to take in what came after."""
    fold, kept = Fold(), checkpoint.archived
    for name, docs in checkpoint.tables.items():
        table = fold.table(name)
        rows = zip(kept.keys[name], docs.values(), kept.born[name], strict=True)
        table.begin_with([_record(key, doc, born, kept.devices) for key, doc, born in rows])
    for name, gone in kept.hidden.items():
        for hidden in gone:
            fold.table(name).records[hidden.key] = _record(hidden.key, hidden.doc, hidden.born, kept.devices)
    for name, changed in kept.versions.items():
        for entry in changed:
            _restore_versions(fold.table(name).records[entry.key], entry, kept.devices)
    for held in kept.waiting:
        item = Waiting(held.stamp, held.change, held.place)
        fold.waiting.setdefault((held.change.table, held.change.key), []).append(item)
    fold.erased = {(log, line): change for log, line, change in kept.erased}
    return fold


def _record(key: str, doc: Raw, born: Born, devices: list[str]) -> Record:
    change, ms, counter, device, place = born
    return Record(key, bytes(doc), Stamp(ms, counter, devices[device], change), place)


def _restore_versions(record: Record, entry: Kept, devices: list[str]) -> None:
    import orjson  # 6 ms, wanted where a record was changed

    doc = orjson.loads(record.doc)
    record.versions = {}
    for field, versions in entry.fields:
        register: Register = {}
        for change, over, ms, counter, device, after_ms, after_counter, value in versions:
            kept = None if value is None else value[0] if value else GONE
            first, *also = [over] if isinstance(over, str) else over
            clocks = (after_ms, after_counter, ms, counter)
            register[change] = Version(*clocks, devices[device], change, first, kept, tuple(also))
        best = shown(register) if register else None
        if best:
            is_shown = bool(record.doc_id) if field is None else doc.get(field, GONE)
            register[best.id] = best._replace(value=is_shown)
        record.versions[field] = register


def write_checkpoint(fold: Fold, logs: list[Mark]) -> bytes:
    """The bytes of a checkpoint of these records, which hold these logs so far."""
    devices: dict[str, int] = {}
    kept = Archived(logs=logs, erased=[(log, n, change) for (log, n), change in sorted(fold.erased.items())])
    tables = []
    for name in sorted(fold.tables):
        records = _in_order(fold, name)
        rows = b",".join(b'"%d":%b' % (number, record.doc) for number, record in enumerate(records, 1))
        tables.append(b"%b:{%b}" % (msgspec.json.encode(name), rows))
        kept.keys[name] = [record.key for record in records]
        kept.born[name] = [_born(record, devices) for record in records]
        _keep_changed(fold, name, kept, devices)
    kept.waiting = [Held(w.stamp, w.place, w.change) for held in fold.waiting.values() for w in held]
    kept.devices = list(devices)
    said = msgspec.json.encode(kept)[: -len(b'"}')]
    head = b"{%b}" % b",".join([*tables, b'"%b":{"1":%b' % (ARCHIVE.encode(), said)])
    head = head[:-1]
    return head + sha256(head).hexdigest().encode() + _END


def _in_order(fold: Fold, table: str) -> list[Record]:
    records = fold.in_order(table)
    return sorted(records, key=_time_order) if table == "observations" else records


def _time_order(record: Record) -> tuple[datetime, str]:
    try:
        return _when.decode(record.doc).at.astimezone(UTC), record.key
    except (msgspec.DecodeError, ValueError, OverflowError):
        return datetime.max.replace(tzinfo=UTC), record.key


def _born(record: Record, devices: dict[str, int]) -> Born:
    ms, counter, device, change = record.born
    return change, ms, counter, devices.setdefault(device, len(devices)), record.place


def _keep_changed(fold: Fold, name: str, kept: Archived, devices: dict[str, int]) -> None:
    hidden, changed = [], []
    for record in sorted(fold.tables[name].records.values(), key=Record.order):
        if not record.doc_id:
            hidden.append(Hidden(record.key, Raw(record.doc), _born(record, devices)))
        if record.versions is not None:
            by_name = sorted(record.versions.items(), key=lambda item: item[0] or "")
            fields = [(field, _kept(register, devices)) for field, register in by_name]
            changed.append(Kept(record.key, fields))
    if hidden:
        kept.hidden[name] = hidden
    if changed:
        kept.versions[name] = changed


def _kept(register: Register, devices: dict[str, int]) -> list[KeptVersion]:
    apart = {version.id for version in others(register)} if register else set()
    return [
        (v.id, [v.over, *v.also] if v.also else v.over, v.ms, v.counter,
         devices.setdefault(v.device, len(devices)), v.after_ms, v.after_counter,
         None if v.id not in apart else [] if v.value is GONE else [v.value])
        for v in sorted(register.values())
    ]  # fmt: skip
