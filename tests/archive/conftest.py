"""A study in a temporary folder, with the user's own folders beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive
from tests.archive.making import a_meeting, a_study


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the device id and the locks of a test to itself."""
    home = tmp_path / "home"
    for variable in ("DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"FIELDNOTES_{variable}", str(home / variable.lower()))
    return home


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
