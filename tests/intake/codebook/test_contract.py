"""Each form of a codebook holds to what every importer holds to."""

from collections.abc import Sequence
from pathlib import Path

from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.codebook.plan import plan
from fieldnotes.locations import read_template
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_toml import codebook_from_toml
from tests.intake.codebook.making import READ, STUDY, WRITE
from tests.intake.contract import NAME, ImporterContract

HEAD = b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>\n'
SMALL = Codebook((Code("beds", "Beds & “beds”", definition="One.\n\nTwo.", when="=1+1", colour="#AABBCC"),))


class CodebookContract(ImporterContract):
    """The same for the three forms."""

    form = ""

    @property
    def ending(self) -> str:  # type: ignore[override]
        return f".{self.form}"

    def sound(self) -> list[bytes]:
        shipped = codebook_from_toml(read_template("codebooks", "receptive-context.toml"), "x")
        few = Codebook(shipped.codes[:3])
        return [WRITE[self.form](few), WRITE[self.form](SMALL)]

    def pure(self, content: bytes) -> object:
        return plan(READ[self.form](content, NAME), SMALL, STUDY)

    def call(self, study: Path, file: Path) -> Sequence[object]:
        return ("codebook", study, "import", file)

    def is_in_header(self, error: FieldnotesError) -> bool:
        return any(said in str(error) for said in ("line 1:", "first element", "names no column"))


class TestQdc(CodebookContract):
    form = "qdc"

    def malformed(self) -> list[tuple[bytes, int]]:
        return [(b"<html/>", 1), (HEAD + b"<Code name='x'/>", 2), (HEAD + b"\n\n<Code", 4)]


class TestCsv(CodebookContract):
    form = "csv"

    def malformed(self) -> list[tuple[bytes, int]]:
        return [(b"a,b\n1,2\n", 1), (b'name\na\nb\n"c', 4), (b"name,colour\na,#abc\nb,red\n", 3)]


class TestToml(CodebookContract):
    form = "toml"

    def malformed(self) -> list[tuple[bytes, int]]:
        head = b'name = "a"\ntitle = "b"\nversion = "1"\n'
        return [(b"name = \n", 1), (head + b"[[codes]]\ntitle = '12'", 5), (head + b"[[codes]\n", 4)]
