"""Programs of other people that read what we write, in environments of their own, for their pins clash with ours.

Each is made once, in the user's cache folder, and kept. Where pip cannot install, the test is skipped and says why;
in CI that is a failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from fieldnotes.text import hyphened_name

OLD_TOOLS = "setuptools<81"
"""What environments had in them below Python 3.12, and older programs take for granted."""


def _folder() -> Path:
    said = os.environ.get("FIELDNOTES_TEST_PROGRAMS")
    cache = os.environ.get("XDG_CACHE_HOME", "") or Path.home() / ".cache"
    return Path(said) if said else Path(cache) / "fieldnotes-tests"


def programs(*packages: str) -> Path:
    """The folder in which the programs of these packages lie, installed with what they need: `name==version`."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    home = _folder() / f"{hyphened_name(' '.join(sorted(packages)))}-py{version}"
    home.parent.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(f"{home}.lock"):
        if not (home / "whole").exists():
            _install(home, packages)
    return home / ("Scripts" if os.name == "nt" else "bin")


def _install(home: Path, packages: tuple[str, ...]) -> None:
    """Make the environment with our own pip, and compile nothing: a run loads a tenth of what it installs."""
    shutil.rmtree(home, ignore_errors=True)
    inside = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = ["install", "-q", "--no-compile", "--disable-pip-version-check", OLD_TOOLS, *packages]
    steps = (
        [sys.executable, "-m", "venv", "--without-pip", home],
        [sys.executable, "-m", "pip", "--python", inside, *install],
    )
    own = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    for step in steps:
        ran = subprocess.run([str(word) for word in step], env=own, capture_output=True, text=True, check=False)
        if ran.returncode:
            why = (ran.stderr.strip().splitlines() or ["it said nothing"])[-1]
            (pytest.fail if os.environ.get("CI") else pytest.skip)(
                f"{', '.join(packages)} cannot be installed: {why}"
            )
    (home / "whole").touch()
