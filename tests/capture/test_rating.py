"""The ratings of an item that has just closed: offered in turn, of the right item, gone when one goes on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.rating import Offer, Ratings
from fieldnotes.capture.session import Session
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Scale
from fieldnotes.model.room import Room
from tests.capture.test_session import meeting
from tests.keepers import MemoryKeeper

SCALES = (Scale("chairing", anchors={"1": "lost", "5": "held"}), Scale("patient's view"))
NOON = datetime(2004, 5, 12, 12, 0, 0, 500_000, tzinfo=UTC)


def item(number: str | None, at: datetime = NOON) -> Observation:
    return Observation(at=at, kind="item", mode="open" if number else "close", item=number)


def rating(scale: str) -> Observation:
    return Observation(at=NOON, kind="rating", scale=scale, rating=3)


def lines(ratings: Ratings, room: Room) -> str:
    offer = ratings.offer(room)
    return offer.line if offer else ""


def test_scales_are_offered_in_turn() -> None:
    ratings, after = Ratings(SCALES), Room(last_item="1")
    ratings.took(Room(item="1"), after, [item(None)])
    assert lines(ratings, after) == "/rate chairing "
    ratings.took(after, after, [rating("chairing")])
    assert lines(ratings, after) == "/rate patient-s-view "
    ratings.took(after, after, [rating("patient's view")])
    assert lines(ratings, after) == ""


def test_where_the_next_item_is_open_the_line_names_a_time_before_it() -> None:
    after = Room(item="2", last_item="2")
    for at, named in ((NOON, "12:00:00"), (NOON.replace(microsecond=0), "11:59:59")):
        ratings = Ratings(SCALES)
        ratings.took(Room(item="1"), after, [item("2", at)])
        assert lines(ratings, after) == f"@{named} /rate chairing "


def test_going_on_skips_the_rest() -> None:
    ratings, after = Ratings(SCALES), Room(last_item="1")
    ratings.took(Room(item="1"), after, [item(None)])
    ratings.took(after, after, [Observation(at=NOON, kind="note", text="on")])
    assert lines(ratings, after) == ""


def test_opening_the_first_item_asks_for_no_rating() -> None:
    ratings, after = Ratings(SCALES), Room(item="1", last_item="1")
    ratings.took(Room(), after, [item("1")])
    assert lines(ratings, after) == ""
    ratings.took(after, after, [item("1")])
    assert lines(ratings, after) == ""


def test_an_item_that_is_opened_again_is_not_rated_meanwhile() -> None:
    ratings = Ratings(SCALES)
    ratings.took(Room(item="1"), Room(last_item="1"), [item(None)])
    assert lines(ratings, Room(item="1")) == ""


def test_the_words_name_points_and_anchors() -> None:
    assert Offer("2", SCALES[0], "").words == "Rate item 2: chairing 1–5"
    assert Offer("2", SCALES[0], "").points == "chairing 1–5: 1 lost, 5 held"
    assert Offer("2", SCALES[1], "").points == "patient's view 1–5"


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session(MemoryKeeper(meeting()), "KC")
    yield made
    made.close()


def test_the_line_that_is_offered_rates_the_item_that_was_closed(session: Session) -> None:
    session.asking.ratings = Ratings(SCALES)
    now = session.now()
    for line, seconds in (("/item 1", -600), ("/item 2", -300)):
        session.take(line, KeyTime(now.at + timedelta(seconds=seconds), now.mono))
    offer = session.asking.ratings.offer(session.room)
    assert offer is not None
    protocol = session.record.protocol
    line = offer.line.replace("chairing", protocol.scales[0].name)
    taken = session.take(f"{line}{protocol.scales[0].lowest}", now)
    assert [(seen.kind, seen.item) for seen in taken.observations] == [("rating", "1")]
