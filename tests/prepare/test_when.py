"""Dates as people write them: what is understood, what is refused with one sentence, and that words read back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.prepare.when import WhenUnclear, read_time, read_when

LONDON = "Europe/London"
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def on(words: str, now: datetime = SUNDAY, zone: str = LONDON) -> str:
    """What was understood, as `2026-11-24` or `2026-11-24 14:00`."""
    when = read_when(words, now, zone)
    again = read_when(when.said, now, zone)
    assert (again.day, again.start) == (when.day, when.start), when.said
    return f"{when.start:%Y-%m-%d %H:%M}" if when.start else when.day.isoformat()


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        ("2004-05-12", "2004-05-12"),
        ("2004-05-12 14:00", "2004-05-12 14:00"),
        ("2004/5/12", "2004-05-12"),
        ("12 May 2004", "2004-05-12"),
        ("12 May 2004, 2pm", "2004-05-12 14:00"),
        ("12 June 2pm", "2027-06-12 14:00"),
        ("22 November", "2026-11-22"),
        ("21 November", "2027-11-21"),
        ("12/6", "2027-06-12"),
        ("12/6/26", "2026-06-12"),
        ("12/6/1999", "1999-06-12"),
        ("12.6.2026 14h", "2026-06-12 14:00"),
        ("12.6. 14.30", "2027-06-12 14:30"),
        ("12-6-2026", "2026-06-12"),
        ("12-Jun-2027", "2027-06-12"),
        ("24 Nov '26", "2026-11-24"),
        ("June 12", "2027-06-12"),
        ("June 12th, 2027", "2027-06-12"),
        ("the 12th of June", "2027-06-12"),
        ("the 12th", "2026-12-12"),
        ("29 Feb", "2028-02-29"),
        ("Tue 24/11 14.00", "2026-11-24 14:00"),
        ("Tuesday 24th November 2026 at 2pm", "2026-11-24 14:00"),
        ("Tue 8 June at half two", "2027-06-08 14:30"),
        ("tomorrow 14:00", "2026-11-23 14:00"),
        ("tomorrow at 2", "2026-11-23 14:00"),
        ("tomorrow at two o'clock", "2026-11-23 14:00"),
        ("tomorrow at 10", "2026-11-23 10:00"),
        ("tomorrow 2.30pm", "2026-11-23 14:30"),
        ("tomorrow 2.30 p.m.", "2026-11-23 14:30"),
        ("tomorrow 14h30", "2026-11-23 14:30"),
        ("tomorrow 1400hrs", "2026-11-23 14:00"),
        ("tomorrow 12am", "2026-11-23 00:00"),
        ("tomorrow 12pm", "2026-11-23 12:00"),
        ("tomorrow noon", "2026-11-23 12:00"),
        ("tomorrow, quarter past two", "2026-11-23 14:15"),
        ("tomorrow quarter to one", "2026-11-23 12:45"),
        ("tomorrow quarter to seven", "2026-11-23 18:45"),
        ("tomorrow half past nine", "2026-11-23 09:30"),
        ("tomorrow half seven in the evening", "2026-11-23 19:30"),
        ("tomorrow 2pm-4pm", "2026-11-23 14:00"),
        ("tomorrow 14:00–16:00", "2026-11-23 14:00"),
        ("14:00 on 12 June", "2027-06-12 14:00"),
        ("the day after tomorrow", "2026-11-24"),
        ("yesterday", "2026-11-21"),
        ("in three weeks", "2026-12-13"),
        ("in a fortnight", "2026-12-06"),
        ("in 2 months' time", "2027-01-22"),
        ("three weeks today", "2026-12-13"),
        ("a week tomorrow", "2026-11-30"),
        ("3 days ago", "2026-11-19"),
        ("first Monday of June", "2027-06-07"),
        ("last Friday in November", "2026-11-27"),
        ("Next tuesday, 2 PM", "2026-11-24 14:00"),
        ("Friday next week 9:30", "2026-11-27 09:30"),
        ("a week on Tuesday", "2026-12-01"),
        ("Tuesday week", "2026-12-01"),
        ("two weeks on Tuesday", "2026-12-08"),
        ("morgen 14 Uhr", "2026-11-23 14:00"),
        ("demain à 14h30", "2026-11-23 14:30"),
        ("dans 3 semaines", "2026-12-13"),
        ("12 juin", "2027-06-12"),
    ],
)
def test_what_is_understood(words: str, understood: str) -> None:
    assert on(words) == understood


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("6/13", "no month 13 (the day goes first: 13/6)"),
        ("31/11", "no day of the calendar"),
        ("29 February 2027", "no day of the calendar"),
        ("tomorrow 2:30", "may mean 2.30am or 2.30pm"),
        ("midnight tomorrow", "begins one day and ends another"),
        ("tomorrow 25:00", "no time of day"),
        ("wed 1 dec 2026", "1 December 2026 is a Tuesday"),
        ("Tue 9 June", "9 June 2027 is a Wednesday, so that its year has to be written"),
        ("June", "names no one day"),
        ("next week", "names no one day"),
        ("next month", "names no one day"),
        ("2pm", "names no day"),
        ("5", "cannot be read"),
        ("", "is not a date"),
        ("Finance committee", "cannot be read"),
        ("x" * 500, "is not a date"),
        ("12 June 14:00 (Europe/Paris)", "is a time in Europe/Paris"),
    ],
)
def test_what_is_not_is_one_sentence_with_what_to_write(words: str, why: str) -> None:
    with pytest.raises(WhenUnclear) as refused:
        read_when(words, SUNDAY, LONDON)
    assert why in str(refused.value)
    assert "write it as 24 November 2026 14:00" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("today", range(7))
@pytest.mark.parametrize("named", range(7))
def test_weekdays_seen_from_each_day_of_the_week(today: int, named: int) -> None:
    now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC) + timedelta(today)
    ahead = (named - today) % 7
    assert on(WEEK[named], now) == (now.date() + timedelta(ahead)).isoformat()
    assert on(WEEK[named][:3], now) == on(WEEK[named], now)
    assert on(f"next {WEEK[named]}", now) == (now.date() + timedelta(ahead or 7)).isoformat()
    assert on(f"{WEEK[named]} week", now) == (now.date() + timedelta(ahead + 7)).isoformat()
    assert on(f"last {WEEK[named]}", now) == (now.date() - timedelta((today - named) % 7 or 7)).isoformat()
    next_week = now.date() - timedelta(today) + timedelta(7 + named)
    assert on(f"{WEEK[named]} next week", now) == next_week.isoformat()
    if named < today:
        with pytest.raises(WhenUnclear, match="which is over"):
            read_when(f"this {WEEK[named]}", now, LONDON)
    else:
        assert on(f"this {WEEK[named]}", now) == (now.date() + timedelta(named - today)).isoformat()


def test_a_weekday_said_on_that_day_is_today_until_its_time_is_past() -> None:
    tuesday = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert on("Tuesday", tuesday) == "2026-11-24"
    assert on("Tuesday 2pm", tuesday) == "2026-11-24 14:00"
    assert on("Tuesday 9am", tuesday) == "2026-12-01 09:00"
    assert on("next Tuesday 2pm", tuesday) == "2026-12-01 14:00"
    assert on("24 November 9am", tuesday) == "2026-11-24 09:00"


@pytest.mark.parametrize("month", range(1, 13))
def test_the_edges_of_each_month(month: int) -> None:
    first = date(2027, month, 1)
    last = date(2027 + month // 12, month % 12 + 1, 1) - timedelta(1)
    for day in (first, last):
        for form in ("%d %B", "%d %b", "%d/%m", "%d.%m.", "%A %d %B %Y", "%B %d"):
            eve = datetime.combine(day - timedelta(1), datetime.min.time(), UTC) + timedelta(hours=12)
            assert on(day.strftime(form), eve) == day.isoformat(), form
            assert on(day.strftime("%d %B"), eve + timedelta(days=1)) == day.isoformat()


def test_what_is_said_back() -> None:
    assert read_when("next Tuesday 2pm", SUNDAY, LONDON).said == (
        "Tuesday 24 November 2026, 14:00 (Europe/London), in 2 days"
    )
    assert read_when("today", SUNDAY, LONDON).said == "Sunday 22 November 2026, today"
    assert read_when("2004-05-12", SUNDAY, LONDON).said == "Wednesday 12 May 2004, 8229 days ago"


def test_days_on_which_the_clocks_change() -> None:
    skipped = read_when("28 March 2027 1.30am", SUNDAY, LONDON)
    assert skipped.start == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert "02:30 (Europe/London), in 126 days — the clocks change then, and there is no 01:30" in skipped.said
    assert on("28 March 2027 1.30am") == "2027-03-28 02:30"
    doubled = read_when("31 October 2027 01:30", SUNDAY, LONDON)
    assert doubled.start == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert doubled.said.endswith("the clocks change then: the first 01:30 of two")
    assert on("31 October 2027 01:30") == "2027-10-31 01:30"
    assert on("tomorrow 1pm", datetime(2027, 3, 27, 23, 59, tzinfo=UTC)) == "2027-03-28 13:00"


def test_today_is_that_of_the_zone() -> None:
    late = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
    assert on("tomorrow", late, "Pacific/Auckland") == "2026-11-24"
    assert on("today", late, "America/Los_Angeles") == "2026-11-22"


NOWS = st.integers(31_536_000, 3_786_912_000).map(lambda second: datetime.fromtimestamp(second, UTC))
ZONES = st.sampled_from([LONDON, "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "America/Havana", "UTC"])
TIMES = st.none() | st.tuples(st.integers(0, 23), st.integers(0, 59))


@settings(max_examples=300)
@given(NOWS, st.dates(date(1900, 1, 2), date(2100, 1, 1)), TIMES, ZONES)
def test_words_said_back_read_the_same(now: datetime, day: date, at: tuple[int, int] | None, zone: str) -> None:
    words = f"{day.isoformat()} {at[0]:02}:{at[1]:02}" if at else day.isoformat()
    when = read_when(words, now, zone)
    again = read_when(when.said, now, zone)
    assert (again.day, again.start) == (when.day, when.start)
    if at and when.start and " — " not in when.said:
        local = when.start.astimezone(ZoneInfo(zone))
        assert (local.date(), (local.hour, local.minute)) == (day, at)


@settings(max_examples=150)
@given(st.text(max_size=40) | st.from_regex(r"\A[a-z0-9/.: ]{1,20}\Z"))
def test_any_words_are_read_or_refused_with_a_sentence(words: str) -> None:
    try:
        when = read_when(words, SUNDAY, LONDON)
    except WhenUnclear:
        return
    assert read_when(when.said, SUNDAY, LONDON)[:2] == when[:2]


@pytest.mark.parametrize(
    ("words", "clock"),
    [("2pm", "14:00"), ("14h30", "14:30"), ("half two", "14:30"), ("14.30", "14:30"), ("noon", "12:00"),
     ("at 9", "09:00"), ("0900hrs", "09:00")],
)  # fmt: skip
def test_a_time_of_day_alone(words: str, clock: str) -> None:
    found = read_time(words)
    assert found is not None
    assert f"{found:%H:%M}" == clock


@pytest.mark.parametrize("words", ["teatime", "2:30", "12 June 2pm", "", "25:00", "14.75"])
def test_what_is_no_time_of_day(words: str) -> None:
    assert read_time(words) is None
