"""The codebook as a table: CSV for a spreadsheet, UTF-8 with the mark by which spreadsheets know it."""

import csv
import io

from fieldnotes.model.cells import harmless
from fieldnotes.model.codebook import Code, Codebook

COLUMNS = ("name", "title", "parent", "definition", "when", "when_not", "colour", "status")


def written(book: Codebook) -> bytes:
    """The file: a row for every code that was not merged, each behind its parent.

    What is retired has it in `status`. No cell runs as a formula (`model.cells`).
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for _, code in book.tree():
        above = book.parent_of(code)
        table.writerow(map(harmless, _row(code, above.called if above else "")))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _row(code: Code, parent: str) -> list[str]:
    status = f"{code.status}; retired" if code.retired else code.status
    return [code.called, code.title, parent, code.definition, code.when, code.when_not, code.colour, status]
