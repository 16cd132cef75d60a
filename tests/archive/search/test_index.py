"""The index: order whatever the order of arrival, filters, pages, and what is taken out."""

import random
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.archive.search import Damaged, Index, MeetingNotes, Note, Query, order
from fieldnotes.archive.search.index import MEMORY
from fieldnotes.archive.search.marks import mark_of
from fieldnotes.archive.search.query import FEW
from tests.archive.search.making import NOON, note, notes

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
INSTANTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=ZONES)  # noqa: DTZ001
CLOSE = st.integers(0, 5).map(lambda s: NOON + timedelta(milliseconds=s))
THAT_WEEK = st.datetimes(datetime(2004, 5, 11), datetime(2004, 5, 14), timezones=ZONES)  # noqa: DTZ001
DAYS = st.sampled_from([date(2004, 5, day) for day in (11, 12, 13)]) | st.dates()
MEETINGS = st.lists(st.tuples(DAYS, st.lists(CLOSE | THAT_WEEK | INSTANTS, max_size=8)), max_size=6)


def _cut(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


@given(MEETINGS, st.randoms(use_true_random=False), st.integers(1, 12))
@settings(max_examples=150, deadline=None)
def test_newest_first_whatever_the_order_of_arrival(
    days: list[tuple[date, list[datetime]]], shuffle: random.Random, limit: int
) -> None:
    made = [
        MeetingNotes(
            str(m), "", "", day,
            tuple(Note(f"{m}-{n}", _cut(at), "note", None, "word", "", ()) for n, at in enumerate(instants)),
        )
        for m, (day, instants) in enumerate(days)
    ]  # fmt: skip
    everything = sorted(((meeting.date, n.at, n.id) for meeting in made for n in meeting.notes), reverse=True)
    arriving = list(enumerate(made))
    shuffle.shuffle(arriving)
    index = Index(MEMORY)
    for number, meeting in arriving:
        index.put([(str(number), "", meeting)])
    for query in (Query("word", limit=limit), Query("", limit=limit), Query("word", limit=limit, best=True)):
        found = index.find(query)
        assert [hit.id for hit in found.hits] == [identity for _, _, identity in everything[:limit]]
        assert found.more == (len(everything) > limit)
    index.close()


@given(st.lists(st.tuples(DAYS, THAT_WEEK | INSTANTS), max_size=20), DAYS, DAYS)
@settings(max_examples=150, deadline=None)
def test_since_and_until_are_days_of_meetings(made: list[tuple[date, datetime]], one: date, other: date) -> None:
    since, until = sorted([one, other])
    index = Index(MEMORY)
    for n, (day, at) in enumerate(made):
        of_it = (Note(str(n), _cut(at), "note", None, "a", "", ()),)
        index.put([(str(n), "", MeetingNotes(str(n), "", "", day, of_it))])
    for first, last in ((since, until), (None, until), (since, None), *((day, day) for day, _ in made)):
        found = index.find(Query("a", since=first, until=last)).hits
        wanted = {
            str(n) for n, (day, _) in enumerate(made) if (not first or first <= day) and (not last or day <= last)
        }
        assert {hit.id for hit in found} == wanted
    index.close()


def test_a_line_typed_years_later_is_of_the_day_of_its_meeting(index: Index) -> None:
    late = [note(f"word {n}", 60 * 24 * 365 * 20 + n, f"late {n}") for n in (1, 0, 2)]
    early = note("word early", -60 * 24 * 9, "early")
    index.put([("old", "", notes(*late, note("word", 5, "live"), early))])
    index.put([("new", "", notes(note("word", 60 * 24 * 400, "next"))._replace(date=date(2005, 6, 16)))])
    assert [hit.id for hit in index.find(Query("word")).hits] == [
        "next",
        "late 2",
        "late 1",
        "late 0",
        "live",
        "early",
    ]
    assert [hit.id for hit in index.find(Query("word", limit=2)).hits] == ["next", "late 2"]
    assert len(index.find(Query("word", until=date(2004, 5, 12))).hits) == 5
    assert [hit.id for hit in index.find(Query("word", since=date(2004, 5, 13))).hits] == ["next"]


def test_a_meeting_whose_date_was_wrong_has_another_place(index: Index) -> None:
    kept = notes(note("word", 1, "moved"))
    index.put([("1", "", kept), ("2", "", notes(note("word", 2, "other"), identity="2"))])
    index.put([("1", "t", kept._replace(date=date(2005, 5, 12)))])
    assert [(hit.id, hit.date) for hit in index.find(Query("word")).hits] == [
        ("moved", "2005-05-12"), ("other", "2004-05-12"),
    ]  # fmt: skip
    assert not index.find(Query("moved", until=date(2004, 5, 12))).hits
    index.check()


def test_more_notes_of_one_instant_than_have_room_are_all_found(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order, "ROOM", 2)
    for meeting in range(5):
        index.put([(str(meeting), "", notes(*(note("word") for _ in range(3))))])
    index.put([("later", "", notes(note("word", 1)))])
    found = index.find(Query("word")).hits
    assert len(found) == 16
    assert found[0].folder == "later"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("beds"), "abc"),
        (Query("beds", sites=("site B",)), "ab"),
        (Query("beds", sites=("Site-C",)), "c"),
        (Query("beds", sites=("Site B", "Site C")), "abc"),
        (Query("beds", sites=("Site B",), people=("p1",)), "a"),
        (Query(people=("P1",)), "ac"),
        (Query("beds", codes=("Shared vision",)), "b"),
        (Query("beds", codes=("shared",)), ""),
        (Query("beds", sites=("nowhere",)), ""),
        (Query("P1"), ""),
        (Query("!", sites=("Site B",)), ""),
    ],
)
def test_filters(index: Index, query: Query, found: str) -> None:
    b, c = ("site", "site-b"), ("site", "site-c")
    index.put([("1", "", notes(note("beds", 1, "a", (b, ("person", "p1")))))])
    index.put([("2", "", notes(note("beds", 2, "b", (b, ("code", "shared-vision"), ("person", "p2")))))])
    index.put([("3", "", notes(note("beds", 3, "c", (c, ("person", "p1")))))])
    assert sorted(hit.id for hit in index.find(query).hits) == sorted(found)


