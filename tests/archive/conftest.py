"""A study and a meeting to write to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive
from tests.archive.making import a_meeting, a_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[StudyArchive]:
    """A new study."""
    made = a_study(tmp_path / "study")
    yield made
    made.close()


@pytest.fixture
def meeting(study: StudyArchive) -> Iterator[MeetingArchive]:
    """A new meeting of it."""
    made = a_meeting(study)
    yield made
    made.close()
