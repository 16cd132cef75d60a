"""The `json` export: the meeting as `show --json` gives it (docs/meeting.schema.json), indented, keys sorted."""

import orjson

from fieldnotes.export.exported import Exported
from fieldnotes.export.shape import shape
from fieldnotes.model.meeting import Record

_STABLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def written(record: Record) -> bytes:
    """The bytes of the file."""
    return orjson.dumps(shape(record), option=_STABLE)


def exported(record: Record) -> Exported:
    """One file, `.json`."""
    return Exported({".json": written(record)})
