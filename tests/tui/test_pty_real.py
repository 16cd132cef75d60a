"""A real meeting typed through the app as key bytes without paste brackets: all lines whole, in order, on disk."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.pty_driver import Terminal
from tests.real_meetings import RealMeeting, meeting
from tests.shared_material import needs_shared

LEAVE = b"\x11"
SECONDS_A_KEY = 0.08


def fieldnotes(*words: str) -> str:
    """What a command prints."""
    done = subprocess.run([sys.executable, "-m", "fieldnotes", *words], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def study(tmp_path: Path) -> str:
    """A study with a meeting that is now."""
    folder = str(tmp_path / "study")
    fieldnotes("init", folder, "--name", "Real", "--zone", "UTC")
    today = datetime.now(UTC).date().isoformat()
    fieldnotes("new", folder, "--site", "QMSum", "--body", "education", "--date", today, "--start", "00:00")
    return folder


def typed(study: str) -> list[tuple[str, str]]:
    """The speech on the disk: who and what."""
    shown = json.loads(fieldnotes("show", study, "last", "--json"))
    return [(seen["actor"], seen["text"]) for seen in shown["observations"] if seen["kind"] == "speech"]


def capture(study: str, program: str = "fieldnotes") -> Terminal:
    """The screen, ready."""
    screen = Terminal([sys.executable, "-m", program, "capture", study, "last", "--observer", "T1"])
    screen.wait_for("No item open")
    return screen


def test_lines_that_were_refused_outlive_a_kill(study: str) -> None:
    meetings, away = Path(study) / "meetings", Path(study) / "away"
    with capture(study) as screen:
        meetings.rename(away)
        screen.send("P1: one\rP1: two\r")
        screen.wait_shown("2 NOT SAVED")
        screen.signal(signal.SIGKILL)
        screen.wait_end()
    away.rename(meetings)
    assert typed(study) == []
    with capture(study) as screen:
        screen.wait_shown("● saved")
        screen.send(LEAVE)
        assert screen.wait_end() == 0
    assert typed(study) == [("P1", "one"), ("P1", "two")]


@needs_shared
@pytest.mark.parametrize("name", ["education_0", "covid_2"])
def test_a_whole_meeting_unpaced(study: str, name: str) -> None:
    real: RealMeeting = meeting(name)
    with capture(study) as screen:
        screen.send("".join(line + "\r" for line in real.typed_lines()))
        screen.send(LEAVE)
        assert screen.wait_end(patience=900) == 0
    assert typed(study) == real.turns


@needs_shared
def test_the_first_turns_at_a_typists_pace_on_a_stalling_machine(study: str) -> None:
    lines = meeting("education_0").typed_lines(limit=20, cut=120)
    with capture(study, "tests.tui.stalling") as screen:
        for line in lines:
            screen.type_slowly(line + "\r", SECONDS_A_KEY)
        screen.send(LEAVE)
        assert screen.wait_end() == 0
    assert [f"{who}: {text}" for who, text in typed(study)] == lines
