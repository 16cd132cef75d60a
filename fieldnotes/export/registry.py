"""The formats a meeting can be written in: one table; an exporter is imported when it is asked for."""

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, cast

from fieldnotes.errors import FieldnotesError
from fieldnotes.export.exported import Exported
from fieldnotes.export.placing import place
from fieldnotes.model.meeting import Record


class Format(NamedTuple):
    """A format: its name on the command line, its ending, the module whose `exported(record)` makes it, its use."""

    name: str
    ending: str
    module: str
    purpose: str


FORMATS = (
    Format("text", ".jot", "fieldnotes.export.jottings", "the jottings as they were typed; reads back the same"),
    Format("json", ".json", "fieldnotes.export.json", "everything that is known, for other programs"),
    Format("pdf", ".pdf", "fieldnotes.export.pdf.document", "for reading on paper, both of the others attached"),
)
OF_A_STUDY = ("qdc",)
"""The formats of which one file holds the whole study: its codebook."""
_BY_NAME = {known.name: known for known in FORMATS}


class UnknownFormat(FieldnotesError):
    """A format nobody wrote an exporter for."""

    exit_code = 2

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is not a format; there are: {', '.join(_BY_NAME)}. Nothing was written.")


class Written(NamedTuple):
    """The files that were written, and sentences for the user."""

    paths: list[Path]
    warnings: list[str]


def known_formats() -> list[str]:
    """The names of the formats, in the order in which they are offered."""
    return list(_BY_NAME)


def exporter(name: str) -> Callable[[Record], Exported]:
    """The exporter of a format, imported now; raises UnknownFormat."""
    if name not in _BY_NAME:
        raise UnknownFormat(name)
    # late: reportlab and the fonts take a tenth of a second, and most commands export nothing
    module = importlib.import_module(_BY_NAME[name].module)
    return cast(Callable[[Record], Exported], module.exported)


def write(record: Record, out_folder: Path, formats: Iterable[str], stem: str) -> Written:
    """Write a meeting in each format, as `<stem><ending>` in a folder that is made if it is missing.

    `stem` is the name of the meeting's folder. An older file of the name is replaced, whole. Nothing is written
    before all formats are made. Raises UnknownFormat, and CannotWrite with the path.
    """
    made = [exporter(name)(record) for name in formats]
    paths = [place(out_folder / f"{stem}{end}", data) for each in made for end, data in each.files.items()]
    return Written(paths, [warning for each in made for warning in each.warnings])
