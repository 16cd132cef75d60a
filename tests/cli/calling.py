"""Calling the command line: in this process, or as a program of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from fieldnotes.cli import run

ROOT = Path(__file__).resolve().parents[2]


class Said(NamedTuple):
    """What a call gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


class Caller:
    """Calls commands in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Said:
        self._capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = self._capsys.readouterr()
        return Said(code, captured.out, captured.err)

    def well(self, *arguments: object) -> Said:
        """A call that must succeed."""
        said = self(*arguments)
        assert said.code == 0, said
        return said


def command(*arguments: object) -> list[str]:
    """The words that start the program on its own."""
    return [sys.executable, "-m", "fieldnotes", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """The environment for a program of its own, which finds this checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def call(
    *arguments: object, stdin: bytes = b"", seconds: int = 120, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program on its own, to its end, within so many seconds."""
    return subprocess.run(
        command(*arguments), input=stdin, capture_output=True, env=environment(**more), check=False, timeout=seconds
    )
