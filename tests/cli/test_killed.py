"""Killed at any instant: what was acknowledged is there, in order, and the draft of the screen too."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.cli.calling import Caller, command, environment
from tests.cli.conftest import meeting_of_now
from tests.pty_driver import Terminal

Show = Callable[[str], list[dict[str, object]]]
KILLS = 200 if os.environ.get("CI") == "true" else 20
SIDE_BY_SIDE = 4
"""Meetings, each with its own runs: a run waits for the disk most of its time."""


def fed_until_killed(study: Path, meeting: str, run: int, after: int) -> list[str]:
    """Feed `add -` as fast as it takes, kill it at a random instant after some answers; the ids it acknowledged."""
    lines = b"".join(b"P1: run %d line %d\n" % (run, number) for number in range(3000))
    program = subprocess.Popen(
        command("add", study, meeting, "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        bufsize=0,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    answers = b""
    program.stdin.write(lines[: 1 << 15])
    while answers.count(b"\n") < after:
        answers += program.stdout.read(4096)
    time.sleep(random.Random(run).random() / 50)
    program.send_signal(signal.SIGKILL)
    answers += program.stdout.read()
    program.stdout.close()
    program.stdin.close()
    program.wait()
    whole = answers[: answers.rfind(b"\n") + 1].decode()
    return [line.split()[2] for line in whole.splitlines()]


def killed_again_and_again(study: Path, meeting: str, runs: Iterable[int]) -> list[str]:
    """One run after the other on one meeting; what they acknowledged, in order."""
    return [seen for run in runs for seen in fed_until_killed(study, meeting, run, after=1 + 7 * (run % 20))]


def test_no_acknowledged_line_is_lost_when_add_is_killed(fieldnotes: Caller, study: Path, show: Show) -> None:
    meetings = [meeting_of_now(fieldnotes, study, f"Body {number}") for number in range(SIDE_BY_SIDE)]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as beside:
        runs = [
            beside.submit(killed_again_and_again, study, meeting, range(number, KILLS, SIDE_BY_SIDE))
            for number, meeting in enumerate(meetings)
        ]
        acknowledged = [run.result() for run in runs]
    assert sum(map(len, acknowledged)) >= KILLS * 30
    for meeting, of_it in zip(meetings, acknowledged, strict=True):
        all_are_there(show(meeting), of_it)


def all_are_there(seen: list[dict[str, object]], acknowledged: list[str]) -> None:
    """All that was acknowledged is kept, in its order, and nothing twice."""
    at = {str(observation["id"]): place for place, observation in enumerate(seen)}
    assert [identity for identity in acknowledged if identity not in at] == []
    places = [at[identity] for identity in acknowledged]
    assert places == sorted(places)
    texts = [str(observation["text"]) for observation in seen if observation["kind"] == "speech"]
    assert all(text.startswith("run ") for text in texts)
    assert len(set(texts)) == len(texts)


def test_the_screen_killed_in_mid_line_has_all_it_acknowledged_and_the_draft(
    study: Path, meeting: str, show: Show
) -> None:
    screen = command("capture", study, meeting)
    with Terminal(screen, env=environment()) as terminal:
        terminal.wait_shown("›")
        for number in range(10):
            terminal.send(f"P1: line {number}\r")
        terminal.send("P1: this one is not fini")
        terminal.wait_shown("not fini")
        terminal.wait_shown("● saved")
        terminal.wait_until(lambda: len(show(meeting)) == 11, "ten lines and P1's coming")
        terminal.signal(signal.SIGKILL)
        terminal.wait_end()
    assert [seen["text"] for seen in show(meeting)][1:] == [f"line {number}" for number in range(10)]
    with Terminal(screen, env=environment()) as terminal:
        terminal.wait_shown("this one is not fini")
        terminal.send("shed\r")
        terminal.wait_until(lambda: len(show(meeting)) == 12, "the finished line")
    last = show(meeting)[-1]
    assert last["text"] == "this one is not finished"
    assert last["typed_at"] == last["at"]


def test_the_screen_and_the_line_mode_write_one_meeting_at_once(
    fieldnotes: Caller, study: Path, meeting: str, show: Show
) -> None:
    count = 1000
    fieldnotes.well("add", study, meeting, "/in P1,P2")
    feed = "".join(f"P2: piped {number}\n" for number in range(count)).encode()
    with Terminal(command("capture", study, meeting), env=environment()) as terminal:
        terminal.wait_shown("›")
        piped = subprocess.Popen(
            command("add", study, meeting, "-"),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        assert piped.stdin is not None
        piped.stdin.write(feed)
        piped.stdin.close()
        for number in range(count):
            terminal.send(f"P1: typed {number}\r")
        assert piped.wait() == 0
        terminal.send("P1: the last\r")
        terminal.wait_shown("the last")
        terminal.send("\x11")
        assert terminal.wait_end() == 0
    speech = [seen for seen in show(meeting) if seen["kind"] == "speech"]
    assert [seen["text"] for seen in speech if seen["actor"] == "P2"] == [f"piped {n}" for n in range(count)]
    assert [seen["text"] for seen in speech if seen["actor"] == "P1"] == [
        *(f"typed {n}" for n in range(count)),
        "the last",
    ]
