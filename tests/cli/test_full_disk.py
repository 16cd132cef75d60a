"""A file system of 1 MiB that fills up: a real one, in a name space of its own so that nobody else sees it."""

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import ROOT

WAYS = (["unshare", "-rm"], ["unshare", "-m"], ["sudo", "-n", "unshare", "-m"])


def _mounted(way: list[str], folder: Path, then: str) -> "subprocess.CompletedProcess[str]":
    script = f"mount -t tmpfs -o size=1m tmpfs {shlex.quote(str(folder))} && {then}"
    return subprocess.run([*way, "sh", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)


def _way(folder: Path) -> list[str]:
    for way in WAYS:
        try:
            if _mounted(way, folder, "true").returncode == 0:
                return way
        except OSError:
            continue
    pytest.skip("no file system can be mounted here, not even in a name space of its own")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What happened on that disk."""
    folder = tmp_path_factory.mktemp("small")
    call = shlex.join([sys.executable, "-m", "tests.cli.small_disk", str(folder)])
    home = tmp_path_factory.mktemp("home")
    own = " ".join(f"FIELDNOTES_{kind}={shlex.quote(str(home / kind))}" for kind in ("DATA", "STATE", "CACHE"))
    done = _mounted(_way(folder), folder, f"{own} {call}")
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_all_that_add_acknowledged_is_there_and_it_says_why_it_stopped(told: dict[str, Any]) -> None:
    full = told["full"]
    assert full["code"] == 1
    assert len(full["saved"]) > 50
    assert full["found"] == full["saved"]
    assert "not saved (the disk is full), nothing that was saved before is lost" in full["said"]
    *each, last = full["said"].splitlines()
    lines = 2000 - len(full["saved"])
    assert len(each) == lines
    assert each[0].startswith("Not saved: the disk is full. ")
    assert each[-1] == f"Not saved either (the disk is full): {lines} lines are kept here and tried again."
    assert len(last) < 500
    assert len(full["kept"]) == lines
    assert "Traceback" not in full["said"]


def test_after_room_is_made_adding_works_again(told: dict[str, Any]) -> None:
    again = told["again"]
    assert (again["code"], again["said"], len(again["saved"])) == (0, "", 5)
    assert again["found"] == [*told["full"]["saved"], *again["saved"]]


def test_a_live_session_keeps_what_was_refused_and_writes_it_when_there_is_room(told: dict[str, Any]) -> None:
    session = told["session"]
    assert set(session["saved"]) <= set(session["before"])
    assert session["said"][0].startswith("Not saved: the disk is full.")
    assert session["left"] == []
    assert [seen for seen in session["found"] if seen in session["taken"]] == session["taken"]
    assert told["kept"]
    assert told["damage"] == []
