"""The codebook as QDC, the REFI-QDA codebook exchange format 1.0 (INTEROP: `Codebook.xsd`, 18 March 2019)."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from fieldnotes.errors import FieldnotesError
from fieldnotes.export.exported import Written
from fieldnotes.export.options import Options
from fieldnotes.export.placing import place
from fieldnotes.export.watch import Watch
from fieldnotes.model.codebook import Codebook
from fieldnotes.model.codebook_exchange import description, exchange_guids, exchange_names

if TYPE_CHECKING:
    from fieldnotes.archive import MeetingPlace, StudyArchive

SPACE = "urn:QDA-XML:codebook:1.0"


class NoCodes(FieldnotesError):
    """The format has no place for a codebook without codes."""

    def __init__(self) -> None:
        super().__init__("There are no codes to export yet, and a QDC file must hold one; nothing was written.")


def written(book: Codebook, study: str) -> bytes:
    """The file: every code that was not merged, nested; `study` is the id that its GUIDs are made of.

    The same codebook gives the same bytes. Raises NoCodes.
    """
    names, guids = exchange_names(book), exchange_guids(book, study)
    if not names:
        raise NoCodes
    root = ElementTree.Element("CodeBook", {"xmlns": SPACE, "origin": "fieldnotes"})
    over = [ElementTree.SubElement(root, "Codes")]
    for depth, code in book.tree():
        name = names[code.name]
        said = {"guid": guids[code.name], "name": name, "isCodable": "true"}
        if code.colour:
            said["color"] = code.colour
        element = ElementTree.SubElement(over[depth], "Code", said)
        if words := description(code, name):
            ElementTree.SubElement(element, "Description").text = words
        over[depth + 1 :] = [element]
    ElementTree.indent(root)
    body: str = ElementTree.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def whole(
    study: "StudyArchive", places: "Sequence[MeetingPlace]", out: Path, options: Options, watch: Watch
) -> Written:
    """The `qdc` export: `<study>.qdc`, by the name of the study's folder. Raises NoCodes, CannotWrite."""
    path = out / f"{study.folder.resolve().name}.qdc"
    return Written([place(path, written(study.codebook(), study.study.id))], [])
