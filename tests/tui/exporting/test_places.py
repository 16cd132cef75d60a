"""Which meetings can be chosen, and where they lie."""

from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.export.listing import listing
from fieldnotes.tui.exporting.places import Places
from fieldnotes.tui.meetings import MeetingRow, rows_of
from tests.tui.at_start import make_study


@pytest.fixture
def study(tmp_path: Path) -> StudyArchive:
    return make_study(tmp_path / "beds")


@pytest.fixture
def rows(study: StudyArchive) -> list[MeetingRow]:
    return rows_of(listing(study))


def test_the_chosen_one_those_shown_and_the_study(study: StudyArchive, rows: list[MeetingRow]) -> None:
    ids = [row.id for row in rows]
    places = Places(study, rows, ids[1], ids[:3])
    assert [one.value for one in places.which] == ["this", "shown", "all"]
    assert [len(one.stems) for one in places.which] == [1, 3, 7]
    assert places.which[0].words == "12 May 2004  Site [B] · PEC"
    (place,) = places.of(places.which[0].stems)
    assert study.open_meeting(place).record().meeting.id == ids[1]
    assert [study.open_meeting(place).record().meeting.id for place in places.of(places.which[1].stems)] == ids[:3]


def test_a_filter_that_shows_all_is_no_choice_of_its_own(study: StudyArchive, rows: list[MeetingRow]) -> None:
    assert [one.value for one in Places(study, rows, None, [row.id for row in rows]).which] == ["all"]


def test_a_meeting_that_is_gone_or_was_not_read_yet(study: StudyArchive, rows: list[MeetingRow]) -> None:
    places = Places(study, [], "0" * 32, [rows[0].id])
    assert [one.value for one in places.which] == ["shown", "all"]
    (stem,) = places.which[0].stems
    assert places.which[0].labels.get(stem, stem) == stem
