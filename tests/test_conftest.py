"""In CI a skipped test is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes import locations
from tests.conftest import unexcused
from tests.shared_material import CHECKOUT, NO_SHARED, SHARED

SUITE = """
import pytest
from tests.conftest import *

def test_runs(): pass
"""


def test_only_the_want_of_shared_material_excuses_and_only_where_it_is_absent() -> None:
    reasons = [f"Skipped: {NO_SHARED}", NO_SHARED, "Skipped: no strace", f"Skipped: {NO_SHARED}!"]
    assert unexcused(reasons, shared_is_there=False) == reasons[2:]
    assert unexcused(reasons, shared_is_there=True) == reasons


@pytest.mark.parametrize(
    ("ci", "skip", "status"),
    [
        ("true", "@pytest.mark.skip(reason='not today')", 1),
        ("true", "@pytest.mark.skip(reason=NO_SHARED)", 1 if SHARED.is_dir() else 0),
        ("true", "pytest.importorskip('no_such_module')\n", 1),
        ("true", "", 0),
        ("", "@pytest.mark.skip(reason='not today')", 0),
    ],
)
def test_a_skip_ends_ci_with_status_1(tmp_path: Path, ci: str, skip: str, status: int) -> None:
    (tmp_path / "test_runs.py").write_text(SUITE, encoding="utf-8")
    (tmp_path / "test_skips.py").write_text(f"{SUITE}\n{skip}\ndef test_that(): pass\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.conftest",
        str(tmp_path),
    ]
    environment = {**os.environ, "CI": ci, "PYTHONPATH": str(CHECKOUT)}
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == status, ran.stdout + ran.stderr
    assert ("In CI a skipped test is a failure" in ran.stdout) == bool(status)


def test_no_test_touches_the_users_folders(own_folders: Path) -> None:
    assert {locations.data_folder().parent, locations.state_folder().parent, locations.cache_folder().parent} == {
        own_folders
    }
