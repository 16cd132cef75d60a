"""What `add` and `list` load: nothing that they have no use for, as importing is nearly all that they cost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared_material import CHECKOUT
from tests.test_imports import HEAVY, NEW

RUN = """
import sys
from fieldnotes.cli import run
status = run(sys.argv[2:])
with open(sys.argv[1], "w", encoding="utf-8") as report:
    print(status, *sorted(sys.modules), file=report)
"""
LIBRARIES = {"orjson", "json", "dataclasses", "typing_extensions", "inspect", "ast", "secrets", "random", "email"}
if sys.platform == "linux":  # elsewhere platformdirs is asked where the user's folders are
    LIBRARIES |= {"platformdirs", "tempfile", "shutil"}
OURS = {
    "fieldnotes.archive.acts",
    "fieldnotes.archive.foresight",
    "fieldnotes.archive.history",
    "fieldnotes.archive.keeping",
    "fieldnotes.archive.past",
    "fieldnotes.archive.reversal",
    "fieldnotes.archive.search",
    "fieldnotes.archive.summaries",
    "fieldnotes.archive.table",
    "fieldnotes.capture.amending",
    "fieldnotes.capture.firstkey",
    "fieldnotes.capture.takingup",
    "fieldnotes.cli.group",
    "fieldnotes.cli.words",
    "fieldnotes.export",
    "fieldnotes.intake",
    "fieldnotes.measures",
    "fieldnotes.tui",
}
HISTORY = {"fieldnotes.archive.acts", "fieldnotes.archive.history"}


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a command; on Linux it has to find out where the user's folders are, below `folder`."""
    said = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    if sys.platform == "linux":
        said = {name: value for name, value in said.items() if not name.startswith(("FIELDNOTES_", "XDG_"))}
        said["HOME"] = str(folder / "home")
    return said


def loaded(folder: Path, *words: str, typed: str = "") -> set[str]:
    """The names of all modules that a command has loaded when it ends; it must end well."""
    report = folder / "loaded"
    ran = subprocess.run(
        [sys.executable, "-c", RUN, str(report), *words],
        cwd=folder,
        env=surroundings(folder),
        input=typed.encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert report.exists(), ran.stderr.decode(errors="replace")
    status, *names = report.read_text(encoding="utf-8").split()
    assert status == "0", ran.stderr.decode(errors="replace")
    return set(names)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study in `study` that has a meeting."""
    folder = tmp_path_factory.mktemp("live")
    loaded(folder, "init", "study", "--name", "A study", "--zone", "Europe/London")
    loaded(folder, *NEW)
    return folder


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("door opens", ""),
        ("P1>P2: challenge: money is short #budget", ""),
        ("-", "P3: one #new\n=> P2 by 12 June: two\n/item 2\n/rate openness 3\n@-2m late\n"),
    ],
)
def test_a_line_loads_nothing_that_it_has_no_use_for(study: Path, line: str, typed: str) -> None:
    loaded(study, "add", "study", "last", "the first, after which a backup is made")
    names = loaded(study, "add", "study", "last", line, typed=typed)
    assert "fieldnotes.capture.session" in names
    assert names & (LIBRARIES | OURS | set(HEAVY)) == set()


def test_a_line_taken_back_loads_the_history(study: Path) -> None:
    assert loaded(study, "add", "study", "last", "/undo") >= HISTORY


def test_a_list_from_the_cache_loads_no_more(study: Path) -> None:
    loaded(study, "list", "study")
    names = loaded(study, "list", "study")
    ours = OURS - {"fieldnotes.archive.summaries", "fieldnotes.export"} | {"fieldnotes.export.shape"}
    assert "fieldnotes.archive.summaries" in names
    assert names & (LIBRARIES | ours | set(HEAVY)) == set()


def test_a_list_with_an_option_is_read_by_click(study: Path) -> None:
    assert loaded(study, "list", "study", "--json") >= {"click", "json"}
