"""The `json` export: everything that is known of a meeting (docs/meeting.schema.json), indented, keys sorted."""

from collections.abc import Iterable

import orjson

from fieldnotes.archive.history import Commit
from fieldnotes.export.exported import Exported
from fieldnotes.export.whole import whole
from fieldnotes.model.meeting import Record

_STABLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def written(record: Record, history: Iterable[Commit] = ()) -> bytes:
    """The bytes of the file."""
    return orjson.dumps(whole(record, history), option=_STABLE)


def exported(record: Record, history: Iterable[Commit] = ()) -> Exported:
    """One file, `.json`."""
    return Exported({".json": written(record, history)})
