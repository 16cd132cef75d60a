"""The `text` export: one jottings file an observer, named after the observer where there are several."""

from fieldnotes.export.exported import Exported
from fieldnotes.export.text import observers, text
from fieldnotes.model.meeting import Record
from fieldnotes.text import hyphened_name

_LONGEST = 16


def _safe(name: str) -> str:
    """A name as part of a file name on any system: ASCII letters and digits, hyphens between."""
    plain = "".join(c if c.isascii() else "-" for c in hyphened_name(name))
    return "-".join(part for part in plain.split("-") if part)[:_LONGEST].strip("-")


def _suffixes(names: list[str]) -> list[str]:
    """What tells the observers' files apart; nothing where there is one observer."""
    if len(names) == 1:
        return [""]
    suffixes: list[str] = []
    for number, name in enumerate(names, 1):
        suffix = _safe(name) or str(number)
        suffixes.append(f"-{suffix}" if f"-{suffix}" not in suffixes else f"-{suffix}-{number}")
    return suffixes


def exported(record: Record) -> Exported:
    """A `.jot` for each observer, UTF-8 with LF."""
    names = observers(record)
    return Exported(
        {
            f"{suffix}.jot": text(record, name).encode("utf-8", "replace")
            for suffix, name in zip(_suffixes(names), names, strict=True)
        }
    )
