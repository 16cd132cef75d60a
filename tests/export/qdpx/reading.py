"""A project file as an importer reads it, by the standard library alone and by no code of the exporter's."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from fieldnotes.export.qdpx.project import Choices, Counts, Project
from fieldnotes.model.codebook import Codebook
from fieldnotes.model.meeting import Record
from fieldnotes.model.study import Study

Q = "{urn:QDA-XML:project:1.0}"
STUDY = Study(id="0190a000-0000-7000-8000-0000000000aa", name="Study & <sons>", zone="Europe/London")


class Coding(NamedTuple):
    """What is coded: of which source, which words, where, with which code by its name, by whom."""

    source: str
    words: str
    start: int
    end: int
    code: str
    coder: str
    guid: str


class ReadBack:
    """The parts of a project, references followed."""

    def __init__(self, content: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        assert self.zip.testzip() is None
        self.root = ElementTree.fromstring(self.zip.read("project.qde"))
        self.codes = {c.attrib["guid"]: c for c in self.root.iter(f"{Q}Code")}
        self.users = {u.attrib["guid"]: u.attrib["name"] for u in self.root.iter(f"{Q}User")}
        self.sources = {s.attrib["name"]: s for s in self.root.iter(f"{Q}TextSource")}

    def file(self, element: ElementTree.Element) -> str:
        """The text that a source or a note names, line ends as positions count them."""
        path = element.attrib["plainTextPath"].removeprefix("internal://")
        return self.zip.read(f"sources/{path}").decode("utf-8").replace("\r\n", "\n")

    def text(self, source: str) -> str:
        return self.file(self.sources[source])

    def codings(self) -> Iterator[Coding]:
        for name, source in self.sources.items():
            text = self.file(source)
            for selection in source.iter(f"{Q}PlainTextSelection"):
                start, end = (int(selection.attrib[at]) for at in ("startPosition", "endPosition"))
                for coding in selection.iter(f"{Q}Coding"):
                    ref = coding.find(f"{Q}CodeRef")
                    assert ref is not None
                    code = self.codes[ref.attrib["targetGUID"]]
                    assert code.attrib["isCodable"] == "true"
                    coder = self.users[coding.attrib["creatingUser"]]
                    yield Coding(
                        name, text[start:end], start, end, code.attrib["name"], coder, coding.attrib["guid"]
                    )

    def words_of(self, code: str) -> list[str]:
        """The words under a code, in order."""
        return [coding.words for coding in self.codings() if coding.code == code]

    def guids(self) -> list[str]:
        return [element.attrib["guid"] for element in self.root.iter() if "guid" in element.attrib]


def project(
    folder: Path, *records: Record, options: Choices | None = None, book: Codebook | None = None
) -> tuple[bytes, Counts]:
    """The bytes of a project of those meetings, named `meeting-1` and on."""
    out = io.BytesIO()
    codes = book or (records[0].codebook if records else Codebook())
    with Project(out, STUDY, codes, options or Choices(), folder) as made:
        for number, record in enumerate(records, 1):
            made.add(record, f"meeting-{number}")
        counts = made.finish()
    return out.getvalue(), counts


def values(back: ReadBack, element: ElementTree.Element) -> dict[str, str | None]:
    """The variables of a case or source, by name."""
    names = {variable.attrib["guid"]: variable.attrib["name"] for variable in back.root.iter(f"{Q}Variable")}
    found = {}
    for value in element.findall(f"{Q}VariableValue"):
        ref, said = list(value)
        found[names[ref.attrib["targetGUID"]]] = said.text
    return found
