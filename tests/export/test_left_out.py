"""Nobody is named, and nobody's place told, by what an option leaves out: in no document, sheet or property."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdf
import pytest
from msgspec.structs import replace

from fieldnotes.export.left_out import observers_of, status_of
from fieldnotes.export.options import PLAIN, Options, named
from fieldnotes.export.qdpx.project import Choices
from fieldnotes.export.registry import exporter, joiner
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person
from tests.export.qdpx.reading import project
from tests.measures.meetings import meeting, seen

FORMATS = ("pdf", "docx", "html", "markdown", "maxqda", "csv", "nvivo")
REFLECTIVE = "Reflective-RR"


def _record() -> Record:
    return meeting(
        seen("14:01", "speech", actor="P1", text="who has the beds", observer="KC"),
        seen("14:02", "reflection", text="nobody listens", reflection="method", observer=REFLECTIVE),
        seen("14:03", "note", text="a slip", observer=REFLECTIVE, retracted=True),
        people=(Person("P1", "chair"), Person("P2", "director", "managerial", "deputy for P77")),
    )


def _in_pdf(content: bytes) -> str:
    pdf = pypdf.PdfReader(io.BytesIO(content))
    return "\n".join([str(pdf.metadata), *(page.extract_text() for page in pdf.pages)])


def _in_zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def _as_text(content: bytes) -> str:
    return content.decode("utf-8")


_READERS: dict[str, Callable[[bytes], str]] = {".pdf": _in_pdf, ".docx": _in_zip}


def _words(files: Mapping[str, bytes]) -> str:
    return "\n".join(_READERS.get(name, _as_text)(file) for name, file in files.items())


def _alone(name: str, options: Options) -> str:
    return _words(exporter(name, options, "one")(_record()).files)


def _together(name: str, options: Options) -> str:
    return _words(joiner(name, options)([named(_record(), "one"), named(_record(), "two")]).files)


@pytest.mark.parametrize("made", [_alone, _together])
@pytest.mark.parametrize("name", FORMATS)
def test_who_only_reflected_is_not_named(name: str, made: Callable[[str, Options], str]) -> None:
    assert REFLECTIVE in made(name, PLAIN)
    without = made(name, Options(reflections=False))
    assert REFLECTIVE not in without
    assert "KC" in without


@pytest.mark.parametrize("made", [_alone, _together])
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "nvivo"])
def test_whose_deputy_somebody_is_is_a_role(name: str, made: Callable[[str, Options], str]) -> None:
    assert "deputy for P77" in made(name, PLAIN)
    without = made(name, Options(roles=False))
    assert "P77" not in without
    assert "deputy" in without


def test_a_project_says_neither(tmp_path: Path) -> None:
    def said(options: Options) -> str:
        return _in_zip(project(tmp_path, _record(), options=Choices(content=options))[0])

    assert REFLECTIVE in said(PLAIN)
    assert "deputy for P77" in said(PLAIN)
    assert REFLECTIVE not in said(Options(reflections=False))
    without = said(Options(roles=False))
    assert "P77" not in without
    assert "deputy" in without


def test_who_noted_something_else_too_stays_and_others_keep_their_status() -> None:
    more = seen("14:09", "note", text="late", observer=REFLECTIVE)
    record = replace(_record(), observations=(*_record().observations, more))
    assert observers_of([record, record], Options(reflections=False)) == ["KC", REFLECTIVE]
    assert observers_of([record], PLAIN) == record.observers
    for status in ("present", "apologies", "absent", "in attendance", "deputy"):
        assert status_of(Person("P1", status=status), Options(roles=False)) == status
