"""The house keeps its own rules: small rooms, honest names, and nothing of the machine it was built on."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared_material import CHECKOUT

LONGEST = 400
BANNED_NAMES = {"manager", "handler", "helper", "helpers", "util", "utils", "misc"}
BANNED_ROOMS = BANNED_NAMES | {"data", "common"}
LONGEST_FUNCTION = 45
LEFT_BEHIND = (
    "__pycache__",
    "dist",
    "build",
    ".venv",
    ".git",
    ".pytest",
    ".mypy",
    ".ruff",
    ".hypothesis",
    "results.json",
)
OF_A_MACHINE = re.compile(
    r"index-url|find-links|https?://[^\s\"'`)]*/(?:simple|packages)(?:/|\b)"
    r"|(?<![\w./~-])/(?:work|tmp|root|opt|home|Users)/[\w.]"
    r"|[A-Z]:\\Users\\"
)


def tracked(*patterns: str) -> list[Path]:
    """The files of the checkout that git keeps or would keep; without git, those that no run leaves behind."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    if not (CHECKOUT / ".git").exists():
        found = (path for pattern in patterns or ("*",) for path in CHECKOUT.rglob(Path(pattern).name))
        return [path for path in found if path.is_file() and not is_left_behind(path.relative_to(CHECKOUT))]
    listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [CHECKOUT / name for name in listed if (CHECKOUT / name).is_file()]


def is_left_behind(path: Path) -> bool:
    """True for what a run makes: environments, compiled files, caches, results."""
    return any(part.startswith(LEFT_BEHIND) or part.endswith((".egg-info", ".pyc")) for part in path.parts)


def machine_traces(text: str) -> list[str]:
    """What in a text names a place on one machine, or a package registry."""
    return [found.group() for found in OF_A_MACHINE.finditer(text)]


def test_no_file_is_longer_than_a_room() -> None:
    long = {
        str(path.relative_to(CHECKOUT)): lines
        for path in tracked("*.py", "*.tcss")
        if (lines := _lines(path)) > LONGEST
    }
    assert not long


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_no_room_has_a_name_that_says_nothing() -> None:
    rooms = tracked("*.py")
    assert len(rooms) > 20
    assert not [str(path) for path in rooms if BANNED_ROOMS & {path.stem, path.parent.name}]


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def definitions(path: Path) -> Iterator[Definition]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Definition):
            yield node


def test_no_class_or_function_has_a_name_that_says_nothing() -> None:
    named = ((path.name, node.name) for path in tracked("*.py") for node in definitions(path))
    assert not [pair for pair in named if BANNED_NAMES & words_of(pair[1])]


def words_of(name: str) -> set[str]:
    """The words of a name in whatever case it is written."""
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_"))


def test_the_words_of_a_name() -> None:
    assert words_of("OpenScreenManager") & BANNED_NAMES
    assert words_of("_key_handler") & BANNED_NAMES
    assert not words_of("managed_contextmanager") & BANNED_NAMES


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{path.name}:{node.lineno} {node.name}"
        for path in tracked("*.py")
        for node in definitions(path)
        if path.is_relative_to(CHECKOUT / "fieldnotes")
        and not isinstance(node, ast.ClassDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long


def test_nothing_of_this_machine_or_a_registry_is_kept() -> None:
    kept = [path for path in tracked() if path != Path(__file__)]
    found = {str(path.relative_to(CHECKOUT)): traces for path in kept if (traces := machine_traces(_text(path)))}
    assert not found


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


@pytest.mark.parametrize(
    "trace",
    [
        "--extra-index-url x",
        "https://example.org/pypi" + "/simple/",
        'open("/' + 'tmp/x")',
        "cd /" + "work/main",
        r"C:\Users\me",
    ],
)
def test_a_trace_of_a_machine_is_found(trace: str) -> None:
    assert machine_traces(trace)


@pytest.mark.parametrize(
    "harmless",
    ["https://example.org/a-simple-page", "app/work/x", "~/tmp/x", "/item 2", "/tmp", "docs/home/x"],
)
def test_what_is_not_one_is_left_alone(harmless: str) -> None:
    assert not machine_traces(harmless)
