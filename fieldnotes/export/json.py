"""The `json` export: the meeting as `show --json` gives it, indented, keys sorted, one line feed at the end."""

from collections.abc import Mapping

import orjson

from fieldnotes.export.shape import shape
from fieldnotes.model.meeting import Record

_STABLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def export(record: Record, attachments: Mapping[str, bytes] | None = None) -> bytes:
    """The bytes of the file; the same record gives the same bytes."""
    return orjson.dumps(shape(record), option=_STABLE)
