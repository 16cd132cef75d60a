"""The table of formats, and files put in their place."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes.archive import disk
from fieldnotes.export.placing import CannotWrite, place
from fieldnotes.export.registry import FORMATS, Format, UnknownFormat, exporter, known_formats, write
from tests.export.sample import sample
from tests.shared_material import CHECKOUT

STEM = "2004-05-12-site-b-professional-exe-0190a000"
_LATE = ["reportlab", "pikepdf", "docx", "lxml", *(known.module for known in FORMATS)]
posix_only = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")


def test_every_format_has_an_exporter_and_a_use() -> None:
    assert known_formats() == [
        "text", "json", "pdf", "docx", "html", "markdown", "maxqda", "csv", "nvivo", "codebook", "qdc", "qdpx",
    ]  # fmt: skip
    for known in FORMATS:
        module = importlib.import_module(known.module)
        assert callable(module.exported if known.scope == "meeting" else module.whole)
        assert callable(module.together) if known.is_joined else True
        assert known.purpose


@pytest.mark.parametrize(
    "known", [known for known in FORMATS if known.scope == "meeting"], ids=lambda one: one.name
)
def test_a_format_says_how_many_files_it_writes(known: Format) -> None:
    files = exporter(known.name)(sample()).files
    assert len(files) == known.files
    assert all(ending.endswith(known.ending) for ending in files)


def test_the_documentation_has_the_table() -> None:
    told = (CHECKOUT / "docs" / "exports.md").read_text(encoding="utf-8")
    missing = [row for row in map(told_of, FORMATS) if row not in told]
    assert missing == []


def told_of(known: Format) -> str:
    """The row of a format in docs/exports.md."""
    holds = {"meeting": "a meeting", "chosen": "all that are chosen", "study": "the study"}[known.scope]
    joined = " or several" if known.is_joined else ""
    heeds = ", ".join(known.heeds) or "–"
    return f"| `{known.name}` | `…{known.ending}` | {holds}{joined} | {heeds} | {known.purpose} |"


def test_files_are_named_after_the_meetings_folder(tmp_path: Path) -> None:
    written = write(sample(), tmp_path / "out", ["text", "pdf", "json"], STEM)
    assert [path.name for path in written.paths] == [f"{STEM}.jot", f"{STEM}.pdf", f"{STEM}.json"]
    assert sorted((tmp_path / "out").iterdir()) == sorted(written.paths)
    assert [warning for warning in written.warnings if "U+1F600" in warning] == written.warnings != []


def test_an_unknown_format_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(
        UnknownFormat,
        match="“wav” is not a format; there are: text, json, pdf, docx, html, markdown, maxqda, csv, nvivo, code",
    ):
        write(sample(), tmp_path / "out", ["json", "wav"], STEM)
    assert not (tmp_path / "out").exists()


@posix_only
def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    (path,) = write(sample(), tmp_path / "new" / "out", ["json"], STEM).paths
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_an_older_file_is_replaced_whole_and_nothing_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place(tmp_path / "a.json", b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "sync_file", full)
    with pytest.raises(CannotWrite, match=r"No space left on device.*choose another folder"):
        place(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(CannotWrite, match="could not be written"):
        write(sample(), tmp_path / "out", ["json"], STEM)


def test_no_exporter_is_imported_before_it_is_asked_for() -> None:
    asked = f"import sys, fieldnotes.export.registry; print([m for m in sys.modules if m in {_LATE}])"
    shown = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
