"""`export` with its choices: what is left out, what comes first, a study in one document."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from jsonschema import Draft202012Validator

from fieldnotes.export.registry import FORMATS
from fieldnotes.export.tools import TOOLS
from tests.cli.calling import Caller, Said
from tests.shared_material import CHECKOUT

FILE = """\
Site: Site {site}
Body: PEC
Date: 2004-05-{day}
Start: 14:00
Zone: Europe/London
Observer: KC
People:
  P1  chair; clinical
---
14:00 /item 1 Minutes
14:01 P1>*: welcomes Site {site} #tension
14:02 ~ nobody listens
"""
JOINED = ("docx", "html", "markdown", "maxqda", "csv", "nvivo")


@pytest.fixture
def two(fieldnotes: Caller, study: Path, tmp_path: Path) -> Path:
    """A study of two meetings, the later one imported first."""
    for site, day in (("C", "20"), ("B", "12")):
        path = tmp_path / f"{site}.jot"
        path.write_text(FILE.format(site=site, day=day), encoding="utf-8")
        fieldnotes.well("import", study, path)
    return study


def _paragraphs(path: Path) -> list[str]:
    return [p.text for p in Document(BytesIO(path.read_bytes())).paragraphs]


def test_a_file_a_meeting_unless_they_are_asked_for_together(fieldnotes: Caller, two: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    apart = fieldnotes.well("export", two, "--to", "docx", "--out", out, "--json").json
    assert sorted(Path(path).name[:17] for path in apart) == ["2004-05-12-site-b", "2004-05-20-site-c"]
    (joined,) = fieldnotes.well("export", two, "--to", "docx", "--together", "--out", out, "--json").json
    assert Path(joined) == out / "study.docx"
    said = [text for text in _paragraphs(Path(joined)) if "welcomes" in text]
    assert [text.split(" [")[0] for text in said] == ["P1: welcomes Site B", "P1: welcomes Site C"]


def test_the_choices_reach_the_exporters(fieldnotes: Caller, two: Path, tmp_path: Path) -> None:
    flags = ("--no-codes", "--no-reflections", "--no-roles", "--layout", "time", "--paper", "letter")
    said = fieldnotes.well("export", two, "last", "--to", "docx", "--out", tmp_path / "out", *flags)
    text = "\n".join(_paragraphs(Path(said.out.strip())))
    assert "[14:01:00] P1: welcomes Site B [to everyone]" in text.splitlines()
    assert "nobody listens" not in text
    assert "#tension" not in text
    assert "chair" not in text
    assert said.err == ""


def test_what_a_format_does_not_heed_is_said(fieldnotes: Caller, two: Path, tmp_path: Path) -> None:
    said = fieldnotes.well(
        "export", two, "last", "--to", "json,docx", "--out", tmp_path / "out", "--no-reflections"
    )
    assert said.err == "--no-reflections changes nothing in “json”, which is written as it always is.\n"


def test_what_several_formats_do_not_heed_is_said_once(fieldnotes: Caller, two: Path, tmp_path: Path) -> None:
    flags = ("--no-reflections", "--no-roles")
    said = fieldnotes.well("export", two, "last", "--to", "text,json,nvivo", "--out", tmp_path / "out", *flags)
    assert sorted(said.err.splitlines()) == [
        "--no-reflections changes nothing in “text” and “json”, which are written as they always are.",
        "--no-roles changes nothing in “text”, “json” and “nvivo”, which are written as they always are.",
    ]
    said = fieldnotes.well("export", two, "last", "--to", "text,json", "--out", tmp_path / "out", *flags)
    assert said.err == (
        "--no-reflections and --no-roles change nothing in “text” and “json”, "
        "which are written as they always are.\n"
    )


def test_a_warning_names_its_meeting_where_there_are_several(fieldnotes: Caller, two: Path, tmp_path: Path) -> None:
    path = tmp_path / "D.jot"
    path.write_text(FILE.format(site="D", day="22") + "14:03 a 😀\n", encoding="utf-8")
    fieldnotes.well("import", two, path)
    (warned,) = fieldnotes.well("export", two, "--to", "pdf", "--out", tmp_path / "out").err.splitlines()
    assert warned.startswith("2004-05-22-site-d-pec-")
    assert ": The PDF's font lacks U+1F600 GRINNING FACE: drawn as boxes" in warned
    (alone,) = fieldnotes.well("export", two, "last", "--to", "pdf", "--out", tmp_path / "out").err.splitlines()
    assert alone.startswith("The PDF's font lacks U+1F600")


def test_a_format_of_one_meeting_a_file_is_refused_together(fieldnotes: Caller, two: Path, tmp_path: Path) -> None:
    said = fieldnotes("export", two, "--to", "docx,json", "--together", "--out", tmp_path / "out")
    assert said.code == 2
    assert "“json” holds one meeting a file; --together is for pdf, docx, html," in said.err
    assert not (tmp_path / "out").exists()


def test_every_format_that_joins_writes_the_study(fieldnotes: Caller, two: Path, tmp_path: Path) -> None:
    paths = fieldnotes.well(
        "export", two, "--to", ",".join(JOINED), "--together", "--out", tmp_path / "out", "--json"
    ).json
    names = {Path(path).name for path in paths}
    assert names >= {
        "study.docx",
        "study.html",
        "study.md",
        "study-maxqda.txt",
        "study-actions.csv",
        "study-nvivo.csv",
    }
    assert all(name.startswith("study") for name in names)


def test_an_empty_study_writes_nothing_and_is_no_fault(fieldnotes: Caller, study: Path, tmp_path: Path) -> None:
    said = fieldnotes.well("export", study, "--to", "docx", "--together", "--out", tmp_path / "out", "--json")
    assert said.json == []


def test_the_demo_study_keeps_the_published_schema(fieldnotes: Caller, tmp_path: Path) -> None:
    fieldnotes.well("demo", "--no-open", tmp_path / "demo")
    (study,) = (path.parent for path in (tmp_path / "demo").rglob("study.json"))
    schema = Draft202012Validator(
        json.loads((CHECKOUT / "docs" / "meeting.schema.json").read_text(encoding="utf-8"))
    )
    paths = fieldnotes.well("export", study, "--to", "json", "--out", tmp_path / "out", "--json").json
    assert paths
    for path in paths:
        assert list(schema.iter_errors(json.loads(Path(path).read_text(encoding="utf-8")))) == []
        assert fieldnotes.well("show", study, Path(path).stem, "--json", "--all").json == json.loads(
            Path(path).read_text("utf-8")
        )


def _names(said: Said) -> list[str]:
    return sorted(Path(path).name for path in said.json)


def test_what_a_tool_takes_is_written_with_the_choices_that_fit_it(
    fieldnotes: Caller, two: Path, tmp_path: Path
) -> None:
    for_tool = ("export", two, "--out", tmp_path / "out", "--json", "--for")
    assert _names(fieldnotes.well(*for_tool, "NVivo")) == ["study-nvivo.csv", "study.qdpx"]
    said = fieldnotes.well(*for_tool, "maxqda")
    project = (tmp_path / "out" / "study.qdpx").read_bytes()
    assert _names(said) == ["study.qdpx"]
    fieldnotes.well("export", two, "--to", "qdpx", "--newline", "crlf", "--out", tmp_path / "crlf")
    assert (tmp_path / "crlf" / "study.qdpx").read_bytes() == project
    fieldnotes.well(*for_tool, "maxqda", "--newline", "lf")
    fieldnotes.well("export", two, "--to", "qdpx", "--out", tmp_path / "lf")
    assert (
        (tmp_path / "out" / "study.qdpx").read_bytes() == (tmp_path / "lf" / "study.qdpx").read_bytes() != project
    )


def test_formats_beside_a_tool_are_written_a_file_a_meeting(fieldnotes: Caller, two: Path, tmp_path: Path) -> None:
    said = fieldnotes.well("export", two, "--for", "nvivo", "--to", "docx", "--out", tmp_path, "--json")
    assert [name.partition("-site")[0] for name in _names(said)] == [
        "2004-05-12", "2004-05-20", "study-nvivo.csv", "study.qdpx",
    ]  # fmt: skip
    assert said.err == ""


def test_what_a_tool_wants_is_no_choice_to_be_told_of(fieldnotes: Caller, two: Path, tmp_path: Path) -> None:
    said = fieldnotes.well("export", two, "--for", "maxqda", "--to", "json", "--no-roles", "--out", tmp_path)
    assert said.err == "--no-roles changes nothing in “json”, which is written as it always is.\n"


def test_neither_format_nor_tool_and_one_that_is_unknown_are_refused(
    fieldnotes: Caller, two: Path, tmp_path: Path
) -> None:
    none = fieldnotes("export", two, "--out", tmp_path / "out")
    assert (none.code, none.err) == (
        2, "Say in which formats (--to), or for which tool (--for). Nothing was written.\n",
    )  # fmt: skip
    said = fieldnotes("export", two, "--for", "word", "--out", tmp_path / "out")
    assert said.code == 2
    assert "“word” is no tool that is known here; there are: nvivo, atlas.ti," in said.err
    assert not (tmp_path / "out").exists()


def test_help_tells_of_every_format_and_tool(fieldnotes: Caller) -> None:
    told = fieldnotes.well("export", "--help").out
    assert [known.purpose for known in FORMATS if known.purpose not in told] == []
    assert [tool.name for tool in TOOLS if f"  {tool.name} " not in told] == []


def test_the_codebook_goes_out_as_a_table_with_a_column_of_names(
    fieldnotes: Caller, two: Path, tmp_path: Path
) -> None:
    (path,) = fieldnotes.well("export", two, "--to", "codebook", "--out", tmp_path, "--json").json
    assert Path(path).name == "study-codebook.csv"
    head, *rows = Path(path).read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith('"name","title","parent"')
    assert any(row.startswith('"tension"') for row in rows)
