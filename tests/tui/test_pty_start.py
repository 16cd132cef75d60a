"""The start screen in a real terminal: keys that come at once, signals, and what is left behind."""

import signal
import sys
from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from tests.pty_driver import Terminal
from tests.tui.at_start import make_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The study of seven meetings."""
    make_study(tmp_path / "beds").close()
    return tmp_path / "beds"


def opened(study: Path) -> Terminal:
    """The program on it."""
    return Terminal([sys.executable, "-m", "fieldnotes", str(study)])


def texts(study: Path, day: str) -> list[str]:
    """What is noted of the meeting of a day."""
    archive = StudyArchive.open(study)
    place = next(place for place in archive.meetings() if place.date.isoformat() == day)
    return [seen.text for seen in archive.open_meeting(place).record().observations]


def test_all_keys_at_once_go_where_they_were_meant(study: Path) -> None:
    with opened(study) as screen:
        screen.wait_shown("12 May 2004")
        screen.send("/22 apr\r" + "no new line\rxx n s\r\x11" + "/working")
        screen.wait_shown("2 of 7")
        screen.send("\x1b")
        screen.wait_until(lambda: "2 of 7" not in screen.screen(), "no filter any more")
        screen.send("\x11")
        assert screen.wait_end() == 0
    assert texts(study, "2004-04-22")[-2:] == ["no new line", "xx n s"]


def test_a_signal_in_a_meeting_leaves_tidily(study: Path) -> None:
    with opened(study) as screen:
        screen.wait_shown("12 May 2004")
        screen.send("/22 apr\r")
        screen.wait_shown("they talk of")
        screen.send("the last line\rhalf a li")
        screen.wait_shown("half a li")
        screen.signal(signal.SIGTERM)
        assert screen.wait_end() == 0
        assert b"\x1b[?1049l" in screen.written
    assert texts(study, "2004-04-22")[-1] == "the last line"


def test_without_a_study_it_says_which_key_makes_one() -> None:
    with Terminal([sys.executable, "-m", "fieldnotes"]) as screen:
        screen.wait_shown("make a study of your own")
        screen.send("\x11")
        assert screen.wait_end() == 0