def test_as_many_names_as_one_likes_are_told_apart(index: Index) -> None:
    assert len({mark_of(n) for n in range(1, 20_000)}) == 19_999
    index._connection.execute("INSERT INTO name VALUES (?, 'code', 'x')", [6400 * 3])
    index.put([("1", "", notes(*(note("beds", n, str(n), (("code", f"c{n}"),)) for n in range(9))))])
    for n in range(9):
        assert [hit.id for hit in index.find(Query(codes=(f"c{n}",))).hits] == [str(n)]


def test_few_hits_come_best_first_where_that_is_asked_for(index: Index) -> None:
    long = "beds " + "and much else " * 20
    index.put([("1", "", notes(note("beds beds", 0, "good"), note(long, 1, "poor"), note(long, 2, "late")))])
    found = index.find(Query("beds", best=True))
    assert (found.order, [hit.id for hit in found.hits]) == ("best", ["good", "late", "poor"])
    assert [hit.id for hit in index.find(Query("beds")).hits] == ["late", "poor", "good"]
    index.put([("2", "", notes(*(note(f"beds {n}", 3 + n) for n in range(FEW))))])
    assert index.find(Query("beds", best=True)).order == "newest"


def test_what_changed_is_brought_up_to_date_and_the_rest_is_left(index: Index) -> None:
    kept, changed, gone = (note(text, n) for n, text in enumerate(("one kept", "one before", "one gone")))
    index.put([("1", "s", notes(kept, changed, gone))])
    index.put([("1", "t", notes(kept, changed._replace(text="one after")))])
    assert [hit.text for hit in index.find(Query("one")).hits] == ["one after", "one kept"]
    assert not index.find(Query("before")).hits
    assert not index.find(Query("gone")).hits
    assert index.states() == {"1": "t"}
    index.check()
    index.forget(["1", "never there"])
    assert not index.find(Query("one")).hits
    assert index.states() == {}
    index.check()


def test_a_meeting_that_cannot_be_put_in_leaves_nothing(index: Index) -> None:
    wrong = note("wrong", names=(("code", "new"),))._replace(kind=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        index.put([("1", "", notes(note("right"))), ("2", "", notes(wrong))])
    assert index.states() == {}
    assert not index.find(Query("right")).hits
    index.put(
        [("2", "", notes(note("a", names=(("code", "other"),)))), ("3", "", notes(wrong._replace(kind="note")))]
    )
    assert [hit.text for hit in index.find(Query(codes=("new",))).hits] == ["wrong"]


def test_erased_text_is_not_left_in_the_file(tmp_path: Path) -> None:
    index = Index(tmp_path / "i" / "x.sqlite")
    index.put([("1", "s", notes(note("harmless zyxwvut"), note("stays")))])
    index.put([("2", "s", notes(*(note(f"word{n}", n) for n in range(100)), identity="2"))])
    index.put([("1", "t", notes(note("stays"), erasures=1))])
    left = b"".join(path.read_bytes() for path in (tmp_path / "i").iterdir())
    assert b"stays" in left
    assert b"yxwvut" not in left
    index.close()


def test_an_index_of_another_study_is_not_believed(tmp_path: Path) -> None:
    Index(tmp_path / "x.sqlite", "one").close()
    Index(tmp_path / "x.sqlite", "one").close()
    with pytest.raises(Damaged):
        Index(tmp_path / "x.sqlite", "two")


def test_instants_of_one_day_are_told_by_their_numbers() -> None:
    day, early = date(2004, 5, 12), datetime(2004, 5, 12, tzinfo=UTC)
    slots = [order.slot_of(day, early + timedelta(milliseconds=n)) for n in range(3)]
    assert slots == sorted(slots, reverse=True)
    assert len({order.instant_of(slot) for slot in slots}) == 3
    ends = (datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))
    most, least = order.slot_of(date.max, ends[0]), order.slot_of(date.min, ends[1])
    assert order.FIRST <= most < slots[0] < least < order.LAST < 2**63
    for at in ends:
        assert order.first_number(day) <= order.slot_of(day, at) <= order.last_number(day)
