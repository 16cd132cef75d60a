"""Reading a codebook from CSV, as a spreadsheet gives it back: comma, semicolon or tab, UTF-8 or Windows-1252."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from fieldnotes.intake.codebook.incoming import MOST_CODES, CodebookFile, Incoming
from fieldnotes.jottings.file import decode
from fieldnotes.model.cells import plain
from fieldnotes.model.codebook_exchange import shortest
from fieldnotes.model.codebook_faults import CodebookFault
from fieldnotes.model.codebook_words import a_colour, a_title, paragraphs
from fieldnotes.text import hyphened_name, name_key

_KNOWN = {
    "name": "name", "code": "name",
    "title": "title",
    "parent": "parent",
    "definition": "definition", "description": "definition",
    "when": "when", "when-to-use": "when",
    "when-not": "when_not", "when-not-to-use": "when_not",
    "colour": "colour", "color": "colour",
    "status": "status",
}  # fmt: skip
_WORDS = ("definition", "when", "when_not")
Row = tuple[int, list[str]]


def read(content: bytes, source: str) -> CodebookFile:
    """The codes of a file, whose first row names the columns; raises CodebookFault with the line.

    A column that is not there is not spoken of; one that is there says what stands in it, and nothing where it is
    empty, but for `status`.
    """
    text, odd = decode(content)
    rows = _rows(text, source)
    line, header = next(rows, (1, []))
    columns = _columns(header, line, source)
    codes: list[Incoming] = []
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            codes.append(_code(_by_column(cells, columns, number, source), number, source))
        if len(codes) > MOST_CODES:
            raise CodebookFault(source, f"it has more than {MOST_CODES:,} codes", number)
    if not codes:
        raise CodebookFault(source, "there is no code in it", line)
    unknown = [cell.strip() for cell, column in zip(header, columns, strict=True) if not column and cell.strip()]
    passed = [f"Columns that mean nothing here were passed over: {shortest(unknown)}."] if unknown else []
    return CodebookFile(source, tuple(codes), (*([odd] if odd else []), *passed))


def _rows(text: str, source: str) -> Iterator[Row]:
    """The rows and the lines they begin in."""
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise CodebookFault(source, f"a row of the table is broken ({error})", line) from error


def _columns(header: list[str], line: int, source: str) -> list[str]:
    columns = [_KNOWN.get(name_key(cell), "") for cell in header]
    twice = {column for column in columns if column and columns.count(column) > 1}
    if twice:
        raise CodebookFault(source, f"two columns are called {min(twice)}", line)
    if not {"name", "title"} & set(columns):
        raise CodebookFault(source, "its first row names no column “name” or “title”", line)
    return columns


def _by_column(cells: list[str], columns: list[str], line: int, source: str) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise CodebookFault(source, f"a row has more cells than the first one has columns, {len(columns)}", line)
    full = [*cells, *[""] * (len(columns) - len(cells))]
    return {column: plain(cell) for column, cell in zip(columns, full, strict=False) if column}


def _code(row: dict[str, str], line: int, source: str) -> Incoming:
    name, title = hyphened_name(a_title(row.get("name", ""))), a_title(row.get("title", ""))
    words = title or a_title(row.get("name", ""))
    if not (name or hyphened_name(title)):
        raise CodebookFault(source, "a code has neither a name nor a title with a letter or digit", line)
    fields: dict[str, Any] = {field: paragraphs(row[field]) for field in _WORDS if field in row}
    if title:  # a cell left empty says nothing of it
        fields["title"] = title
    if "colour" in row:
        fields["colour"] = _colour(row["colour"], line, source)
    fields |= _status(row.get("status", ""), line, source)
    above = a_title(row.get("parent", "")) or None
    return Incoming(line, words, name, fields, above, "parent" in row)


def _colour(said: str, line: int, source: str) -> str:
    colour = a_colour(said)
    if colour is None:
        raise CodebookFault(source, f"“{said[:20]}” is no colour such as #2F6DB5", line)
    return colour


def _status(said: str, line: int, source: str) -> dict[str, Any]:
    parts = [name_key(part).replace("-", " ") for part in said.split(";") if part.strip()]
    if not parts:
        return {}
    wrong = [part for part in parts if part not in ("a priori", "emergent", "retired")]
    if wrong:
        raise CodebookFault(source, f"“{said[:40]}” is no status; there are: a priori, emergent, retired", line)
    status = [part for part in parts if part != "retired"]
    return {"retired": "retired" in parts, **({"status": status[0]} if status else {})}
