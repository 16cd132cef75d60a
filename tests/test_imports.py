"""Who may import whom (DESIGN.md, "The house"), and that a command without a screen never loads one."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared_material import CHECKOUT

PACKAGE = CHECKOUT / "fieldnotes"

GROUND = ("text", "errors", "locations", "settings")
FLOORS: tuple[tuple[str, ...], ...] = (
    GROUND,
    ("model",),
    ("jottings", "measures"),
    ("archive",),
    ("capture", "prepare", "privacy", "intake", "export", "team"),
    ("tui", "cli"),
)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
ONLY_IN = {
    "textual": "fieldnotes.tui.",
    "reportlab": "fieldnotes.export.pdf",
    "docx": "fieldnotes.export.docx",
    "tinydb": "fieldnotes.archive.",
    "httpx": "fieldnotes.export.taguette.",
}
AT_ANY_LEVEL = {"__init__", "__main__"}


def module_of(path: Path) -> str:
    """The dotted name of a module's file; a package's is its folder's with `.__init__`."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def imported(source: str, module: str) -> Iterator[str]:
    """Every name that a module imports, late imports too, as an absolute dotted name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = module.split(".")[: -node.level] if node.level else []
            origin = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def room_of(name: str) -> str | None:
    """The room of the house that a dotted name belongs to; None outside the house."""
    parts = name.split(".")
    return parts[1] if parts[0] == "fieldnotes" and len(parts) > 1 else None


def faults(source: str, module: str) -> list[str]:
    """What a module imports and must not."""
    here = room_of(module)
    assert here is not None
    found = []
    for name in imported(source, module):
        there = room_of(name)
        if there in LEVEL and here not in AT_ANY_LEVEL and not may_import(here, there):
            found.append(f"{module} imports {name}")
        home = ONLY_IN.get(name.split(".")[0])
        if home and not (module + ".").startswith(home):
            found.append(f"{module} imports {name}, which belongs in {home.rstrip('.')}")
    return found


def may_import(here: str, there: str) -> bool:
    """True downwards and within a room; `tui` and `cli` share the roof, as do the stones of the ground."""
    if here == there:
        return True
    if LEVEL[here] == LEVEL[there]:
        return there in GROUND or here == "cli"
    return LEVEL[here] > LEVEL[there]


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=module_of)
def test_imports_run_one_way(path: Path) -> None:
    assert not faults(path.read_text(encoding="utf-8"), module_of(path))


def test_every_room_has_its_floor() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in modules()}
    assert rooms <= set(LEVEL) | AT_ANY_LEVEL


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("fieldnotes.model.people", "from fieldnotes.archive import log"),
        ("fieldnotes.text", "import fieldnotes.model.ids"),
        ("fieldnotes.jottings.read", "from fieldnotes.measures.time import minutes"),
        ("fieldnotes.export.text", "def late():\n    from fieldnotes.intake import importing"),
        ("fieldnotes.archive.log", "from fieldnotes import capture"),
        ("fieldnotes.archive.log", "from ..capture import session"),
        ("fieldnotes.tui.app", "from fieldnotes import cli"),
        ("fieldnotes.cli", "import textual"),
        ("fieldnotes.capture.session", "from tinydb import Query"),
        ("fieldnotes.export.text", "from reportlab.pdfgen import canvas"),
        ("fieldnotes.cli.push", "import httpx"),
    ],
)
def test_an_import_against_the_direction_is_found(module: str, line: str) -> None:
    assert faults(line, module)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("fieldnotes.tui.app", "from textual.app import App"),
        ("fieldnotes.export.pdf", "from reportlab.pdfgen import canvas"),
        ("fieldnotes.export.pdf.fonts", "from reportlab.pdfbase import ttfonts"),
        ("fieldnotes.archive.table", "import tinydb.table"),
        ("fieldnotes.cli", "from fieldnotes.tui.app import FieldnotesApp"),
        ("fieldnotes.model.ids", "from fieldnotes.model import clock\nfrom .people import Person"),
        ("fieldnotes.capture.session", "from fieldnotes import __version__"),
    ],
)
def test_an_import_along_it_is_not(module: str, line: str) -> None:
    assert not faults(line, module)


HEAVY = (
    "textual",
    "reportlab",
    "pendulum",
    "dateutil",
    "dateparser",
    "cryptography",
    "tinydb",
    "click",
    "filelock",
    "tomllib",
    "httpx",
)
RUN = """
import json, sys
from fieldnotes.cli import run
status = run(sys.argv[1:])
names = sorted({name.split(".")[0] for name in sys.modules} & set(HEAVY))
with open(REPORT, "w", encoding="utf-8") as report:
    json.dump({"status": status, "heavy": names}, report)
"""


def heavy_in(folder: Path, *words: str, typed: str = "") -> set[str]:
    """Which heavy libraries a command has loaded when it ends; it must end well."""
    report = folder / "report.json"
    source = RUN.replace("HEAVY", repr(HEAVY)).replace("REPORT", repr(str(report)))
    command = [sys.executable, "-c", source, *words]
    ran = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        input=typed.encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert report.exists(), ran.stderr.decode(errors="replace")
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["status"] == 0, ran.stderr.decode(errors="replace")
    return set(told["heavy"])


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study in `study`, made by `init` and `new`, and the sample as `pec.jot`."""
    folder = tmp_path_factory.mktemp("imports")
    (folder / "pec.jot").write_bytes((CHECKOUT / "templates" / "sample" / "pec.jot").read_bytes())
    assert not heavy_in(folder, "init", "study", "--name", "A study", "--zone", "Europe/London") & {"textual"}
    return folder


NEW = ("new", "study", "--site", "Site B", "--body", "PEC", "--date", "2004-05-12", "--start", "14:00")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("--help",),
    ("paths",),
    NEW,
    ("again", "study", "last", "--date", "9 June 2004", "--dry-run"),
    ("actions", "study"),
    ("list", "study"),
    ("check", "study"),
    ("show", "study", "last"),
    ("search", "study", "x*"),
    ("add", "study", "last", "door opens"),
    ("add", "study", "last", "-"),
    ("import", "study", "pec.jot"),
    ("export", "study", "last", "--to", "text,json", "--out", "out"),
    ("push", "study"),
    ("demo", "--no-open", "demo"),
    ("protocol", "list", "--study", "study"),
    ("protocol", "show", "mdt-decision"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_without_a_screen_loads_neither_textual_nor_an_exporters_library(
    study: Path, words: tuple[str, ...]
) -> None:
    heavy_in(study, *NEW)
    assert not heavy_in(study, *words, typed="one\ntwo\n") & {"textual", "reportlab", "docx", "lxml", "httpx"}


def test_words_of_everyday_english_load_no_library_of_dates(study: Path) -> None:
    words = ("new", "study", "--site", "A", "--body", "B", "--date", "next Tuesday 2pm", "--dry-run")
    assert not heavy_in(study, *words) & {"dateparser", "dateutil", "pendulum"}


def test_the_pdf_is_drawn_without_textual(study: Path) -> None:
    heavy_in(study, *NEW)
    assert "textual" not in heavy_in(study, "export", "study", "last", "--to", "pdf", "--out", "out")
