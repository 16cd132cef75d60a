"""What meetings leave open, and what settles it."""

from datetime import date, timedelta
from typing import Any

import msgspec

from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.prepare.gathering import bodies, last_before, of_body, sites
from fieldnotes.prepare.matters import MeetingMatters, is_overdue, matters_in, standing
from tests.measures.meetings import DAY, meeting, opens, seen

ITEMS = (Item("1", "Minutes"), Item("2", "The post"))


def made(*observations: Observation, days: int = 0, body: str = "PEC", items: tuple[Item, ...] = ITEMS) -> Record:
    """A record of a meeting so many days later."""
    record = meeting(*observations, items=items)
    ids = tuple(msgspec.structs.replace(o, id=f"{days}-{o.id}") for o in observations)
    head = msgspec.structs.replace(record.meeting, id=f"m{days}{body}", date=DAY + timedelta(days), body=body)
    return msgspec.structs.replace(record, meeting=head, observations=ids)


def action(clock: str = "14:12", **more: Any) -> Observation:
    return seen(clock, "action", owners=("P3",), due="2004-06-12", text="one page of options", **more)


def decision(clock: str, mode: str, **more: Any) -> Observation:
    return seen(clock, "decision", mode, **more)


def texts(*meetings: MeetingMatters, settled: bool = False) -> list[tuple[str, str | None]]:
    return [(each.matter.text, each.done) for each in standing(meetings, settled)]


FIRST = made(opens("14:06", "2"), decision("14:10", "deferred", text="fund the lead"), action())


def test_actions_and_deferred_decisions_are_left_open() -> None:
    found = matters_in(FIRST)
    deferred, act = found.matters
    assert (deferred.kind, deferred.item) == ("decision", "The post")
    assert (act.kind, act.owners, act.due, act.of) == ("action", ("P3",), "2004-06-12", deferred.id)
    assert found.decided == ("the-post",)
    assert texts(found) == [("fund the lead", None), ("one page of options", None)]


def test_what_is_done_or_retracted_is_not_open() -> None:
    found = matters_in(made(action(done="2004-06-01"), action("14:13", retracted=True), action("14:14")))
    assert texts(found) == [("one page of options", None)]
    assert texts(found, settled=True) == [("one page of options", "2004-06-01"), ("one page of options", None)]


def test_a_deferred_decision_is_taken_up_in_an_item_of_its_name_or_of_its_items() -> None:
    for title in ("The post", "Fund the lead"):
        later = made(opens("14:06", "7"), decision("14:10", "consensus"), days=28, items=(Item("7", title),))
        assert texts(matters_in(FIRST), matters_in(later)) == [("one page of options", None)]
        settled = dict(texts(matters_in(FIRST), matters_in(later), settled=True))
        assert settled["fund the lead"] == "2004-06-09"


def test_it_stays_open_where_the_item_was_not_reached_or_another_body_decided() -> None:
    not_reached = made(opens("14:06", "1"), decision("14:10", "consensus"), days=28)
    elsewhere = made(opens("14:06", "2"), decision("14:10", "consensus"), days=28, body="Board")
    earlier = made(opens("14:06", "2"), decision("14:10", "consensus"), days=-28)
    for other in (not_reached, elsewhere, earlier):
        assert ("fund the lead", None) in texts(matters_in(FIRST), matters_in(other))


def test_one_that_is_deferred_again_stands_once() -> None:
    again = made(opens("14:06", "2"), decision("14:10", "deferred", text="still no money"), days=28)
    found = texts(matters_in(FIRST), matters_in(again))
    assert found == [("one page of options", None), ("still no money", None)]


def test_overdue_is_a_date_gone_by() -> None:
    act = matters_in(FIRST).matters[1]
    assert not is_overdue(act, date(2004, 6, 12))
    assert is_overdue(act, date(2004, 6, 13))
    assert not is_overdue(msgspec.structs.replace(act, done="2004-06-01"), date(2005, 1, 1))
    assert not is_overdue(msgspec.structs.replace(act, due="next meeting"), date(2005, 1, 1))
    assert not is_overdue(msgspec.structs.replace(act, due=None), date(2005, 1, 1))


def test_sites_bodies_and_a_bodys_last_meeting() -> None:
    known = [matters_in(made(days=days, body=body)) for days, body in ((0, "PEC"), (28, "pec"), (35, "Board"))]
    assert sites(known) == ["Site B"]
    assert [(each.body, each.meetings, each.last) for each in bodies(known)] == [
        ("Board", 1, "2004-06-16"),
        ("pec", 2, "2004-06-09"),
    ]
    assert [each.date for each in of_body(known, "site b", "PEC")] == ["2004-06-09", "2004-05-12"]
    last = last_before(known, "Site B", "PEC", "2004-06-01")
    assert last is not None
    assert last.date == "2004-05-12"
    first = last_before(known, "Site B", "PEC", "2003-01-01")
    assert first is not None
    assert first.date == "2004-05-12"
    assert last_before(known, "Site C", "PEC", "2004-06-01") is None
