"""Preparing a meeting on the screen: each field, list, key and act, on a study on the disk."""

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


def newest(folder: Path) -> Record:
    """The meeting that was made last."""
    archive = StudyArchive.open(folder)
    records = [archive.open_meeting(place).record() for place in archive.meetings()]
    return max(records, key=lambda each: each.meeting.id)


def paste(somebody: Beginner, text: str) -> None:
    """Paste in brackets, as terminals do."""
    somebody.pilot.app.post_message(events.Paste(text))


async def test_a_meeting_is_filled_in_made_and_chosen(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("n")
        await somebody.sees("New meeting")
        await somebody.types("Forum", "enter", "enter")
        await somebody.types("14 june 2004 9:30am", "enter")
        await somebody.sees("Monday 14 June 2004, 09:30, in 33 days")
        await somebody.types("Board room", "enter")
        await somebody.types("hyb", "tab", "ctrl+s")
        await somebody.sees("The meeting is made")
        await somebody.at_rest()
        assert "14 Jun 2004 09:30  Site [B] · Forum" in somebody.chosen
    meeting = newest(study).meeting
    assert (meeting.place, meeting.mode, meeting.date) == ("Board room", "hybrid", date(2004, 6, 14))


async def fill(somebody: Beginner, when: str = "next Tuesday 2pm", body: str = "Forum") -> None:
    """The head of a new meeting, up to its date."""
    await somebody.types("n")
    await somebody.sees("New meeting")
    await somebody.types(body, "enter", "enter")
    await somebody.types(when)


async def test_what_is_missing_is_one_sentence_where_it_is_missing(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("n", "ctrl+s")
        await somebody.sees("A meeting has a body: what meets")
        await somebody.types("Forum", "ctrl+s")
        await somebody.sees("Say when it is: 12 June 2pm")
        await somebody.types("2:30", "ctrl+s")
        await somebody.sees("may mean 2.30am or 2.30pm")
        await somebody.types("", "ctrl+u", *"tomorrow", "tab", "tab", *"flying", "ctrl+s")
        await somebody.sees("A meeting is in the room, online or hybrid")
        await somebody.types("", "ctrl+u", "tab", *"nonsense", "ctrl+s")
        await somebody.sees("There is no protocol of that name")
        assert somebody.row("no protocol: there are")
        await somebody.types("", "ctrl+u", *"trial", "tab", "ctrl+s")
        await somebody.sees("The meeting is made")
    made = newest(study).meeting
    assert (made.date, made.start, made.protocol) == (date(2004, 5, 13), None, "trial-oversight")


async def test_a_date_is_read_on_a_pause_and_its_fault_told_at_length(study: Path) -> None:
    async with starting(study) as somebody:
        await fill(somebody, "6/13")
        await somebody.sees("has no month 13")
        assert not somebody.row("The meeting")
        await somebody.types("", "backspace", "backspace", "6")
        await somebody.sees("Sunday 6 June 2004, in 25 days")


async def test_tab_completes_goes_round_and_goes_on(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("n")
        await somebody.sees("New meeting")
        await somebody.types("", "shift+tab", *"site", "tab")
        await somebody.until(lambda: "Site A" in somebody.chosen, "the site met at last")
        await somebody.types("", "tab")
        assert "Site [B]" in somebody.chosen
        await somebody.types("", "enter", *"pct", "tab")
        await somebody.until(lambda: "PCT board" in somebody.chosen, "the body")
        await somebody.types("", "tab")
        assert "Type" in somebody.chosen
        await somebody.types("", "alt+down")
        assert "board" in somebody.chosen
        await somebody.types("", "alt+down")
        assert "committee" in somebody.chosen


async def test_an_agenda_is_pasted_shown_beside_its_text_and_corrected(study: Path) -> None:
    async with starting(study) as somebody:
        await fill(somebody)
        await somebody.types("", "f3")
        paste(somebody, EMAIL)
        row = await somebody.sees("│ 2. Diabetes NSF update - Dr")
        assert "20'  discussion" in row
        assert somebody.row("⚠ “Dr Smith” looks like a real name and is left out")
        assert somebody.row("– ").strip("│ ").startswith("–    Dear all, — a greeting")
        assert somebody.row("3 items read, 3 lines no item")
        await somebody.types("", "down", "down", "enter")
        assert "1. Apologies (5)" in await somebody.sees("Agenda ›")
        await somebody.types("", "ctrl+u", *"1. Welcome (10; note; P1)", "enter")
        await somebody.sees("Welcome  10'  note  P1")
        await somebody.types("", "down", "alt+down")
        assert "3    Diabetes NSF update" in somebody.chosen
        await somebody.types("", "alt+up", "escape", *"2a Parking, 5 mins", "enter")
        await somebody.sees("2a   Parking  5'")
        await somebody.types("", "down", "delete")
        assert not somebody.row("Dear all")
        await somebody.types("", "ctrl+s")
        await somebody.sees("The meeting is made")
    items = [(i.number, i.title, i.planned_minutes, i.purpose, i.presenter) for i in newest(study).items]
    assert items == [
        ("1", "Welcome", 10, "note", "P1"),
        ("2", "Diabetes NSF update", 20, "discussion", ""),
        ("2a", "Parking", 5, "", ""),
        ("3", "Finance", 15, "", "P4"),
    ]
    assert all(b"Smith" not in path.read_bytes() for path in (study / "meetings").rglob("*.json*"))


async def test_a_file_is_read_and_a_missing_one_is_said(study: Path, tmp_path: Path) -> None:
    (tmp_path / "the agenda.txt").write_text(EMAIL, "utf-8")
    async with starting(study) as somebody:
        await fill(somebody)
        await somebody.types("", "f3", *str(tmp_path / "nothing.txt"), "enter")
        await somebody.sees("cannot be read")
        await somebody.types("", "ctrl+u", *f"'{tmp_path / 'the agenda.txt'}'", "enter")
        await somebody.sees("3 items read")
        await somebody.types("3. Again (5)", "enter")
        await somebody.sees("There is an item 3 already, “Finance”")
        assert "3. Again (5)" in somebody.row("Agenda ›")


async def test_people_are_carried_over_left_out_and_excused(study: Path) -> None:
    await with_people(study)
    async with starting(study) as somebody:
        await fill(somebody, "1 June", body="PEC")
        await somebody.types("", "tab")
        await somebody.sees("3 meetings, the last on 25 May 2004; 2 people taken over")
        await somebody.types("", "f4", "down", "space")
        assert "P1" in somebody.chosen
        assert "apologies" in somebody.chosen
        await somebody.types("", "f7")
        await somebody.sees("2 people of the last meeting are left out")
        assert not somebody.row("[/] chair")
        await somebody.types("", "f7")
        await somebody.sees("2 people of the last meeting are taken over again")
        await somebody.types("P9 clerk; managerial; in attendance", "enter")
        await somebody.sees("managerial  in attendance")
        await somebody.types("Wilson", "enter")
        await somebody.sees("looks like a real name: begin with a code")
        await somebody.types("", "ctrl+u", "down", "down", "enter")
        await somebody.types("; lay", "enter", "ctrl+s")
        await somebody.sees("The meeting is made")
        await somebody.at_rest()
    people = [(p.code, p.role, p.group, p.status) for p in newest(study).people]
    assert people == [
        ("P1", "[/] chair", "clinical", "apologies"),
        ("P2", "nurse", "lay", "present"),
        ("P9", "clerk", "managerial", "in attendance"),
    ]


async def with_people(study: Path) -> str:
    """A planned meeting of the PEC at Site [B], with two people and an agenda; gives its id."""
    async with starting(study) as somebody:
        await fill(somebody, "25 May 2004 2pm", body="PEC")
        await somebody.types("", "f4")
        paste(somebody, "P1  [/] chair; clinical\nP2  nurse\n")
        await somebody.types("", "f3")
        paste(somebody, "1. Apologies (5)\n2. Beds (20)\n3. Any other business")
        await somebody.types("", "ctrl+s")
        await somebody.sees("The meeting is made")
    return newest(study).meeting.id


async def test_a_planned_meeting_is_changed_by_new_records(study: Path) -> None:
    identity = await with_people(study)
    async with starting(study) as somebody:
        somebody.start.choose_meeting(identity)
        await somebody.types("", "p")
        await somebody.sees("A planned meeting")
        await somebody.sees("Tuesday 25 May 2004 14:00")
        await somebody.types("26 May 3pm", "tab")
        await somebody.sees("Wednesday 26 May 2004, 15:00")
        await somebody.types("", "f3", "down", "down", "alt+up", "escape", *"2b Money (5)", "enter")
        await somebody.types("", "f4", "down", "delete", "ctrl+s")
        await somebody.sees("The meeting is changed.")
        await somebody.at_rest()
        assert "26 May 2004 15:00  Site [B] · PEC" in somebody.chosen
    record = newest(study)
    assert record.meeting.id == identity
    titles = [(item.number, item.title) for item in record.items]
    assert titles == [("1", "Beds"), ("2", "Apologies"), ("2b", "Money"), ("3", "Any other business")]
    assert [person.code for person in record.people] == ["P2"]
    history = StudyArchive.open(study).open_meeting(identity).history()
    assert len(history) == 2


async def test_a_meeting_that_has_begun_is_not_changed(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("p")
        await somebody.sees("This meeting has begun, so that its plan stays as it is.")


async def test_same_again_brings_forward_what_was_left_open(study: Path) -> None:
    async with starting(study) as somebody:
        await somebody.types("", "down")
        assert "11 May 2004" in somebody.chosen
        await somebody.types("", "a")
        await somebody.sees("The next meeting")
        await somebody.sees("2 open matters brought forward")
        await somebody.sees("Tuesday 8 June 2004 14:00")
        await somebody.types("", "f3")
        assert "⇒ open action of 11 May 2004" in await somebody.sees("action 1")
        await somebody.types("", "down", "down")
        assert "1.1" in somebody.chosen
        await somebody.types("", "ctrl+d", "ctrl+s")
        await somebody.sees("The meeting is made")
        await somebody.at_rest()
        assert "8 Jun 2004 14:00  Site A · PEC" in somebody.chosen
    assert [(i.number, i.title) for i in newest(study).items] == [("1", "Matters arising"), ("1.2", "action 0")]


async def test_what_is_left_is_found_again_and_begun_anew(study: Path) -> None:
    async with starting(study) as somebody:
        await fill(somebody, "tomorrow 3pm")
        await somebody.types("", "f3")
        paste(somebody, EMAIL)
        await somebody.types("half a li", "escape")
        await somebody.sees("Meetings")
        await somebody.types("", "n")
        await somebody.sees("As you left it; F8 begins anew.")
        assert "half a li" in somebody.row("Agenda ›")
        assert somebody.row("Finance  15'  P4")
        await somebody.types("", "f8")
        await somebody.sees("what meets: PEC")
        assert not somebody.row("Forum")
        await somebody.types("", "f3")
        await somebody.sees("Nothing on it yet.")


async def test_the_paper_sheet_says_where_it_is(study: Path) -> None:
    async with starting(study, size=(120, 36)) as somebody:
        await fill(somebody, "tomorrow 3pm")
        await somebody.types("", "f3")
        paste(somebody, EMAIL)
        await somebody.types("", "f5")
        await somebody.sees("The paper sheet,")
    path = study.parent / "beds-export" / "2004-05-13-site-b-forum-sheet.pdf"
    assert path.read_bytes().startswith(b"%PDF")


async def test_all_keys_in_one_batch(study: Path) -> None:
    """A whole meeting typed ahead, before any page is painted, and a line for the capture screen behind it."""
    async with starting(study) as somebody:
        app = somebody.pilot.app

        def press(*keys: str) -> None:
            for key in keys:
                app.post_message(events.Key(key, key if len(key) == 1 else None))

        press("n", *"Forum", "tab", "tab", *"in", "space", *"3", "space", *"weeks", "enter")
        press(*"Hall", "f3", *"Money", "enter", "f4", *"P7", "enter", "ctrl+s", "enter", *"doors", "enter")
        await somebody.sees("doors")
        await somebody.until(lambda: len(app.screen_stack) == 2, "the meeting")
        await somebody.types("", "ctrl+q")
        await somebody.at_rest()
    record = newest(study)
    assert (record.meeting.body, record.meeting.place, record.meeting.date) == ("Forum", "Hall", date(2004, 6, 2))
    assert [(i.number, i.title) for i in record.items] == [("1", "Money")]
    assert [person.code for person in record.people] == ["P7"]
    assert [seen.text for seen in record.observations if seen.kind == "note"] == ["doors"]


async def test_a_disk_that_refuses_loses_nothing(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fieldnotes.archive.failures import NotSaved

    def refuse(*given: object) -> str:
        raise NotSaved("no room")

    async with starting(study) as somebody:
        await fill(somebody, "tomorrow 3pm")
        monkeypatch.setattr(somebody.desk, "new_meeting", refuse)
        await somebody.types("", "ctrl+s")
        await somebody.sees("Not saved: no room")
        assert "Forum" in somebody.row("Body")
        monkeypatch.undo()
        await somebody.types("", "ctrl+s")
        await somebody.sees("The meeting is made")
