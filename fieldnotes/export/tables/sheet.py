"""A table as CSV that any spreadsheet opens rightly: UTF-8 with its mark, and no cell that runs as a formula."""

import re
from collections.abc import Iterable, Sequence

from fieldnotes.export.characters import held
from fieldnotes.jottings.write import plain
from fieldnotes.model.cells import harmless

Cell = str | int | float | bool | None
_QUOTE, _PARTS = '"', re.compile('[,;\t\r\n"]')
MARK = b"\xef\xbb\xbf"  # without it Excel takes the file for the code page of the machine


def cell(value: Cell) -> str:
    """A value as it is written: nothing for None, `yes` or nothing for a truth, text as a file holds it.

    Text that a spreadsheet would run has an apostrophe in front (`model.cells`); numbers never do.
    """
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, str):
        return harmless("\n".join(map(held, value.split("\n"))))
    return plain(round(value, 3))


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The file: CRLF after each row, as RFC 4180 has it; a cell in which any program may part cells is quoted."""
    lines = [",".join(map(_quoted, columns))]
    lines += (",".join(_quoted(cell(value)) for value in row) for row in rows)
    return MARK + "".join(f"{line}\r\n" for line in lines).encode()


def _quoted(words: str) -> str:
    return f'"{words.replace(_QUOTE, 2 * _QUOTE)}"' if _PARTS.search(words) else words


def joined(values: Iterable[str]) -> str:
    """Several values in one cell."""
    return "; ".join(values)
