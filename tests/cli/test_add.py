"""The line mode as other programs see it: dashes, bytes, pipes that go away."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.cli.calling import Caller, call, command, environment

Show = Callable[[str], list[dict[str, object]]]


def test_a_line_may_begin_with_a_dash(fieldnotes: Caller, study: Path, meeting: str, show: Show) -> None:
    lines = ["- one", "-two", "--observer, said P1", "- help came"]
    for line in lines:
        fieldnotes.well("add", study, meeting, line)
    assert [seen["text"] for seen in show(meeting)] == lines
    fieldnotes.well("add", study, meeting, "- three", "--observer", "RS")
    assert show(meeting)[-1]["text"] == "- three"


def test_bytes_that_are_no_utf8_are_read_and_said(study: Path, meeting: str, show: Show) -> None:
    said = call("add", study, meeting, "-", stdin=b"caf\xe9\n")
    assert said.returncode == 0
    assert b"Windows-1252" in said.stderr
    assert show(meeting)[-1]["text"] == "café"


def test_closed_input_is_no_line(study: Path, meeting: str) -> None:
    for words in ((), ("-",)):
        done = subprocess.run(
            ["sh", "-c", 'exec "$@" <&-', "sh", *command("add", study, meeting, *words)],
            capture_output=True, env=environment(), check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_lines_are_saved_when_nobody_reads_the_answers(study: Path, meeting: str, show: Show) -> None:
    program = subprocess.Popen(
        command("add", study, meeting, "-"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), bufsize=0,
    )  # fmt: skip
    assert program.stdin
    assert program.stdout
    assert program.stderr
    program.stdin.write(b"one\n")
    program.stdout.readline()
    program.stdout.close()
    program.stdin.write(b"two\nthree\nfour\n")
    program.stdin.close()
    assert b"Nobody reads" in program.stderr.read()
    assert program.wait() == 1
    assert [seen["text"] for seen in show(meeting)] == ["one", "two", "three", "four"]


def test_a_full_standard_output_loses_no_line(study: Path, meeting: str, show: Show) -> None:
    with open(os.devnull.replace("null", "full"), "wb") as full:
        done = subprocess.run(
            command("add", study, meeting, "-"), input=b"a\nb\nc\n", stdout=full, stderr=subprocess.PIPE,
            env=environment(), check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert [seen["text"] for seen in show(meeting)] == ["a", "b", "c"]
