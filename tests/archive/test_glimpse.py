"""What a checkpoint tells before a meeting is read; whatever is amiss with it, there is just less to show."""

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.glimpse import Glimpse, glimpse
from fieldnotes.archive.meeting import SUMMARY
from fieldnotes.model.agenda import Item
from tests.archive.making import a_meeting, seen

ITEMS = [Item("1", "Minutes"), Item("2", "Beds [red]", 20)]


@pytest.fixture
def closed(study: StudyArchive) -> MeetingArchive:
    """A meeting with an agenda and something seen, closed."""
    archive = a_meeting(study)
    archive.commit(who="KC", items=ITEMS, observations=[seen(1)])
    archive.close()
    return archive


def test_the_head_and_the_agenda_are_those_of_the_record(study: StudyArchive, closed: MeetingArchive) -> None:
    found = glimpse(closed.folder)
    record = study.open_meeting(closed.folder.name).record()
    assert found.meeting == record.meeting
    assert found.items == record.items
    assert [item.number for item in found.items] == ["1", "2"]


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"items": 3}', b'{"meeting": {"1": {}}}', b"\xff\xfe"])
def test_a_checkpoint_that_is_none_shows_nothing(closed: MeetingArchive, spoilt: bytes) -> None:
    (closed.folder / SUMMARY).write_bytes(spoilt)
    assert glimpse(closed.folder) == Glimpse()
    (closed.folder / SUMMARY).unlink()
    assert glimpse(closed.folder) == Glimpse()


def test_tables_that_are_missing_leave_the_others(closed: MeetingArchive) -> None:
    (closed.folder / SUMMARY).write_bytes(b'{"items": {"1": {"number": "1", "title": "Minutes"}}}')
    assert glimpse(closed.folder) == Glimpse(None, (Item("1", "Minutes"),))
