"""A project that comes back holds to what every importer holds to; most mutations are of what is in the zip."""

import io
import tempfile
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.faults import FileFault
from fieldnotes.intake.qdpx.codes import KnownCodes
from fieldnotes.intake.qdpx.package import Package
from fieldnotes.intake.qdpx.plan import Plan, plan
from fieldnotes.intake.qdpx.reading import read_project
from fieldnotes.jottings.file import Given, Known, read_file
from fieldnotes.locations import read_template
from fieldnotes.model.meeting import Record
from fieldnotes.model.protocol import protocol_from_toml
from tests.cli.calling import Caller
from tests.export.qdpx.reading import STUDY, project
from tests.intake.contract import NAME, ImporterContract
from tests.intake.mutating import COUNT, mutated
from tests.intake.qdpx.elsewhere import Elsewhere, coded, packed

JOTTINGS = """Study: A study
Site: Site B
Body: PEC
Date: 2004-05-12
Start: 14:00
Zone: Europe/London
Observer: KC
Protocol: meeting-observation
---
14:01 P1: who has the “beds” 😀 #beds
14:02 a note of Łukasz
"""


@cache
def record() -> Record:
    """The meeting of those jottings, as the command makes it, but for its ids."""
    protocol = protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "shipped")
    read = read_file(JOTTINGS, "x.jot", Known(lambda name: protocol), Given("Europe/London"))
    return Record(
        meeting=read.meeting,
        protocol=protocol,
        people=read.people,
        codes=read.codes,
        observations=tuple(replace(seen, id=f"o{number}") for number, seen in enumerate(read.observations)),
        study="A study",
    )


@cache
def exported(*words: str) -> bytes:
    """The meeting as a project, with codings put on those words elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        content, _ = project(Path(folder), record())

    def change(there: Elsewhere) -> None:
        for number, each in enumerate(words):
            there.put(each, "beds" if number else "New code", "Ada" if number else "Łukasz & <x>")

    return coded(content, change)


class TestQdpx(ImporterContract):
    ending = ".qdpx"

    def sound(self) -> list[bytes]:
        return [exported("the “beds” 😀", "note"), exported("Łukasz")]

    def malformed(self) -> list[tuple[bytes, int]]:
        head = b'<Project xmlns="urn:QDA-XML:project:1.0">\n'
        wrong = (
            b"<html/>",
            head + b"<Users>\n<User",
            head + b'<CodeBook><Codes>\n<Code guid="x" name="y"/>',
            head + b"</Project>",
        )
        lines = (1, 3, 3, 1)
        return [
            (b"no zip", 1),
            (packed({"other.xml": b""}), 1),
            *((packed({"project.qde": each}), line) for each, line in zip(wrong, lines, strict=True)),
        ]

    def pure(self, content: bytes) -> Plan:
        known = KnownCodes(record().codebook, STUDY.id)
        file = read_project(Package(io.BytesIO(content), NAME), NAME, known.is_structure)
        return plan(file, lambda source, text: record(), known)

    def is_in_header(self, error: FieldnotesError) -> bool:
        return isinstance(error, FileFault) and error.in_header

    def call(self, study: Path, file: Path) -> Sequence[object]:
        return ("import", study, file, "--as", "qdpx")

    def prepare(self, fieldnotes: Caller, study: Path) -> None:
        path = study.parent / "first.jot"
        path.write_text(JOTTINGS, encoding="utf-8")
        fieldnotes.well("import", study, path)

    def test_mutations_raise_nothing_else_and_half_of_them_get_past_the_header(self) -> None:
        """One in five is of the zip, which a flipped bit nearly always ends; the others are of its files."""
        past = sum(map(self.read_or_refuse, mutated(self.sound(), COUNT // 5, "zip")))
        for name in ("project.qde", "text"):
            seeds = [_file(content, name) for content in self.sound()]
            for number, changed in enumerate(mutated(seeds, COUNT * 2 // 5, f"zip {name}")):
                past += self.read_or_refuse(_with(self.sound()[number % 2], name, changed))
        assert past * 2 >= COUNT


def _names(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return next(
            each for each in opened.namelist() if each == name or (name == "text" and each[:8] == "sources/")
        )


def _file(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.read(_names(content, name))


def _with(content: bytes, name: str, changed: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        files = {each: opened.read(each) for each in opened.namelist()}
    return packed({**files, _names(content, name): changed})
