"""What somebody looks for, read and held against observations."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.capture.finding import answer_find, read_sieve
from fieldnotes.model.agenda import Agenda
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Roster
from tests.jottings.rooms import ITEMS, NOON, PEOPLE, read, record_of

NFC, NFD = "caf\u00e9", "cafe\u0301"


def seen(kind: Any = "note", **fields: Any) -> Observation:
    return Observation(id=fields.pop("id", "1"), at=NOON, kind=kind, **fields)


NOTE = seen(text=f"who has the BEDS in the {NFD} [/]", codes=("underlying-tensions",))
SPEECH = seen("speech", actor="P3", addressees=("P1",), text="money", acts=("challenge",), item="2")
QUOTE = seen("speech", actor="P1", text='"who pays" she says', verbatim=((1, 9),), uncertain=True)
ANSWER = seen("speech", actor="P1", addressees=("P3",), text="later", item="2a")
DECISION = seen("decision", mode="consensus", text="adopt it", item="2")
ACTION = seen("action", owners=("P3",), due="next meeting", text="redraft")
FEELING = seen("reflection", reflection="feeling", text="tired")
METHOD = seen("reflection", reflection="method", text="sat at the back", written_up="By the window,\nfar off")
ITEM = seen("item", mode="open", item="2")
RATING = seen("rating", scale="chairing", rating=4)
ALL = (NOTE, SPEECH, QUOTE, ANSWER, DECISION, ACTION, FEELING, METHOD, ITEM, RATING)


def found(query: str) -> tuple[Observation, ...]:
    sieve = read_sieve(query, Agenda(ITEMS), Roster(PEOPLE))
    return tuple(one for one in ALL if sieve.matches(one))


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("", ALL),
        ("  ", ALL),
        ("beds", (NOTE,)),
        ("Bed", (NOTE,)),
        ("bed*", (NOTE,)),
        ("beds who", (NOTE,)),
        ("beds money", ()),
        ('"who has"', (NOTE,)),
        ('"who has', (NOTE,)),
        ("“who pays”", (QUOTE,)),
        (NFC.upper(), (NOTE,)),
        (NFD, (NOTE,)),
        ("[/]", (NOTE,)),
        ("window", (METHOD,)),
        ("challenge", (SPEECH,)),
        ("consensus", (DECISION,)),
        ("chairing", (RATING,)),
        ("diabetes", (ITEM,)),
        ("next", (ACTION,)),
        ("!", (DECISION,)),
        ("=>", (ACTION,)),
        ("! =>", (DECISION, ACTION)),
        ("~", (FEELING, METHOD)),
        ("~m", (METHOD,)),
        ("~f tired", (FEELING,)),
        ("kind:decision", (DECISION,)),
        ("KIND:Dec", (DECISION,)),
        ("kind:action", (ACTION,)),
        ("kind:", ALL),
        ("kind:zebra", ()),
        ("/rate", (RATING,)),
        ("/item", (ITEM,)),
        ("P3", (SPEECH, ANSWER, ACTION)),
        ("p3", (SPEECH, ANSWER, ACTION)),
        ("P3:", (SPEECH,)),
        (">P3", (ANSWER,)),
        ("P1>P3", (ANSWER,)),
        ("P1>", (QUOTE, ANSWER)),
        ("person:chair money", (SPEECH,)),
        ("person:P1", (SPEECH, QUOTE, ANSWER)),
        ("P99", ()),
        ("P3 P99", (SPEECH, ANSWER, ACTION)),
        ("#", (NOTE,)),
        ("#under", (NOTE,)),
        ('#"Underlying tensions"', (NOTE,)),
        ("code:underlying-tensions", (NOTE,)),
        ("#tensions", ()),
        ("item:2", (SPEECH, DECISION, ITEM)),
        ("item:2A", (ANSWER,)),
        ("item:diabetes !", (DECISION,)),
        ("item:zebra", ()),
        ('"', (QUOTE,)),
        ("(?)", (QUOTE,)),
        ("foo:bar", ()),
        (">", ()),
    ],
)
def test_what_is_looked_for(query: str, fits: tuple[Observation, ...]) -> None:
    assert found(query) == fits


@given(st.text(alphabet='"“”#~!=>:/()?*P3 kindperso-\u00e9\u0301[]\x1b\u202e', max_size=20))
def test_nothing_that_is_typed_is_refused(query: str) -> None:
    found(query)


@given(st.text(max_size=30))
def test_a_word_of_a_line_finds_the_line(text: str) -> None:
    one = seen(text=text)
    for word in text.split():
        sieve = read_sieve(f'"{word}"', Agenda(()), Roster(()))
        assert '"' in word or "“" in word or "”" in word or sieve.matches(one)


def test_find_answers_with_a_count_and_the_newest_lines_in_order_of_time() -> None:
    lines = "".join(f"14:{n:02} P1: beds {n} [/]\n" for n in range(30))
    record = record_of(read(f"Site: B\nBody: PEC\nDate: 2004-05-12\nPeople:\n  P1\n---\n{lines}"))
    count, *rows = answer_find("beds", record, record.observations).split("\n")
    assert count == "30 found, the newest 20:"
    assert [row.split()[0] for row in rows] == [f"14:{n:02}:00" for n in range(10, 30)]
    assert rows[-1].endswith("P1: beds 29 [/]")
    assert answer_find("zebra", record, record.observations) == "Nothing found."
    assert answer_find(" ", record, record.observations).startswith("/find wants")
    assert answer_find("29", record, record.observations).startswith("1 found:\n")


def test_a_line_that_was_taken_back_is_found_and_says_so() -> None:
    gone = seen(text="beds", retracted=True)
    record = record_of(read("Site: B\nBody: PEC\nDate: 2004-05-12\n---\n"))
    assert "taken back: note: beds" in answer_find("beds", record, [gone])


def test_a_code_is_found_by_its_new_name_and_with_what_was_merged_into_it() -> None:
    book = Codebook((Code("old", written="brand-new"), Code("gone", merged_into="old"), Code("other")))
    coded = [seen("note", text=name, codes=(name,)) for name in ("old", "gone", "other")]

    def fits(query: str) -> list[str]:
        sieve = read_sieve(query, Agenda(()), Roster(()), book)
        return [one.text for one in coded if sieve.matches(one)]

    assert fits("#brand") == fits("#old") == fits("code:gone") == ["old", "gone"]
    assert fits("#oth") == ["other"]
    assert fits("#nothing") == []
