"""The line mode at a prompt, for somebody who works by ear: every command has its answer."""

import re
import sys
from pathlib import Path

from fieldnotes.jottings.signs import LANGUAGE
from tests.cli.calling import Caller, call
from tests.pty_driver import Terminal


def hears(terminal: Terminal, line: str, answer: str) -> None:
    """Type a line; wait for its answer, and for the prompt behind it."""
    before = len(terminal.written)
    terminal.send(line + "\r")
    terminal.wait_until(
        lambda: "› " in terminal.written[before:].decode(errors="replace").partition(answer)[2], answer
    )


def test_each_command_is_answered_and_only_notes_are_kept(study: Path, meeting: str, fieldnotes: Caller) -> None:
    words = [sys.executable, "-m", "fieldnotes", "add", str(study), meeting]
    with Terminal(words) as terminal:
        terminal.wait_for("› ")
        for line, answer in (
            ("/in P1,P2", "P2 is here"),
            ("P1>P2 challenge: beds", "P1 → P2 · challenge: beds"),
            ("/who", "Here 2 of 2: P1, P2. Nobody has the floor."),
            ("/item Budget", "opens item 1"),
            ("/agenda", "open: 1 Budget, 0. Together 0 of 0 minutes."),
            ("/prompt", "During, 1 of 3: Who has not spoken yet?"),
            ("/item", "closes the item"),
            ("/prompt", "Rate item 1: chairing 1–5"),
            ("/rate chairing 4", "rates chairing 4"),
            ("/undo", "Taken back: rates chairing 4"),
            ("/help", LANGUAGE[-1][1]),
        ):
            hears(terminal, line, answer)
        terminal.wait_until(lambda: terminal.written.rstrip(b" ").endswith("›".encode()), "the next prompt")
        said = bytes(terminal.written).decode()
        while terminal.process.poll() is None:  # an end is not heard that comes before readline has the terminal
            terminal.send(b"\x04")
            terminal.read_on(0.5)
        assert terminal.wait_end() == 0
    assert "\x07" not in said
    assert len(re.findall(r"saved \d\d:\d\d:\d\d \S+", said)) == 5
    kinds = [one["kind"] for one in fieldnotes.well("show", study, meeting, "--json").json["observations"]]
    assert kinds == ["presence", "presence", "speech", "item", "item", "rating"]


def test_in_a_pipe_a_line_is_answered_by_saved_alone(study: Path, meeting: str) -> None:
    said = call("add", study, meeting, "-", stdin=b"/who\n/item AOB\n").stdout.decode().splitlines()
    assert said[0] == "Nobody is listed yet."
    assert len(said) == 2
    assert re.fullmatch(r"saved \d\d:\d\d:\d\d [0-9a-f-]{36}", said[1])
