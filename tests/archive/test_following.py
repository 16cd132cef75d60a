"""Codings in the archive: kept, moved with their text in one commit, taken back, merged, and checked."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.checking import check
from fieldnotes.archive.edits import edits_of
from fieldnotes.model.coding import Coding
from fieldnotes.model.observation import Observation
from tests.archive.making import seen

NOTE = "Nobody answered. P3 asked who has the beds, and looked at the chair."


@pytest.fixture
def study(tmp_path: Path) -> StudyArchive:
    from fieldnotes.model.meeting import Meeting
    from tests.jottings.rooms import ITEMS, PEOPLE, protocol

    made = StudyArchive.create(tmp_path / "study", "A study", "Europe/London")
    head = Meeting(site="B", body="PEC", date=date(2004, 5, 12), zone="Europe/London", protocol="x")
    made.new_meeting(head, protocol(), PEOPLE, ITEMS, who="AB").close()
    return made


@pytest.fixture
def meeting(study: StudyArchive) -> MeetingArchive:
    opened = study.open_meeting("last")
    opened.commit(who="AB", observations=[line()])
    return opened


def line() -> Observation:
    return Observation(
        id="o1", at=datetime(2004, 5, 12, 13, tzinfo=UTC), kind="note", text="who has them", written_up=NOTE
    )


def coding(quote: str, identity: str = "c1") -> Coding:
    start = NOTE.index(quote)
    end = start + len(quote)
    at = datetime(2004, 5, 12, 20, tzinfo=UTC)
    return Coding(
        id=identity, of="o1", part="write-up", start=start, end=end, code="beds", quote=quote, coder="AB", at=at
    )


def told(meeting: MeetingArchive) -> list[tuple[str, str, bool, bool]]:
    record = meeting.record()
    text = record.observations[0].written_up or ""
    return [(text[c.start : c.end], c.quote, c.lost, c.retracted) for c in record.codings]


def findings(study: StudyArchive) -> list[str]:
    return [found.sentence for found in check(study.folder).findings if found.kind == "reference"]


def test_codings_are_kept_and_read_back(meeting: MeetingArchive, study: StudyArchive) -> None:
    one = coding("who has the beds")
    meeting.commit(who="AB", codings=[one])
    meeting.close()
    assert study.open_meeting("last").record().codings == (one,)
    assert findings(study) == []


@pytest.mark.parametrize("how", ["amend", "commit", "acts"])
def test_a_new_text_and_the_codings_it_moves_are_one_commit(meeting: MeetingArchive, how: str) -> None:
    meeting.commit(who="AB", codings=[coding("who has the beds"), coding("Nobody answered", "c2")])
    text = NOTE.replace("Nobody answered. ", "It was hot. ")
    before = len(meeting.history())
    if how == "amend":
        meeting.amend("observations", "o1", {"written_up": text}, "CD")
    elif how == "commit":
        from msgspec.structs import replace

        meeting.commit(who="CD", observations=[replace(line(), written_up=text)])
    else:
        meeting.carry_out(meeting.acts("CD").amend({"o1": ({"written_up": text}, ())}).deed)
    assert told(meeting)[0] == ("who has the beds", "who has the beds", False, False)
    assert told(meeting)[1][1:] == ("Nobody answered", True, False)
    history = meeting.history()
    assert len(history) == before + 1
    assert {step.table for step in history[-1].steps} == {"observations", "codings"}


def test_taking_back_puts_text_and_codings_where_they_were(meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", codings=[coding("who has the beds"), coding("Nobody answered", "c2")])
    acts = meeting.acts("AB")
    before = told(meeting)
    meeting.carry_out(acts.amend({"o1": ({"written_up": "It was hot: who has the beds?"}, ())}).deed)
    changed = told(meeting)
    assert changed != before
    undo, redo = acts.undo(), None
    assert undo is not None
    meeting.carry_out(undo.deed)
    assert told(meeting) == before
    redo = acts.redo()
    assert redo is not None
    meeting.carry_out(redo.deed)
    assert told(meeting) == changed


def test_a_coding_is_taken_back_as_a_line_is_and_stays_in_the_record(meeting: MeetingArchive) -> None:
    acts = meeting.acts("AB")
    made = acts.amend({}, added=edits_of(codings=[coding("the beds")]))
    assert [one.code for one in made.coded] == ["beds"]
    meeting.carry_out(made.deed)
    undo = acts.undo()
    assert undo is not None
    assert [one.retracted for one in undo.coded] == [True]
    meeting.carry_out(undo.deed)
    assert told(meeting) == [("the beds", "the beds", False, True)]
    redo = acts.redo()
    assert redo is not None
    meeting.carry_out(redo.deed)
    assert told(meeting) == [("the beds", "the beds", False, False)]


def test_a_code_that_a_coding_uses_stays_when_its_line_is_taken_back(meeting: MeetingArchive) -> None:
    from fieldnotes.model.codebook import Code

    acts = meeting.acts("AB")
    edits = edits_of(codes=[Code("beds", status="emergent")], observations=[seen(5, "more #beds")])
    meeting.carry_out(acts.amend({}, added=edits).deed)
    meeting.acts("CD")
    meeting.commit(who="CD", codings=[coding("the beds")])
    undo = acts.undo()
    assert undo is not None
    meeting.carry_out(undo.deed)
    assert [code.name for code in meeting.record().codes] == ["beds"]


def test_what_two_write_apart_is_joined_and_a_coding_elsewhere_is_reported(study: StudyArchive) -> None:
    one, other = study.open_meeting("last"), study.open_meeting("last")
    one.commit(who="AB", observations=[line()])
    other.refresh()
    one.amend("observations", "o1", {"written_up": "So. " + NOTE}, "AB")
    other.commit(who="CD", codings=[coding("who has the beds")])
    one.close()
    other.close()
    [sentence] = findings(study)
    assert "who has the beds" in sentence
    assert "stand elsewhere" in sentence
    again = study.open_meeting("last")
    again.amend("observations", "o1", {"written_up": "So, then. " + NOTE}, "AB")
    assert told(again) == [("who has the beds", "who has the beds", False, False)]
    again.close()
    assert findings(study) == []


def test_a_coding_of_words_that_are_gone_or_of_no_line_is_reported(
    meeting: MeetingArchive, study: StudyArchive
) -> None:
    from msgspec.structs import replace

    meeting.commit(
        who="AB", codings=[replace(coding("the beds"), quote="the tables"), replace(coding("P3", "c2"), of="x")]
    )
    meeting.commit(who="AB", codings=[replace(coding("P3", "c3"), quote="P4", lost=True)])
    meeting.close()
    first, second = findings(study)
    assert "not there any more" in first
    assert "“x”, which is not there" in second


def test_a_code_on_words_counts_among_its_uses(meeting: MeetingArchive, study: StudyArchive) -> None:
    meeting.commit(who="AB", codings=[coding("the beds"), coding("P3", "c2")])
    meeting.amend("codings", "c2", {"retracted": True}, "AB")
    meeting.close()
    assert study.code_uses()["beds"].uses == 1
