"""The `json` export: everything that is known of a meeting (docs/meeting.schema.json), indented, keys sorted."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import orjson

from fieldnotes.archive.history import Commit
from fieldnotes.export.exported import Exported
from fieldnotes.export.history import history_shape
from fieldnotes.export.shape import Shape
from fieldnotes.export.whole import observed, rest
from fieldnotes.model.meeting import Record

_STABLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
_AT_ONCE = 200  # records of a long list that are written together, so that not all are in memory twice


def written(record: Record, history: Iterable[Commit] = ()) -> bytes:
    """The bytes of the file."""
    return b"".join(pieces(record, history))


def pieces(record: Record, history: Iterable[Commit] = ()) -> Iterator[bytes]:
    """The same bytes piece by piece, for a long meeting takes tens of megabytes as one."""
    around = orjson.dumps({**rest(record), "history": [], "observations": []}, option=_STABLE)
    before, _, behind = around.partition(_empty("history"))
    between, _, after = behind.partition(_empty("observations"))
    yield before
    yield from _list("history", _changes(iter(history), record.meeting.zone))
    yield between
    yield from _list("observations", _chunks(observed(record)))
    yield after


def _empty(name: str) -> bytes:
    """How an empty list stands right within the whole; a line feed in a text is escaped, so it is nowhere else."""
    return f'\n  "{name}": []'.encode()


def _list(name: str, chunks: Iterable[Sequence[Shape]]) -> Iterator[bytes]:
    opened = False
    for chunk in chunks:
        if chunk:
            said = orjson.dumps({name: chunk}, option=_STABLE)
            yield b"," if opened else f'\n  "{name}": ['.encode()
            yield said[said.index(b"[") + 1 : said.rindex(b"\n  ]")]
            opened = True
    yield b"\n  ]" if opened else _empty(name)


def _chunks(shapes: Iterator[Shape]) -> Iterator[list[Shape]]:
    while chunk := list(islice(shapes, _AT_ONCE)):
        yield chunk


def _changes(history: Iterator[Commit], zone: str) -> Iterator[list[Shape]]:
    while commits := list(islice(history, _AT_ONCE)):
        yield history_shape(commits, zone)


def exported(record: Record, history: Iterable[Commit] = ()) -> Exported:
    """One file, `.json`."""
    return Exported({".json": written(record, history)})
