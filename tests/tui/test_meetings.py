"""What the start screen lists: which rows fit, in which order and groups; and what is typed into a search."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.tui.meetings import ORDERS, Heading, MeetingRow, Sieve, arranged, first_chosen
from fieldnotes.tui.starting.query import is_empty, query_of

TODAY = "2004-05-12"


def row(date: str = TODAY, **told: Any) -> MeetingRow:
    """A row of a meeting of that day."""
    plain = {
        "id": f"id-{date}", "site": "Site B", "body": "PEC", "type": "", "date": date, "start": None,
        "minutes": None, "observations": 3, "written_up": False, "open_actions": 0, "state": "ended",
    }  # fmt: skip
    return MeetingRow({**plain, **told})


def marks(one: MeetingRow) -> list[str]:
    """The words of its marks."""
    return [mark.words for mark in one.marks(TODAY)]


def test_what_a_row_says() -> None:
    assert marks(row(state="open")) == ["running"]
    assert marks(row("2004-05-11", state="open", open_actions=2)) == ["to write up", "2 open"]
    assert marks(row(written_up=True)) == []
    assert marks(row("2004-05-13", state="planned", observations=0)) == ["planned"]
    assert marks(row("2004-05-11", state="planned", observations=0)) == ["nothing noted"]
    assert marks(row("2004-05-13", state="planned", observations=2)) == ["planned, 2 lines"]
    assert marks(row("2004-05-11", state="planned", observations=1)) == ["1 line, all late"]
    assert not row("2004-05-11", state="planned", observations=1).is_to_be_written_up("2004-05-12")
    assert marks(row(state="damaged")) == ["damaged", "to write up"]


def test_the_one_to_begin_with() -> None:
    to_come, running = row("2004-06-01", state="planned"), row(state="open")
    before, long_before = row("2004-05-01"), row("2003-05-01")
    assert first_chosen([to_come, running, before], TODAY) is running
    assert first_chosen([to_come, before, long_before], TODAY) is before
    assert first_chosen([to_come], TODAY) is to_come
    assert first_chosen([], TODAY) is None


@pytest.mark.parametrize("order", ORDERS)
def test_each_row_stands_under_one_heading(order: Any) -> None:
    rows = [
        row("2004-06-01", site="a"),
        row(body="b"),
        row("2004-05-01", state="planned"),
        row("2003-05-01", site="A"),
    ]
    listed = arranged(rows, order, TODAY)
    assert isinstance(listed[0], Heading)
    assert sorted(map(id, rows)) == sorted(id(one) for one in listed if isinstance(one, MeetingRow))
    assert sum(one.size for one in listed if isinstance(one, Heading)) == len(rows)


WORDS = st.lists(
    st.sampled_from(["site", "b", "pec", "may", "2004", "write", "board", "x", "pe", "[", "é"]), max_size=4
)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_sieve_finds_the_same_whatever_was_asked_before(asked: list[list[str]]) -> None:
    rows = [row(), row("2004-04-01", body="PCT board"), row("2003-01-31", site="[x] é", written_up=True)]
    kept = Sieve(rows, TODAY)
    for words in asked:
        typed = " ".join(words)
        for end in range(len(typed) + 1):
            assert kept.fitting(typed[:end]) == Sieve(rows, TODAY).fitting(typed[:end])


def test_filters_among_the_words_of_a_search() -> None:
    query = query_of('beds "who has" #waiting kind:act person:P3 site:Site_B 14:00')
    assert query.words == 'beds "who has" 14:00'
    assert (query.codes, query.people, query.sites) == (("waiting",), ("P3",), ("Site B",))
    assert query.kinds == ("act", "action")
    assert is_empty(query_of("  kind: # "))


@given(st.text())
def test_whatever_is_typed_is_a_query(typed: str) -> None:
    query_of(typed)
