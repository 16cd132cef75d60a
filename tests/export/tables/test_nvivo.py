"""NVivo's classification sheet: its corner, its attributes, and the names by which it finds the documents."""

import csv
import io
from pathlib import Path

from msgspec.structs import replace

from fieldnotes.export.options import Options, named
from fieldnotes.export.registry import write, write_together
from fieldnotes.export.tables.nvivo import ATTRIBUTES, CLASSIFICATION, exported, together
from fieldnotes.model.cells import plain
from tests.export.hostile import hostile_meeting
from tests.export.sample import sample
from tests.measures.meetings import meeting


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_corner_attributes_and_values() -> None:
    head, row = _read(exported(sample(), Options(), "the-source").files["-nvivo.csv"])
    assert head == [CLASSIFICATION, *ATTRIBUTES]
    said = dict(zip(head, row, strict=True))
    assert (said[CLASSIFICATION], said["Site"], said["Date"], said["Start"]) == (
        "the-source", "Site B", "2004-05-12", "14:00",
    )  # fmt: skip
    assert (said["Minutes"], said["People"], said["Decisions"], said["Reflections"]) == ("35", "6", "3", "3")


def test_column_a_holds_the_names_of_the_other_files(tmp_path: Path) -> None:
    stem = "2004-05-12-site-b-pec-1a2b3c4d"
    written = write(sample(), tmp_path, ["docx", "html", "markdown", "nvivo"], stem).paths
    _, row = _read(written[-1].read_bytes())
    assert [row[0]] * 3 == [path.stem for path in written[:-1]]


def test_a_study_has_a_row_a_meeting(tmp_path: Path) -> None:
    sources = [named(sample(), "one"), named(hostile_meeting(), "two"), named(meeting(start=None), "three")]
    (path,) = write_together(sources, tmp_path, ["nvivo"], "study").paths
    assert path.name == "study-nvivo.csv"
    assert [row[0] for row in _read(path.read_bytes())] == [CLASSIFICATION, "one", "two", "three"]


def test_a_site_that_looks_like_a_formula_is_harmless() -> None:
    _, row = _read(exported(hostile_meeting()).files["-nvivo.csv"])
    assert row[1] == "'=1+1"
    assert plain(row[1]) == "=1+1"


def test_reflections_are_counted_only_where_they_are_exported() -> None:
    _, row = _read(exported(sample(), Options(reflections=False)).files["-nvivo.csv"])
    assert row[-1] == ""
    kept = tuple(o for o in sample().observations if o.kind != "reflection")
    _, other = _read(exported(replace(sample(), observations=kept)).files["-nvivo.csv"])
    assert row[:-1] == other[:-1]


def test_the_same_gives_the_same() -> None:
    assert together([named(sample())], Options()) == together([named(sample())], Options())
