"""The day of a line is said where it is not the one that would be thought of, on the screen and by ear."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fieldnotes.capture.linemode import LineMode
from fieldnotes.capture.moment import Clocks, KeyTime, Watch
from fieldnotes.capture.session import Session
from fieldnotes.model.meeting import Meeting, Record
from tests.jottings.rooms import ITEMS, PEOPLE, protocol
from tests.keepers import MemoryKeeper

HALF_PAST_MIDNIGHT = datetime(2024, 5, 14, 0, 30, tzinfo=UTC)


def at(moment: datetime) -> Watch:
    """Clocks that stand still."""
    return Watch(lambda: Clocks(round(moment.timestamp() * 1000), 5000, 5000))


def mode(moment: datetime, start: datetime | None, day: date) -> LineMode:
    head = Meeting(id="m", site="B", body="PEC", date=day, start=start, zone="UTC", protocol="x")
    record = Record(meeting=head, protocol=protocol(), people=PEOPLE, items=ITEMS)
    return LineMode(Session(MemoryKeeper(record), "KC", at(moment)))


@pytest.fixture
def at_night() -> Iterator[LineMode]:
    """A meeting that began half an hour before midnight and goes on."""
    made = mode(HALF_PAST_MIDNIGHT, datetime(2024, 5, 13, 23, 30, tzinfo=UTC), date(2024, 5, 13))
    yield made
    made.session.close()


def means(mode: LineMode, line: str) -> str:
    """What the line was understood as; the screen said so before."""
    now = KeyTime(mode.session.now().at, 0)
    heard = mode.session.read(line, now)
    (saved,) = mode.enter(line, now).saved
    day = saved.means.rpartition(": ")[2].partition(" · ")[2]
    assert heard.says.endswith(f"  · {day}") if day else "20" not in heard.says
    return saved.means


def test_a_time_before_midnight_says_that_it_was_yesterday(at_night: LineMode) -> None:
    assert means(at_night, "@23:59 P3: beds") == "P3: beds · yesterday, 2024-05-13"
    assert means(at_night, "@-40m P3: beds") == "P3: beds · yesterday, 2024-05-13"
    assert means(at_night, "@00:10 P3: beds") == "P3: beds"
    assert means(at_night, "P3: beds") == "P3: beds"


def test_once_it_has_ended_only_another_day_than_the_meetings_is_said(at_night: LineMode) -> None:
    at_night.enter("/end", at_night.session.now())
    assert means(at_night, "@23:59 P3: beds") == "P3: beds"
    assert means(at_night, "@00:10 P3: beds") == "P3: beds · on 2024-05-14"
    assert means(at_night, "@-40m P3: beds").endswith("yesterday, 2024-05-13")
    assert means(at_night, "an afterthought") == "note · late: an afterthought"


def test_a_meeting_of_long_ago_is_of_its_own_day() -> None:
    made = mode(HALF_PAST_MIDNIGHT, datetime(2004, 5, 12, 14, 0, tzinfo=UTC), date(2004, 5, 12))
    try:
        assert means(made, "@14:10 P3: beds") == "P3: beds"
        assert means(made, "@01:10 P3: beds") == "P3: beds · on 2004-05-13"
    finally:
        made.session.close()
