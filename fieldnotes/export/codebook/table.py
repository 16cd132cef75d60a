"""The codebook as a table: CSV for a spreadsheet, UTF-8 with the mark by which spreadsheets know it."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.export.exported import Written
from fieldnotes.export.options import Options
from fieldnotes.export.placing import place
from fieldnotes.export.watch import Watch
from fieldnotes.model.cells import harmless
from fieldnotes.model.codebook import Code, Codebook

if TYPE_CHECKING:
    from fieldnotes.archive import MeetingPlace, StudyArchive

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


def whole(
    study: "StudyArchive", places: "Sequence[MeetingPlace]", out: Path, options: Options, watch: Watch
) -> Written:
    """The `codebook` export: `<study>-codebook.csv`, by the name of the study's folder. Raises CannotWrite."""
    path = out / f"{study.folder.resolve().name}-codebook.csv"
    return Written([place(path, written(study.codebook()))], [])
