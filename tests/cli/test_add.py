"""The line mode as other programs see it: dashes, bytes, pipes that go away."""

import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

from fieldnotes.archive import StudyArchive
from tests.cli import calling
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


def latest(study: Path) -> tuple[str, str | None]:
    """Text and line as typed of the observation that was made last."""
    seen = StudyArchive.open(study).open_meeting("last").record().observations[-1]
    return seen.text, seen.typed


def test_an_argument_that_is_no_utf8_is_read_and_said_as_a_line_of_a_pipe_is(study: Path, meeting: str) -> None:
    for more in ([], ["--observer", "AB"]):
        done = subprocess.run(
            [*map(os.fsencode, command("add", study, meeting)), b"caf\xe9 arg", *map(str.encode, more)],
            env=environment(), capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0
        assert done.stderr.decode() == "The line is not UTF-8; it is read as Windows-1252.\n"
        assert latest(study) == ("café arg", "café arg")


def test_a_locale_without_letters_takes_none_from_an_argument(
    fieldnotes: Caller, study: Path, meeting: str
) -> None:
    call = partial(calling.call, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    done = call("add", study, meeting, "café 日本 ✓")
    assert (done.returncode, done.stderr) == (0, b"")
    assert latest(study) == ("café 日本 ✓",) * 2
    found = call("search", study, "日本", "--json")
    assert b"caf\\u00e9 \\u65e5\\u672c" in found.stdout, found
    made = call("new", study, "--site", "Zürich", "--body", "PEC", "--date", "2004-05-12")
    assert made.returncode == 0
    assert fieldnotes.well("list", study, "--json").json[-1]["site"] == "Zürich"


def test_control_characters_stay_in_the_line_as_typed_and_that_is_said(
    fieldnotes: Caller, study: Path, meeting: str
) -> None:
    said = fieldnotes.well("add", study, meeting, "@-1m a\x1bb\x0b\x0cc\x07 \ttab\x81")
    assert latest(study) == ("a�b��c�  tab�", "a\x1bb\x0b\x0cc\x07  tab\x81")
    assert "[U+001B][U+000B][U+000C][U+0007][U+0081], which the line as typed keeps" in said.err
    assert call("add", study, meeting, "-", stdin=b"nul \x00 and \x81\xe9\n").returncode == 0
    assert latest(study) == ("nul � and �é", "nul \x00 and \x81é")
    fieldnotes.well("add", study, meeting, "a half \ud800 and \x01")
    assert latest(study) == ("a half � and �", "a half � and \x01")
    assert fieldnotes("check", study).code == 0
    assert not fieldnotes.well("add", study, meeting, "a � that was typed").err
