"""Shares of talk, by hand."""

import pytest

from fieldnotes.measures.shares import GroupShare, group_shares, parts, share
from fieldnotes.measures.tally import tally_of
from fieldnotes.model.people import Person
from tests.measures.meetings import at, seen

PEOPLE = (
    Person("P1", "chair", "clinical"),
    Person("P2", "chief executive", "managerial"),
    Person("P3", "GP", "clinical"),
    Person("P4", "finance", "managerial", "apologies"),
)

KEPT = (
    seen("14:00", "floor", "takes", actor="P1"),
    seen("14:06", "floor", "takes", actor="P2"),
    seen("14:10", "presence", "out", actor="P3"),
    seen("14:18", "floor", "takes", actor="P1"),
)


def test_shares_where_a_floor_was_kept() -> None:
    found = parts(PEOPLE, tally_of(KEPT, at("14:00")), at("14:20"))
    assert [(p.code, p.turns, p.minutes, p.present) for p in found] == [
        ("P1", 2, 8, 20), ("P2", 1, 12, 20), ("P3", 0, 0, 10), ("P4", 0, 0, 0),
    ]  # fmt: skip
    assert [share(p, found) for p in found] == [0.4, 0.6, 0, 0]
    assert [p.rate for p in found] == [0.4, 0.6, 0, 0]
    # 8 of 20 minutes of talk, 30 of 50 minutes of presence
    clinical, managerial = group_shares(found)
    assert clinical == GroupShare("clinical", 2, 2, 0.4, 0.6)
    assert clinical.in_proportion == pytest.approx(2 / 3)
    assert managerial == GroupShare("managerial", 1, 1, 0.6, 0.4)
    assert managerial.in_proportion == pytest.approx(1.5)


def test_shares_of_lines_of_speech_leave_out_who_was_not_made_out() -> None:
    said = [seen(f"14:0{n}", "speech", actor=who) for n, who in enumerate(("P1", "?", "P2", "*", "P1", "P1"))]
    found = parts(PEOPLE, tally_of(said, at("14:00")), at("14:10"))
    assert [p.talk for p in found] == [3, 1, 0, 0]
    assert [share(p, found) for p in found] == [0.75, 0.25, 0, 0]
    assert found[0].rate == pytest.approx(0.3)


def test_where_nobody_talked_and_nobody_was_there_nothing_is_divided() -> None:
    found = parts(PEOPLE, tally_of((), at("14:00")), at("14:10"))
    assert [share(p, found) for p in found] == [0, 0, 0, 0]
    assert [g.in_proportion for g in group_shares(found)] == [None, None]
    assert group_shares([]) == []
