"""A planned meeting changed: what is written, and what stays."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.locations import read_template
from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import protocol_from_toml
from fieldnotes.prepare.changing import HasBegun, change, edits_between
from tests.tui.at_start import DAY, make_meeting

PROTOCOL = protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "protocol")
OTHER = protocol_from_toml(read_template("protocols", "trial-oversight.toml"), "protocol")
PEOPLE = (Person("P1", "chair"), Person("P2"))
ITEMS = (Item("1", "A"), Item("2", "B"), Item("3", "C"))


@pytest.fixture
def study(tmp_path: Path) -> StudyArchive:
    """A study without meetings."""
    return StudyArchive.create(tmp_path / "s", "S", "UTC")


def planned(study: StudyArchive) -> Record:
    """A planned meeting of it."""
    head = Meeting(site="A", body="PEC", date=date(2004, 5, 12), zone="UTC", protocol=PROTOCOL.name)
    made = study.new_meeting(head, PROTOCOL, PEOPLE, ITEMS, "KC")
    made.close()
    return made.record()


def read(study: StudyArchive, base: Record) -> Record:
    """The meeting as it is on the disk."""
    return study.open_meeting(base.meeting.id).record()


def test_nothing_changed_is_nothing_written(study: StudyArchive) -> None:
    base = planned(study)
    assert edits_between(base, base.meeting, base.protocol, base.people, base.items) == []


def test_items_are_put_between_moved_and_taken_away(study: StudyArchive) -> None:
    base = planned(study)
    wanted = (Item("1", "A"), Item("1a", "New"), Item("3", "C"), Item("2", "B"))
    change(study, base, base.meeting, OTHER, PEOPLE[1:], wanted, "KC")
    found = read(study, base)
    assert found.items == wanted
    assert found.people == PEOPLE[1:]
    assert found.protocol == OTHER
    change(study, found, found.meeting, PROTOCOL, PEOPLE, ITEMS, "KC")
    again = read(study, base)
    assert (again.items, again.protocol) == (ITEMS, PROTOCOL)
    assert sorted(again.people, key=lambda each: each.code) == list(PEOPLE)


def test_what_another_changed_and_this_does_not_touch_stays(study: StudyArchive) -> None:
    base = planned(study)
    other = study.open_meeting(base.meeting.id)
    other.commit(who="MB", people=[Person("P1", "vice chair"), Person("P9")])
    other.close()
    later = study.open_meeting(base.meeting.id)
    later.amend("meeting", base.meeting.id, {"mode": "online"}, "MB")
    later.close()
    moved = msgspec.structs.replace(base.meeting, place="Hall")
    change(study, base, moved, base.protocol, base.people, base.items, "KC")
    found = read(study, base)
    assert (found.meeting.place, found.meeting.mode) == ("Hall", "online")
    assert [(person.code, person.role) for person in found.people] == [("P1", "vice chair"), ("P2", ""), ("P9", "")]


def test_of_one_person_each_changes_what_they_change(study: StudyArchive) -> None:
    base = planned(study)
    other = study.open_meeting(base.meeting.id)
    other.commit(who="MB", people=[Person("P1", "vice chair")])
    other.close()
    wanted = (Person("P1", "chair", "clinical"), Person("P2"))
    change(study, base, base.meeting, base.protocol, wanted, base.items, "KC")
    assert read(study, base).people[0] == Person("P1", "vice chair", "clinical")


def test_one_that_has_begun_stays(study: StudyArchive) -> None:
    begun = study.open_meeting(make_meeting(study, DAY, ["door opens"])).record()
    with pytest.raises(HasBegun):
        change(study, begun, begun.meeting, begun.protocol, (), (), "KC")
