"""The lock for moments: one at a time, patience that ends, and the same where the system has no flock."""

import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes.archive import lock
from tests.cli.calling import environment

HOLD = """
import sys
from pathlib import Path
from fieldnotes.archive.lock import moment
with moment(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=["flock", "filelock"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to lock; they must also keep each other out."""
    if request.param == "filelock":
        monkeypatch.setattr(lock, "fcntl", None)


def test_another_process_waits_and_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    command = [sys.executable, "-c", HOLD, str(tmp_path / "a")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(TimeoutError), lock.moment(tmp_path / "a"):
            pass
        with lock.moment(tmp_path / "b"):
            pass
        other.communicate()
    with lock.moment(tmp_path / "a"):
        pass


def test_it_is_given_back_after_a_fault(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(KeyError), lock.moment(tmp_path / "a"):
            raise KeyError


def test_a_waiter_gets_it_when_it_is_let_go(tmp_path: Path) -> None:
    held = lock.moment(tmp_path / "a")
    held.__enter__()
    command = [sys.executable, "-c", HOLD, str(tmp_path / "a")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as other:
        held.__exit__(None, None, None)
        assert other.communicate()[0] == b"held\n"
