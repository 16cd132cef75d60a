"""A write-up opened from the start screen: what is typed there is in the record when it is left."""

from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from tests.tui.at_start import make_study, starting


@pytest.fixture
def study(tmp_path: Path) -> Path:
    made = make_study(tmp_path / "study")
    made.close()
    return made.folder


async def test_a_meeting_is_written_up_from_the_start_screen(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("", "down")  # the one of yesterday, not written up
        assert "to write up" in somebody.chosen
        await somebody.types("w")
        await somebody.sees("money is short")
        await somebody.types("They were short of it", "ctrl+q")
        await somebody.until(lambda: somebody.pilot.app.screen is somebody.start, "the start screen")
        await somebody.at_rest()
        assert "to write up" not in somebody.chosen
    archive = StudyArchive.open(study)
    notes = [
        seen.written_up
        for place in archive.meetings()
        for seen in archive.open_meeting(place).record().observations
    ]
    assert "They were short of it" in notes


async def test_writing_up_is_kept_where_the_app_ends_meanwhile(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("", "down", "w")
        await somebody.sees("money is short")
        await somebody.types("Half a sen")
        somebody.pilot.app.exit()
    archive = StudyArchive.open(study)
    notes = [
        seen.written_up
        for place in archive.meetings()
        for seen in archive.open_meeting(place).record().observations
    ]
    assert "Half a sen" in notes


async def test_there_is_nothing_to_write_up_among_the_studies(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("s")
        await somebody.types("w")
        await somebody.sees("Choose a meeting to write up.")
