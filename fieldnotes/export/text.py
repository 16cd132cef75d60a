"""The jottings file: what was typed, one file an observer, read back without a loss."""

from fieldnotes.jottings.written import write_file
from fieldnotes.model.meeting import Record


def observers(record: Record) -> list[str]:
    """Whose files there are: one nameless where nothing was observed."""
    return list(dict.fromkeys(seen.observer for seen in record.observations)) or [""]


def text(record: Record, observer: str) -> str:
    """The jottings file of one observer, UTF-8 with LF."""
    return write_file(record, observer)
