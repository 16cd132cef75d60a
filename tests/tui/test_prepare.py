"""Preparing a meeting on the screen: each field, list, key and act, on a study on the disk."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from textual import events

from fieldnotes.archive import StudyArchive
from fieldnotes.model.meeting import Record
from tests.tui.at_start import Beginner, make_study, starting

EMAIL = """Dear all,

1. Apologies (5)
2. Diabetes NSF update - Dr Smith 20 mins for discussion
3. Finance, 15 mins, Lead: P4

Regards
Jane
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The folder of a study of seven meetings."""
    make_study(tmp_path / "beds").close()
    return tmp_path / "beds"


def newest(folder: Path, but: Sequence[str] = ()) -> Record:
    """The meeting of the latest date in a study, of those that are not named."""
    archive = StudyArchive.open(folder)
    records = [archive.open_meeting(place).record() for place in archive.meetings()]
    return max((each for each in records if each.meeting.id not in but), key=lambda each: each.meeting.date)


def paste(somebody: Beginner, text: str) -> None:
    """Paste in brackets, as terminals do."""
    somebody.pilot.app.post_message(events.Paste(text))


async def test_a_meeting_is_filled_in_made_and_chosen(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("n")
        await somebody.sees("New meeting")
        await somebody.types("Forum", "enter", "enter")
        await somebody.types("14 june 2004 9:30am", "enter")
        await somebody.sees("Monday 14 June 2004, 09:30 (UTC), in 33 days")
        await somebody.types("Board room", "enter")
        await somebody.types("hyb", "tab", "ctrl+s")
        await somebody.sees("The meeting is made")
        await somebody.at_rest()
        assert "14 Jun 2004 09:30  Site [B] · Forum" in somebody.chosen
    meeting = newest(study).meeting
    assert (meeting.place, meeting.mode, meeting.date) == ("Board room", "hybrid", date(2004, 6, 14))
