"""Agendas as they come: e-mails, tables, lists; what is kept, and what is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.jottings.header import write_item
from fieldnotes.model.agenda import is_item_number
from fieldnotes.model.people import Person, Roster
from fieldnotes.prepare.agenda import agenda_from_text, items_of
from tests.shared_material import CHECKOUT

ROSTER = Roster((Person("P1", "chair"), Person("P4", "finance director")))


def items(text: str) -> list[str]:
    """The items of a text as lines of a jottings file."""
    return [write_item(item) for item in items_of(agenda_from_text(text, ROSTER))]


EMAIL = """From: Jane Doe <jane@example.org>
Subject: PEC agenda
Dear all,

> AGENDA
> PEC meeting, 12 June 2pm, Board room
>
> 1. Welcome and apologies
> 2. Minutes of the meeting of 14 April (for approval) 5 mins
> 3) Matters arising
>    - letter to the authority
>    - parking
> 4. Diabetes NSF update - Dr Smith - 20 mins
> 5. Budget 2004/05: for decision (20) Lead: P4
> 6. Network post, to note, presented by Jane Doe
>   a) advert
>   b) panel
> Page 1 of 2
> 7. AOB

Kind regards
Jane Doe
Board Secretary
"""
TABLE = """No\tItem\tTime\tLead\tPurpose\tPaper
1\tApologies\t2.00pm\tChair\t\tVerbal
2\tMinutes\t2.05pm\tJane Doe\tFor approval\tEnc 1
3\tRisk register\t2.10pm\tP4\tDecision\tEnc 2
4\tClose\t2.40pm\t\t\t
"""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (EMAIL, ["1. Welcome and apologies", "2. Minutes of the meeting of 14 April (5; approval)",
                 "3. Matters arising", "4. Diabetes NSF update (20)", "5. Budget 2004/05 (20; decision; P4)",
                 "6. Network post (; note)", "6a. advert", "6b. panel", "7. AOB"]),
        (TABLE, ["1. Apologies (5; ; P1)", "2. Minutes (5; approval)", "3. Risk register (30; decision; P4)",
                 "4. Close"]),
        ("14:00 Welcome (Chair)\n14.05–14.20 Minutes, for approval\n14:20 Finance report - Finance Director\n"
         "15:00 Tea\n15:15 Winter Plan – For discussion – J. Smith\n4pm Close\n",
         ["1. Welcome (5; ; P1)", "2. Minutes (15; approval)", "3. Finance report (40; ; P4)",
          "4. Winter Plan (45; discussion)"]),
        ("1   Apologies              5 mins    P1\n2   Finance report         20 mins   P4    For decision\n"
         "3   Diabetes network       30'       Dr A Jones\n",
         ["1. Apologies (5; ; P1)", "2. Finance report (20; decision; P4)", "3. Diabetes network (30)"]),
        ("| Item | Lead | Mins |\n|---|---|---|\n| 1. Welcome | P1 | 5 |\n| 2. Money | Finance Director | 15 |\n",
         ["1. Welcome (5; ; P1)", "2. Money (15; ; P4)"]),
        ("Agenda\nApologies\nMinutes of last meeting\nFinance report 20 mins\nAny other business\n",
         ["1. Apologies", "2. Minutes of last meeting", "3. Finance report (20)", "4. Any other business"]),
        ("* Welcome 5 mins\n* Finance\n   - detail\n* AOB\n", ["1. Welcome (5)", "2. Finance", "3. AOB"]),
        ("Item 1: Welcome\nItem 2: Finance (P4, 20 mins)\nLead: Dr Brown\nItem 3 – To approve the budget\n",
         ["1. Welcome", "2. Finance (20; ; P4)", "3. To approve the budget (; approval)"]),
        ("1.\nWelcome\n14:00\n2.\nFinance\n14:05\nP4\n3.\nClose\n14:30\n",
         ["1. Welcome (5)", "2. Finance (25; ; P4)", "3. Close"]),
        ("2pm 1. Welcome\n2.10pm 2. Finance\n3pm close\n", ["1. Welcome (10)", "2. Finance (50)"]),
        ("09.00 Welcome\n09.10 Ward round update\n10.15 Finance\n11.00 End\n",
         ["1. Welcome (10)", "2. Ward round update (65)", "3. Finance (45)"]),
        ("12:45 Lunch talk\n1:15 Finance\n2:00 End\n", ["1. Lunch talk (30)", "2. Finance (45)"]),
        ("1. A\n1.1 B\n1.2 C\n10. D\n10.15 E\n", ["1. A", "1.1. B", "1.2. C", "10. D", "10.15. E"]),
        ("1. A\n1. B\n", ["1. A", "2. B"]),
        ("\t1.\tA\n\t\ta.\tB\n\t2.\tC\n", ["1. A", "1a. B", "2. C"]),
        ("TOP 1: Haushalt (20 Min.)\nTOP 2: Verschiedenes\n", ["1. Haushalt (20)", "2. Verschiedenes"]),
        ("1 Welcome\n2 Finance\n12 June 2026\n", ["1. Welcome", "2. Finance"]),
        ("1. Screening (half an hour)\n2. Audit (1h30)\n3. Plan, 1.5 hours\n4. Post 15'\n",
         ["1. Screening (30)", "2. Audit (90)", "3. Plan (90)", "4. Post (15)"]),
        ("1. For decision: budget\n2. To note: parking\n3. Post – for assurance\n",
         ["1. budget (; decision)", "2. parking (; note)", "3. Post (; assurance)"]),
        ("1. Beds (P2 and P3)\n2. Staff; chair to lead\n3. Estates - Deputy Director of Estates\n",
         ["1. Beds (; ; P2, P3)", "2. Staff (; ; P1)", "3. Estates (; ; Deputy Director of Estates)"]),
        ("1. Finance, Lead: P4, 15 mins, for decision\n2. Beds; presenter: P2; 5 mins\n",
         ["1. Finance (15; decision; P4)", "2. Beds (5; ; P2)"]),
        ("", []),
        ("\n \n>\n", []),
    ],
)  # fmt: skip
def test_agendas_as_they_come(text: str, read: list[str]) -> None:
    assert items(text) == read


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_ends_of_lines_are_no_matter(ends: str) -> None:
    assert items(EMAIL.replace("\n", ends)) == items(EMAIL)


@pytest.mark.parametrize(
    "line",
    ["1. Apologies and minutes (5)", "2. Diabetes NSF update (20; discussion; P3)", "2a. NSF (; decision)",
     "3.1. Budget (5) ()", "4. Budget (draft)", "7. Money (7.5)", "8. Beds (20; any words; the whole board)"],
)  # fmt: skip
def test_a_line_of_a_jottings_file_reads_as_there(line: str) -> None:
    assert items(line) == [line]


def test_the_sample_reads_as_it_is_imported() -> None:
    sample = (CHECKOUT / "templates" / "sample" / "pec.jot").read_text(encoding="utf-8")
    agenda = sample.split("Agenda:\n")[1].split("---")[0]
    assert items(agenda) == [line.strip() for line in agenda.splitlines()]


@pytest.mark.parametrize(
    ("line", "title", "name"),
    [
        ("1. Update from Dr Smith on beds", "Update from [name] on beds", "Dr Smith"),
        ("1. Beds, presented by Jane Doe", "Beds", "Jane Doe"),
        ("1. Beds (Jane Doe)", "Beds", "Jane Doe"),
        ("1. Beds - J. Smith", "Beds", "J. Smith"),
        ("1. Beds\tProfessor de Vries", "Beds", "Professor de Vries"),
        ("1. Lead: Mrs O'Neill", "Lead", "Mrs O'Neill"),
        ("1. Beds (20; decision; Dr Smith)", "Beds", "Dr Smith"),
        ("1. Anne-Marie Dupont to present", "[name] to present", "Anne-Marie Dupont"),
    ],
)
def test_a_real_name_is_left_out_with_a_notice(line: str, title: str, name: str) -> None:
    (read,) = agenda_from_text(line, ROSTER)
    assert read.item is not None
    kept = write_item(read.item)
    assert not any(part in kept for part in name.split() if len(part) > 2), kept
    assert any(name in notice for notice in read.notices)
    assert read.item.title == title


@pytest.mark.parametrize(
    "title",
    [
        "Appendix A. Finance",
        "Finance – Winter Plan",
        "Update on Hepatitis B. Screening",
        "Dress code",
        "Beds (Ward Round)",
    ],
)
def test_what_is_no_name_stays(title: str) -> None:
    (read,) = agenda_from_text(f"1. {title}")
    assert read.item is not None
    assert (read.item.title, read.notices) == (title, ())


@pytest.mark.parametrize(
    ("title", "maybe"),
    [
        ("Rota (Sarah)", "Sarah"),
        ("Ward moves - Sarah/Tom", "Sarah/Tom"),
        ("Rota (draft)", ""),
        ("Rota – Estates", ""),
    ],
)
def test_a_first_name_alone_is_kept_and_told(title: str, maybe: str) -> None:
    (read,) = agenda_from_text(f"1. {title}")
    assert read.item is not None
    assert read.item.title == title
    assert [f"“{maybe}” may be a real name" in notice for notice in read.notices] == [True] * bool(maybe)


def test_what_is_no_item_says_why() -> None:
    why = {read.text.strip(" >"): read.why for read in agenda_from_text(EMAIL, ROSTER) if read.item is None}
    assert why["AGENDA"] == "a heading"
    assert why["- parking"] == "text under the item in line 10"
    assert why["Page 1 of 2"] == "the foot of a page"
    assert why["Jane Doe"] == "below the end of an e-mail"
    assert all(why.values())


def test_lines_are_numbered_as_in_the_text() -> None:
    lines = EMAIL.split("\n")
    assert all(lines[read.line - 1] == read.text for read in agenda_from_text(EMAIL, ROSTER))


LINES = st.lists(
    st.text(st.characters(codec="utf-8"), max_size=30)
    | st.sampled_from(
        ["1. A", "14:00 B", "2pm", "- c", "\t", "Lead: P3", "3.", "a) x", "(20)", "> 4 Beds\t20'\tP4"]
    ),
    max_size=12,
)


@given(LINES.map("\n".join))
def test_any_text_gives_items_that_can_be_kept(text: str) -> None:
    read = items_of(agenda_from_text(text, ROSTER))
    numbers = [item.number.casefold() for item in read]
    assert len(numbers) == len(set(numbers))
    assert all(is_item_number(item.number) and item.title for item in read)
    assert all("\t" not in item.title and item.title == item.title.strip() for item in read)
    assert all(item.planned_minutes is None or item.planned_minutes >= 0 for item in read)


def test_a_page_of_paragraphs() -> None:
    (*_, last) = agenda_from_text("1. A\n2. " + "word " * 400)
    assert (last.item, last.why) == (None, "longer than an item can be (1000 characters)")


@pytest.mark.parametrize("unit", ["(", "Dr A ", "for decision / ", "- ", "a - ", "20 mins ", "14:00 ", "Ab-", "\t"])
def test_reading_a_page_is_quick(unit: str) -> None:
    import time

    lines = ["1. x " + unit * (900 // len(unit)), unit * 20_000, *(EMAIL.splitlines() * 5)]
    begin = time.process_time()
    agenda_from_text("\n".join(lines), ROSTER)
    assert time.process_time() - begin < 2
