"""Codings that go with their text: what changes an observation's text moves its spans, in the same commit."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import orjson
from msgspec import Raw

from fieldnotes.archive.edits import encoded, put_over
from fieldnotes.archive.fold import Fold, Record
from fieldnotes.archive.history import CODINGS, LINES
from fieldnotes.archive.line import Change, Put
from fieldnotes.model.coding import Coding, Part, follow

TEXTS: dict[str, Part] = {"text": "text", "written_up": "write-up"}
PLACE = ("start", "end", "quote", "lost")
"""What a coding says of its place: always changed together, so that no two people's places are mixed."""


def followed(fold: Fold, changes: Sequence[Change]) -> list[Change]:
    """The changes, and those that they bring with them to codings which none of them is about."""
    told = {change.key for change in changes if isinstance(change, Put) and change.table == CODINGS}
    return [*changes, *(moved for change in changes for moved in _moved(fold, change, told))]


def place_over(record: Record, coding: Coding) -> Put | None:
    """The change that puts a coding where it is now; None where it is there."""
    now = {"start": coding.start, "end": coding.end, "quote": coding.quote} | (
        {"lost": True} if coding.lost else {}
    )
    was = orjson.loads(record.doc)
    if all(was.get(name) == now.get(name) for name in PLACE):
        return None
    return put_over(CODINGS, record, Raw(encoded(now)), PLACE)


def _moved(fold: Fold, change: Change, told: set[str]) -> Iterator[Put]:
    record = fold.get(LINES, change.key) if isinstance(change, Put) and change.table == LINES else None
    if record is None or not record.doc_id or not isinstance(change, Put):
        return
    old, new = orjson.loads(record.doc), orjson.loads(bytes(change.fields))
    for field, part in TEXTS.items():
        if field in new or field in change.over:
            yield from _of_text(fold, change.key, part, (_text(old, field), _text(new, field)), told)


def _text(doc: dict[str, Any], field: str) -> str:
    return str(doc.get(field) or "")


def _of_text(fold: Fold, of: str, part: Part, texts: tuple[str, str], told: set[str]) -> Iterator[Put]:
    if CODINGS not in fold.tables or texts[0] == texts[1]:
        return
    quick = of.encode()
    rows = [r for r in fold.tables[CODINGS].rows.values() if r.key not in told and quick in r.doc]
    found = [
        (record, coding) for record in rows if (coding := _read(record)) and (coding.of, coding.part) == (of, part)
    ]
    after = follow([coding for _, coding in found], *texts)
    for (record, _), coding in zip(found, after, strict=True):
        if put := place_over(record, coding):
            yield put


def _read(record: Record) -> Coding | None:
    try:
        return msgspec.json.decode(record.doc, type=Coding)
    except msgspec.DecodeError:
        return None
