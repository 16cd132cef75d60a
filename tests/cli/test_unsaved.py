"""Lines that the disk refuses: each is answered, and in the end they are in a file of the user's own."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from fieldnotes.archive import disk
from fieldnotes.capture.linemode import Entered
from fieldnotes.cli.unsaved import NotSaved, again
from fieldnotes.locations import state_folder
from fieldnotes.model.clock import now_in
from tests.cli.calling import Caller, command, environment

Show = Callable[[str], list[dict[str, object]]]


@contextmanager
def piped(study: Path, meeting: str) -> "Iterator[subprocess.Popen[bytes]]":
    """`add -` with its pipe open."""
    with subprocess.Popen(
        command("add", study, meeting, "-"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), bufsize=0,
    ) as program:  # fmt: skip
        try:
            yield program
        finally:
            program.kill()


def answered(program: "subprocess.Popen[bytes]", line: str, refused: bool = False) -> str:
    """Feed a line and read its answer, while the pipe stays open."""
    assert program.stdin
    answers = program.stderr if refused else program.stdout
    assert answers
    program.stdin.write(f"{line}\n".encode())
    return answers.readline().decode()


def refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the disk of the study is full."""

    def full(fd: int, data: bytes) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "append", full)


def unsaved() -> list[Path]:
    return sorted((state_folder() / "unsaved").glob("*"))


def test_each_line_is_answered_while_the_folder_is_gone_and_saved_when_it_is_back(
    study: Path, meeting: str, show: Show
) -> None:
    folder = next((study / "meetings").iterdir())
    away = study.parent / "away"
    with piped(study, meeting) as program:
        assert answered(program, "b0").startswith("saved ")
        folder.rename(away)
        first = answered(program, "b1", refused=True)
        assert first.startswith("Not saved: the folder is not there any more. ")
        assert str(folder) in first
        assert "1 line is kept here and tried again." in first
        assert "is lost" not in first
        second = answered(program, "b2", refused=True)
        assert (
            second
            == "Not saved either (the folder is not there any more): 2 lines are kept here and tried again.\n"
        )
        away.rename(folder)
        assert answered(program, "b3").startswith("saved ")
        assert program.stdin
        program.stdin.close()
        assert program.wait() == 0
    assert [seen["text"] for seen in show(meeting)] == ["b0", "b1", "b2", "b3"]
    assert unsaved() == []


def test_with_the_folder_deleted_nothing_false_is_said_and_the_lines_are_in_a_file(
    study: Path, meeting: str
) -> None:
    with piped(study, meeting) as program:
        answered(program, "b0")
        shutil.rmtree(next((study / "meetings").iterdir()))
        answered(program, "b1", refused=True)
        answered(program, "@14:03 b2", refused=True)
        assert program.stdin
        assert program.stderr
        program.stdin.close()
        *_, said = program.stderr.read().decode().splitlines()
        assert program.wait() == 1
    (kept,) = unsaved()
    assert said.startswith("2 lines are not saved (the folder is not there any more); what is missing is in ")
    assert said.endswith(f"`fieldnotes add {study} {meeting} - < {kept}`.")
    one, two = kept.read_text(encoding="utf-8").splitlines()
    assert (one[0], one[9:], two) == ("@", " b1", "@14:03 b2")


def test_what_a_full_disk_refused_is_for_its_owner_and_can_be_entered_as_it_is(
    fieldnotes: Caller, study: Path, meeting: str, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as now:
        refuse(now)
        said = fieldnotes("add", study, meeting, "café")
    (kept,) = unsaved()
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "1 line is not saved (the disk is full), nothing that was saved before is lost; " in said.err
    assert str(kept) in said.err
    assert "café" not in said.err
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert str(kept.parent) in fieldnotes.well("paths").out
    fieldnotes.well("add", study, meeting, kept.read_text(encoding="utf-8"))
    assert show(meeting)[-1]["text"] == "café"


def test_where_there_is_no_room_for_the_file_either_the_lines_are_said(
    fieldnotes: Caller, study: Path, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch)
    state_folder().mkdir(parents=True, exist_ok=True)
    (state_folder() / "unsaved").write_bytes(b"in the way")
    said = fieldnotes("add", study, meeting, "P1: one")
    assert said.code == 1
    assert said.err.endswith("mend that and enter again: “P1: one”\n")


@pytest.mark.parametrize(
    ("line", "live", "kept"),
    [
        ("P1: one", True, "@14:03:20 P1: one"),
        ("P1: one", False, "P1: one"),
        ("@14:01 one", True, "@14:01 one"),
        ("/undo", True, "/undo"),
        ("/item 2", True, "@14:03:20 /item 2"),
        (" - a\x1b\ttab\nand \ud800  ", True, "@14:03:20 - a\x1b tab and �"),
    ],
)
def test_a_line_is_kept_with_the_time_it_had(line: str, live: bool, kept: str) -> None:
    at = now_in("Europe/London").replace(hour=14, minute=3, second=20)
    assert again(Entered(line, at, live, "id", "")) == kept


def test_what_was_lost_is_not_said_to_be_safe() -> None:
    assert "lost" not in str(NotSaved(["a"], "Not saved: the folder is not there any more. It went."))
    assert "nothing that was saved before is lost" in str(NotSaved(["a"]))


@pytest.mark.parametrize("made", ["init", "new"])
def test_nothing_is_said_to_be_kept_where_nothing_is_and_it_can_be_made_later(
    fieldnotes: Caller, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    words: list[object] = ["init", tmp_path / "other", "--name", "Other", "--zone", "Europe/London"]
    if made == "new":
        words = ["new", study, "--site", "B", "--body", "PEC", "--date", "2004-05-12"]
    with monkeypatch.context() as now:
        refuse(now)
        said = fieldnotes(*words)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Not saved: the disk is full. ")
    assert said.err.endswith(" Nothing that was saved before is lost; make room and try again.\n")
    fieldnotes.well(*words)
    fieldnotes.well("check", words[1])
