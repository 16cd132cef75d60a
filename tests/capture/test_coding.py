"""Codes on lines that stand, and what any line can be asked to become."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.capture.chosen import as_it_reads, bring_back, hear_instead
from fieldnotes.capture.coding import code, read_codes, recoded
from fieldnotes.capture.session import Session
from fieldnotes.model.codebook import Code, Codebook
from tests.capture.test_acts import Desk, enter, shown

BOOK = Codebook((Code("underlying-tensions"), Code("beds")))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.leave()


def codes(session: Session) -> list[tuple[str, ...]]:
    return [seen.codes for seen in session.observations]


@pytest.mark.parametrize(
    ("words", "on", "off"),
    [
        ("#beds", ("beds",), ()),
        ("beds", ("beds",), ()),
        ("#beds, #BEDS", ("beds",), ()),
        ('#"Underlying tensions"', ("underlying-tensions",), ()),
        ("#New-One #beds", ("new-one", "beds"), ()),
        ("-#beds", (), ("beds",)),
        ("-beds", (), ("beds",)),
        ("#-beds", (), ("beds",)),
        ('#new -#"Underlying Tensions"', ("new",), ("underlying-tensions",)),
        ("#", (), ()),
        ("", (), ()),
    ],
)
def test_codes_as_they_are_typed(words: str, on: tuple[str, ...], off: tuple[str, ...]) -> None:
    wanted = read_codes(words, BOOK)
    assert (wanted.on, wanted.off, wanted.warnings) == (on, off, ())


def test_what_is_no_code_is_said_and_the_others_are_taken() -> None:
    wanted = read_codes("#12 #beds [/]", BOOK)
    assert wanted.on == ("beds",)
    assert [warning.split("”")[0] for warning in wanted.warnings] == ["“12", "“[/]"]


def test_codes_keep_their_order_and_come_once() -> None:
    wanted = read_codes("#a #beds -#c", BOOK)
    assert recoded(("c", "Beds", "d"), wanted) == ("Beds", "d", "a")
    assert recoded(("Brought-In", "d"), read_codes("-#brought-in", BOOK)) == ("d",)


def test_a_code_comes_on_the_latest_line_and_undo_takes_it_off(desk: Desk) -> None:
    session = desk.sit()
    enter(session, "P1: one #kept", "/code #beds-and-more #kept")
    assert codes(session) == [("kept", "beds-and-more")]
    assert "beds-and-more" in [one.name for one in session.record.codes]
    taken = enter(session, "/code -#kept")
    assert taken.says == "Coded: P1 · #beds-and-more: one."
    enter(session, "/code -#beds-and-more")
    assert codes(session) == [()]
    assert enter(session, "/code -#kept").says == "Its codes are so already; nothing was changed."
    enter(session, "/undo", "/undo", "/undo")
    assert codes(session) == [("kept",)]
    assert "beds-and-more" not in [one.name for one in session.record.codes]
    desk.leave()
    assert [seen.codes for seen in desk.on_disk().observations] == [("kept",)]


def test_a_new_code_is_said_and_an_empty_act_asks_for_one(desk: Desk) -> None:
    session = desk.sit()
    enter(session, "one")
    assert enter(session, "/code #brand-new").warnings == (
        "#brand-new is not in the codebook, and is added to it.",
    )
    assert enter(session, "/code").warnings[0].startswith("/code wants a code")
    assert session.read("/code #x", session.now()).says.startswith("puts codes")


def test_a_line_of_two_records_is_coded_whole_and_its_marks_are_not(desk: Desk) -> None:
    session = desk.sit()
    both = enter(session, "/in P5,P9 by phone").observations
    code(session, both[0].id, "#late")
    assert codes(session) == [("late",), ("late",)]
    spoke = enter(session, "P7: hello").observations
    code(session, spoke[0].id, "#hello")
    assert [seen.codes for seen in session.observations[2:]] == [(), ("hello",)]


def test_the_history_tells_who_coded(desk: Desk) -> None:
    session, other = desk.sit(), desk.sit("RS")
    enter(other, "theirs")
    other.close()
    desk.open.remove(other)
    session.look()
    code(session, session.observations[0].id, "#theirs")
    desk.leave()
    last = desk.archive().history()[-1]
    assert last.who == "KC"
    assert desk.on_disk().observations[0].codes == ("theirs",)


def test_a_line_that_was_taken_back_is_not_coded_and_comes_back_whole(desk: Desk) -> None:
    session = desk.sit()
    first = enter(session, "P7: hello").observations
    enter(session, "another", "/undo")
    session.retract(*(seen.id for seen in first), why="twice")
    assert shown(session) == []
    assert code(session, first[0].id, "#x").ticket == 0
    says = bring_back(session, first[1].id).says
    assert says.startswith("Brought back: ")
    assert shown(session) == [("presence", "P7", ""), ("speech", "P7", "hello")]
    assert bring_back(session, first[1].id).ticket == 0
    enter(session, "/undo")
    assert shown(session) == []
    desk.leave()
    assert [seen.retracted for seen in desk.on_disk().observations] == [True, True, True]


@pytest.mark.parametrize(
    ("typed", "amend", "reads"),
    [
        ("P3  >P5 chall:   the beds", "", "P3  >P5 chall:   the beds"),
        ("P3: beds #a (?)", "P3: money #a (?)", "P3: money #a (?)"),
        ("! nonsense mode: x", "! consensus: x", "! consensus: x"),
        ("/in P5,P9 phone", "/in P5,P9 by phone", "/in P5,P9 by phone"),
        ("a note", "\\! no decision", "\\! no decision"),
    ],
)
def test_a_line_is_offered_as_it_was_typed_or_as_it_reads_since(
    desk: Desk, typed: str, amend: str, reads: str
) -> None:
    session = desk.sit()
    seen = enter(session, typed).observations[-1]
    if amend:
        session.amend(seen.id, amend)
    line = [one for one in session.observations if one.at == seen.at]
    setting = session.setting_before(line)
    assert as_it_reads(line, session.zone, setting) == reads
    hear = hear_instead(line, session.zone, setting)
    assert hear("! consensus: y").says == "decision · consensus"
    assert hear("@-2m y").warnings == ("The time of a line stays as it was.",)


def test_find_is_answered_in_lines_and_records_nothing(desk: Desk) -> None:
    session = desk.sit()
    enter(session, "P1: the beds", "nothing here")
    taken = enter(session, "/find beds")
    count, row = taken.says.split("\n")
    assert (taken.ticket, count) == (0, "1 found:")
    assert row.endswith("P1: the beds")


def test_a_renamed_code_comes_on_and_goes_by_any_of_its_names() -> None:
    book = Codebook((Code("beds", written="bed-days"),))
    assert read_codes("#bed-days", book).on == read_codes("#beds", book).on == ("beds",)
    assert recoded(("beds", "x"), read_codes("-#bed-days", book)) == ("x",)
