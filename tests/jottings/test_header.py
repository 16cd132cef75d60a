"""The header of a file: read, kept where it is not understood, written again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.jottings.header import read_item, read_person, write_item, write_person
from fieldnotes.jottings.warned import NoDate
from fieldnotes.jottings.written import write_file
from fieldnotes.model.agenda import Item
from fieldnotes.model.people import Person
from tests.jottings.rooms import read, record_of

DATE = "Date: 2004-05-12\n"


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("P1  chair; clinical", Person("P1", "chair", "clinical")),
        ("P1", Person("P1")),
        ("P4 finance director; managerial; apologies", Person("P4", "finance director", "managerial", "apologies")),
        ("P4 finance director; apologies", Person("P4", "finance director", "", "apologies")),
        ("P4 ; ; In Attendance", Person("P4", "", "", "in attendance")),
        ("P5 nurse; Deputy for P4", Person("P5", "nurse", "", "deputy for P4")),
        ("KC observer; university", Person("KC", "observer", "university")),
    ],
)
def test_a_line_of_people(line: str, person: Person) -> None:
    assert read_person(line) == (person, True)
    assert read_person(write_person(person)) == (person, True)


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("1. Apologies and minutes (5)", Item("1", "Apologies and minutes", 5)),
        ("2. NSF (20; discussion; P3)", Item("2", "NSF", 20, "discussion", "P3")),
        ("2a. NSF (; decision)", Item("2a", "NSF", None, "decision")),
        ("3.1. Budget (5) ()", Item("3.1", "Budget (5)")),
        ("4. Budget (draft)", Item("4", "Budget (draft)")),
        ("5. Budget (draft) (7.5)", Item("5", "Budget (draft)", 7.5)),
        ("6.", Item("6")),
        ("7. (10)", Item("7", "", 10)),
    ],
)
def test_a_line_of_the_agenda(line: str, item: Item) -> None:
    assert read_item(line) == item
    assert read_item(write_item(item)) == item


WORDS = st.text(st.characters(exclude_characters=";\n\r\t", exclude_categories=("Cc", "Cs"))).map(
    lambda s: s.strip(" ")
)


@given(WORDS, WORDS, st.sampled_from(["present", "apologies", "absent", "in attendance", "deputy for P4"]))
def test_any_person_is_written_and_read_the_same(role: str, group: str, status: str) -> None:
    person = Person("P1", role, group, status)
    assert read_person("  " + write_person(person)) == (person, True)


PARTS = WORDS.filter(lambda words: not set("()") & set(words))


@given(
    WORDS | st.sampled_from(["x (5)", "x ()", "(5)", "x (5; a; b)"]), st.none() | st.integers(0, 999), PARTS, PARTS
)
def test_any_item_is_written_and_read_the_same(title: str, planned: int | None, purpose: str, who: str) -> None:
    item = Item("2a", title, planned, purpose, who)
    assert read_item("  " + write_item(item)) == item


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Site: B\nBody: PEC\n---\n", "line 3"),
        ("Site: B\nDate: 12/5/2004\n---\n", "line 2"),
        ("", "line 1"),
        ("Date: 2004-02-30\n", "line 1"),
        ("Date:\nSite: B\n---\n", "line 1"),
    ],
)
def test_a_file_without_a_date_is_refused_with_one_sentence(text: str, line: str) -> None:
    with pytest.raises(NoDate) as refused:
        read(text)
    assert "a.jot" in str(refused.value)
    assert line in str(refused.value)
    assert "Date: 2004-05-12" in str(refused.value)


def test_an_unknown_protocol_is_warned_of_at_its_line() -> None:
    file = read("Protocol: unheard-of\n" + DATE + "---\n14:00 x\n")
    assert [w.line for w in file.warnings] == [1]
    assert file.protocol.name == "meeting-observation"


@pytest.mark.parametrize(
    "line",
    [
        "Colour: blue", "Site: another", "no colon here", "  indented under nothing",
        "Start: noon", "Zone: Atlantis",
        "Source: gossip", "Meeting: 7", "Protocol: unheard-of",
    ],
)  # fmt: skip
def test_a_header_line_not_understood_is_kept_written_again_and_warned_of(line: str) -> None:
    file = read(DATE + "Site: B\n" + line + "\n---\n14:00 x\n")
    assert file.meeting.header == (line,)
    assert [w.text for w in file.warnings] == [line]
    assert f"\n{line}\n" in write_file(record_of(file), "KC")
    assert read(write_file(record_of(file), "KC")).meeting.header == (line,)


def test_people_and_items_named_twice_are_kept_and_warned_of() -> None:
    file = read(DATE + "People:\n  P1 chair\n  p1 clerk\nAgenda:\n  1. A\n  1. B\n  no number\n---\n14:00 x\n")
    assert [p.role for p in file.people] == ["chair"]
    assert [i.title for i in file.items] == ["A"]
    assert file.meeting.header == ("  p1 clerk", "  1. B", "  no number")
    assert read(write_file(record_of(file), "KC")).meeting.header == file.meeting.header


def test_a_missing_end_of_the_header_is_warned_of_and_nothing_lost() -> None:
    file = read(DATE + "14:00 x\n14:01 y\n")
    assert [o.text for o in file.observations] == ["x", "y"]
    assert len(file.warnings) == 1


def test_comments_and_blank_lines_are_skipped() -> None:
    file = read("% one\n\n" + DATE + "---\n% two\n\n14:00 % three\n")
    assert [o.text for o in file.observations] == ["% three"]
    assert not file.warnings
