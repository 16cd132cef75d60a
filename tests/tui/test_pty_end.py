"""The ways in which a screen ends that nobody planned: signals, a closed window, a kill; and what is back after."""

import signal
import sys
from pathlib import Path

import pytest

from tests.pty_driver import Terminal
from tests.tui.screens import ALT_SCREEN_LEFT, Screen

LINES = [f"line {n}" for n in range(5)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_tidily(screen: Screen, number: signal.Signals) -> None:
    screen.send("".join(line + "\r" for line in LINES) + "a draft")
    screen.wait_shown("a draft")
    screen.signal(number)
    assert screen.wait_end() == 0
    assert ALT_SCREEN_LEFT in screen.written
    assert screen.texts() == LINES
    assert screen.kept()[-1]["kind"] == "closed"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_the_draft_is_back_with_its_time(tmp_path: Path, number: signal.Signals) -> None:
    with Screen(tmp_path) as first:
        first.send("one\rP3: half a sent")
        first.wait_shown("half a sent")
        first.wait_draft("P3: half a sent")
        began = first.composer().split(" ›")[0].strip()
        first.signal(number)
        first.wait_end()
    with Screen(tmp_path) as second:
        second.wait_shown("half a sent")
        assert second.composer().split(" ›")[0].strip() == began
        second.send("ence\r")
        second.wait_until(lambda: "half a sentence" in second.texts(), "the sentence")
        assert began in [entry["at"][11:19] for entry in second.kept() if entry.get("text") == "half a sentence"]


def test_a_closed_window_ends_it(screen: Screen) -> None:
    screen.send("one\r")
    screen.wait_texts(["one"])
    screen.hang_up()
    assert screen.wait_end() == 0
    assert screen.kept()[-1]["kind"] == "closed"


def test_a_closed_window_ends_it_where_the_signal_is_ignored(tmp_path: Path) -> None:
    with Screen(tmp_path, "--no-hup") as screen:
        screen.send("one\r")
        screen.wait_texts(["one"])
        screen.hang_up()
        assert screen.wait_end() == 0
        assert screen.kept()[-1]["kind"] == "closed"


def test_no_words_of_the_notes_are_in_a_fault(tmp_path: Path) -> None:
    with Screen(tmp_path, "--fault") as screen:
        screen.send("P3: the secret words\r")
        assert screen.wait_end() == 1
        after = bytes(screen.written).rpartition(ALT_SCREEN_LEFT)[2]
        assert b"locals" not in after
        assert b"secret" not in after
        assert screen.texts() == ["the secret words"]


def test_a_terminal_that_never_was(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.tui.on_screen", str(tmp_path / "kept.jsonl")]
    with Terminal(["sh", "-c", '"$@" < /dev/null', "sh", *command]) as screen:
        assert screen.wait_end() == 0
