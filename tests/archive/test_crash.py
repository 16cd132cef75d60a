"""The states that a crash can leave, by the probe that lies beside the checkout."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.shared_material import CHECKOUT, SHARED, needs_shared

PROBE = SHARED / "tools" / "crash_probe.py"
pytestmark = needs_shared


def _run(target: str, profile: str, *more: str) -> tuple[int, int]:
    """How many states were tried, and how many of them were bad."""
    assert shutil.which("strace"), "the probe needs strace"
    call = [sys.executable, str(PROBE), f"tests.archive.crash_target:{target}", "--profile", profile, *more]
    done = subprocess.run(
        call,
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"distinct crash states=(\d+) violations=(\d+)", done.stdout)
    assert found, done.stdout + done.stderr
    assert "unreliable" not in done.stdout
    return int(found[1]), int(found[2])


@pytest.mark.parametrize("profile", ["kill", "ext4", "posix"])
def test_no_crash_loses_or_alters_an_acknowledged_line(profile: str) -> None:
    states, bad = _run("Target", profile, "--steps", "6", "--max-states", "60")
    assert states >= 30
    assert bad == 0


def test_the_probe_sees_a_missing_sync() -> None:
    _, bad = _run("Unsynced", "ext4", "--steps", "2", "--max-states", "20")
    assert bad > 0
