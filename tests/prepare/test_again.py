"""The next meeting of a body."""

from datetime import date, timedelta

import msgspec

from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person
from fieldnotes.prepare.again import MOST_MATTERS, action_title, agenda_again, merged, next_meeting, standing_items
from fieldnotes.prepare.matters import Matter, Standing, matters_in, standing
from tests.measures.meetings import DAY, meeting
from tests.prepare.test_matters import action, decision, made

PAPER = (
    Item("1", "Apologies", 5),
    Item("2", "Minutes of 14 April", 5, "approval", "P1"),
    Item("3", "Finance report", 20, "note", "P4"),
    Item("4", "Retinal screening", 15, "decision"),
    Item("4.1", "Apologies for the second camera"),
    Item("5", "Any other business", 10),
    Item("6", "Apologies again", added=True),
)


def of_paper(days: int = 0, items: tuple[Item, ...] = PAPER) -> Record:
    record = meeting(items=items, people=(Person("P4", "", "", "apologies"),))
    head = msgspec.structs.replace(
        record.meeting, id=f"m{days}", date=DAY + timedelta(days), place="Board room", mode="hybrid", header=("x",)
    )
    return msgspec.structs.replace(record, meeting=head)


def titles(items: tuple[Item, ...]) -> list[str]:
    return [f"{item.number} {item.title}" for item in items]


def test_the_usual_items_come_again_and_those_of_both_meetings() -> None:
    usual = ["1 Apologies", "2 Minutes of 12 May", "5 Any other business"]
    assert titles(standing_items(of_paper(), None)) == usual
    before = of_paper(-28, (Item("9", "Finance report"), Item("10", "Retinal cameras")))
    assert titles(standing_items(of_paper(), before)) == [*usual[:2], "3 Finance report", usual[2]]
    kept = standing_items(of_paper(), before)[1]
    assert (kept.planned_minutes, kept.purpose, kept.presenter) == (5, "approval", "P1")


def test_what_was_left_open_comes_back() -> None:
    first = matters_in(made(decision("14:10", "deferred", text="fund the lead"), action()))
    items, left = agenda_again(of_paper(), None, standing([first]))
    assert titles(items) == [
        "1 Apologies", "2 Minutes of 12 May", "3 Matters arising",
        "3.1 P3 by 12 June 2004: one page of options", "4 fund the lead", "5 Any other business",
    ]  # fmt: skip
    assert items[4].purpose == "decision"
    assert left == 0


def test_a_second_time_they_stand_once() -> None:
    first = matters_in(made(decision("14:10", "deferred", text="fund the lead"), action()))
    items, _ = agenda_again(of_paper(), None, standing([first]))
    again, _ = agenda_again(of_paper(28, items), of_paper(), standing([first]))
    assert sorted(item.title for item in again) == sorted(item.title.replace("12 May", "9 June") for item in items)


def test_no_more_actions_than_fit_and_the_rest_is_told() -> None:
    many = [
        Standing(Matter(id=str(n), kind="action", at="", text=f"do {n}"), matters_in(made()), None)
        for n in range(20)
    ]
    items, left = agenda_again(of_paper(), None, many)
    brought = [item.title for item in items if "." in item.number]
    assert brought == [f"do {n}" for n in range(19, 19 - MOST_MATTERS, -1)]
    assert left == 20 - MOST_MATTERS
    assert "8 open matters more" in " ".join(next_meeting(of_paper(), None, many).notices)


def test_the_head_and_the_people() -> None:
    planned = next_meeting(of_paper(), of_paper(-35), [])
    assert planned.meeting.date == date(2004, 6, 16)
    assert f"{planned.meeting.start:%Y-%m-%d %H:%M %z}" == "2004-06-16 14:00 +0100"
    assert (planned.meeting.id, planned.meeting.header) == ("", ())
    assert (planned.meeting.place, planned.meeting.mode) == ("Board room", "hybrid")
    assert planned.people == (Person("P4"),)
    assert "35 days" in planned.notices[0]
    assert next_meeting(of_paper(), None, []).meeting.date == date(2004, 6, 9)
    assert next_meeting(of_paper(), of_paper(-400), []).meeting.date == date(2004, 6, 9)
    winter = next_meeting(of_paper(), None, [], date(2004, 11, 12))
    assert f"{winter.meeting.start:%H:%M %z}" == "14:00 +0000"
    assert winter.notices == ()


def test_the_words_for_an_action() -> None:
    blank = Matter(id="1", kind="action", at="", text="redraft")
    assert action_title(blank) == "redraft"
    assert action_title(msgspec.structs.replace(blank, owners=("P2", "P3"))) == "P2, P3: redraft"
    assert action_title(msgspec.structs.replace(blank, due="next meeting")) == "by next meeting: redraft"


def test_a_pasted_agenda_takes_up_what_it_lacks() -> None:
    pasted = (Item("1", "apologies"), Item("4", "Beds"))
    planned = (Item("1", "Apologies"), Item("2", "fund the lead"))
    assert titles(merged(planned, pasted)) == ["1 apologies", "4 Beds", "5 fund the lead"]
