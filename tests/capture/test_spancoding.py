"""Codes on spans, and notes written anew, in a live session on a real archive."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.capture.secondcoding import code_line
from fieldnotes.capture.session import Session
from fieldnotes.capture.spancoding import (
    code_span,
    codings_of,
    in_brief,
    mark_written_up,
    uncode,
    words_at,
    write,
)
from tests.capture.test_acts import Desk, enter

TEXT = "the chair asks who has the beds"
NOTE = "The chair, tired, asked P3 who has the beds.\nNobody said a word."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.leave()


@pytest.fixture
def session(desk: Desk) -> Session:
    made = desk.sit()
    enter(made, TEXT)
    return made


def line(session: Session) -> str:
    return session.observations[0].id


def span(words: str, text: str = NOTE) -> tuple[int, int]:
    found = words_at(text, words)
    assert found is not None
    return found


def test_words_are_coded_and_it_is_said(session: Session, desk: Desk) -> None:
    taken = code_span(session, line(session), "text", span("the beds", TEXT), "#beds #new-one")
    assert taken.says == "Coded: #beds on “the beds”; #new-one on “the beds”."
    assert taken.warnings == tuple(
        f"#{name} is not in the codebook, and is added to it." for name in ("beds", "new-one")
    )
    assert [in_brief(one) for one in codings_of(session, line(session), "text")] == [
        "#beds “the beds”",
        "#new-one “the beds”",
    ]
    desk.leave()
    record = desk.on_disk()
    assert [(one.code, one.quote, one.coder) for one in record.codings] == [
        ("beds", "the beds", "KC"),
        ("new-one", "the beds", "KC"),
    ]
    assert {code.status for code in record.codes} == {"emergent"}


def test_what_cannot_be_coded_changes_nothing(session: Session) -> None:
    of = line(session)
    for place, words in [((3, 3), "#beds"), ((0, 99), "#beds"), ((5, 2), "#beds"), ((0, 3), "#"), ((0, 3), "12")]:
        assert code_span(session, of, "text", place, words).ticket == 0
    assert code_span(session, of, "write-up", (0, 3), "#beds").ticket == 0
    assert code_span(session, of, "text", (0, 3), "#beds").ticket
    assert code_span(session, of, "text", (0, 3), "#Beds").says.startswith("Those words have that code already")


def test_a_coding_is_taken_off_once(session: Session) -> None:
    code_span(session, line(session), "text", (0, 9), "#beds")
    [one] = codings_of(session, line(session), "text")
    assert uncode(session, one.id).says == "Taken off: #beds on “the chair”."
    assert codings_of(session, line(session), "text") == []
    assert uncode(session, one.id).ticket == 0
    assert session.undo().says == "Brought back: #beds on “the chair”."
    assert session.redo().says == "Taken back again: #beds on “the chair”."


def test_undo_takes_back_ones_own_coding_of_a_line_that_two_have_coded(desk: Desk) -> None:
    first = desk.sit()
    enter(first, f"{TEXT} #beds")
    first.close()
    second = desk.sit("Coder A")
    assert code_line(second, line(second), "#beds").says == f"Coded: #beds on “{TEXT}”."
    assert second.undo().says == f"Taken back: #beds on “{TEXT}”."
    assert second.observations[0].codes == ("beds",)
    assert codings_of(second, line(second), "text") == []


def test_a_note_written_anew_takes_its_codings_along(session: Session, desk: Desk) -> None:
    of = line(session)
    write(session, of, NOTE)
    code_span(session, of, "write-up", span("who has the beds"), "#beds")
    write(session, of, "At two. " + NOTE)
    [one] = codings_of(session, of, "write-up")
    assert one.span == span("who has the beds", "At two. " + NOTE)
    write(session, of, "")
    desk.leave()
    record = desk.on_disk()
    assert record.observations[0].written_up is None
    assert [(one.lost, one.quote) for one in record.codings] == [(True, "who has the beds")]


def test_it_is_said_which_codings_moved_and_which_were_lost(session: Session) -> None:
    of = line(session)
    write(session, of, NOTE)
    code_span(session, of, "write-up", span("The chair"), "#chair")
    code_span(session, of, "write-up", span("who has the beds"), "#beds")
    code_span(session, of, "write-up", span("Nobody"), "#silence")
    taken = write(session, of, NOTE.replace(" who has the beds", ""))
    assert taken.says.endswith(
        " Moved along: #silence on “Nobody”. Lost with their words: #beds on “who has the beds”."
    )
    assert [(one.code, one.lost) for one in taken.codings] == [("beds", True), ("silence", False)]


def test_a_note_written_by_a_line_takes_codings_along_too(session: Session, desk: Desk) -> None:
    of = line(session)
    write(session, of, NOTE)
    code_span(session, of, "write-up", span("Nobody"), "#silence")
    taken = session.take("/write Nobody at all said a word.", session.now())
    assert taken.says.endswith(" Moved along: #silence on “Nobody”.")
    assert session.take("/write Nobody at all said a word.", session.now()).ticket == 0


def test_places_that_the_editor_knows_go_before_what_is_worked_out(session: Session, desk: Desk) -> None:
    of = line(session)
    write(session, of, "beds beds")
    code_span(session, of, "write-up", (0, 4), "#beds")
    [one] = codings_of(session, of, "write-up")
    write(session, of, "beds", {one.id: None})
    assert codings_of(session, of, "write-up") == []
    session.undo()
    write(session, of, "so beds beds", {one.id: (3, 7)})
    desk.leave()
    [kept] = desk.on_disk().codings
    assert (kept.span, kept.quote, kept.lost) == ((3, 7), "beds", False)


def test_the_text_of_a_line_that_is_amended_takes_its_codings_along(session: Session, desk: Desk) -> None:
    code_span(session, line(session), "text", span("the beds", TEXT), "#beds")
    session.amend(line(session), "P3: who, pray, has the beds")
    [one] = codings_of(session, line(session), "text")
    assert session.observations[-1].text[slice(*one.span)] == "the beds"


def test_a_note_that_is_so_already_is_no_change(session: Session) -> None:
    assert write(session, line(session), " \n").ticket == 0
    assert write(session, line(session), NOTE).ticket
    assert write(session, line(session), NOTE.replace("\n", "\r\n")).ticket == 0


def test_a_meeting_is_marked_as_written_up_and_not(session: Session, desk: Desk) -> None:
    assert mark_written_up(session).ticket
    assert mark_written_up(session).ticket == 0
    session.undo()  # takes back the line, not the mark
    desk.leave()
    assert desk.on_disk().meeting.written_up
    other = desk.sit()
    mark_written_up(other, False)
    desk.leave()
    assert not desk.on_disk().meeting.written_up
