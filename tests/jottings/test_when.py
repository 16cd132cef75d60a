"""Times in a file and in the composer."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.jottings.when import FileTimes, read_at, write_when
from fieldnotes.model.clock import in_zone, local_instant
from tests.jottings.rooms import read

LONDON = "Europe/London"


def times_of(day: str, start: str | None, lines: list[str]) -> tuple[list[str], list[int]]:
    """The instants of lines in UTC, and the numbers (from 0) of those that are warned of."""
    begin = f"Date: {day}\n" + (f"Start: {start}\n" if start else "") + f"Zone: {LONDON}\n---\n"
    file = read(begin + "".join(f"{line} x{n}\n" for n, line in enumerate(lines)))
    at = {o.text: o.at.astimezone(UTC).isoformat()[:19] for o in file.observations}
    first = begin.count("\n") + 1
    warned = sorted({w.line - first for w in file.warnings})
    return [at[f"x{n}"] for n in range(len(lines))], warned


@pytest.mark.parametrize(
    ("day", "start", "lines", "expected", "warned"),
    [
        ("2004-01-12", "14:00", ["14:03", "14:03:20", "14:03:20.250"], ["14:03:00", "14:03:20", "14:03:20"], []),
        ("2004-01-12", "23:00", ["23:50", "00:10"], ["23:50:00", "13T00:10:00"], []),
        ("2004-01-12", "23:00", ["00:10"], ["13T00:10:00"], []),
        ("2004-01-12", "14:00", ["13:50"], ["13:50:00"], []),
        ("2004-01-12", "14:00", ["14:10", "14:05"], ["14:10:00", "14:05:00"], [1]),
        ("2004-01-12", "08:00", ["08:00", "20:01"], ["08:00:00", "20:01:00"], [1]),
        ("2004-01-12", "08:00", ["08:00", "20:00"], ["08:00:00", "20:00:00"], []),
        (
            "2004-01-12",
            "14:00",
            ["14:00", "2004-01-13 09:00", "09:05"],
            ["14:00:00", "13T09:00:00", "13T09:05:00"],
            [],
        ),
        ("2004-10-31", "01:00", ["01:30", "01:30+00:00", "02:00"], ["00:30:00", "01:30:00", "02:00:00"], []),
        ("2004-03-28", "00:30", ["01:30"], ["01:30:00"], [0]),
        ("2004-01-12", "14:00", ["14:10+05:00"], ["09:10:00"], [0]),
    ],
)
def test_a_line_is_at(day: str, start: str, lines: list[str], expected: list[str], warned: list[int]) -> None:
    at, odd = times_of(day, start, lines)
    month = day[:8]
    assert at == [month + e if "T" in e else f"{day}T{e}" for e in expected]
    assert odd == warned


def test_a_line_without_a_time_gets_that_of_the_line_above() -> None:
    file = read(
        "Date: 2004-05-12\nStart: 14:00\nZone: Europe/London\n---\nfirst\n14:05 second\nthird\n25:00 fourth\n"
    )
    assert [f"{o.at:%H:%M} {o.text}" for o in file.observations] == [
        "14:00 first", "14:05 second", "14:05 third", "14:05 25:00 fourth",
    ]  # fmt: skip
    assert [w.line for w in file.warnings] == [5, 7, 8]


@pytest.mark.parametrize(
    ("line", "at", "body"),
    [
        ("@14:03 x", "14:03:00", "x"),
        ("@14:03:20 x", "14:03:20", "x"),
        ("@-2m x", "14:58:00", "x"),
        ("@-90s x", "14:58:30", "x"),
        ("@23:50 x", None, "@23:50 x"),  # more than 12 hours ago
        ("@15:01 x", None, "@15:01 x"),
        ("@99:03 x", None, "@99:03 x"),
        ("@-2h x", None, "@-2h x"),
        ("@-99999m x", None, "@-99999m x"),
        ("@home x", None, "@home x"),
        ("x @14:03", None, "x @14:03"),
    ],
)
def test_a_line_of_a_running_meeting_is_backdated(line: str, at: str | None, body: str) -> None:
    now = local_instant(date(2004, 5, 12), time(15), LONDON).at
    read = read_at(line, now, LONDON, None)
    assert (read.at and f"{read.at:%H:%M:%S}", read.body) == (at, body)
    assert (read.warning is not None) == (at is None and line.startswith(("@1", "@2", "@9", "@-")))


def test_a_line_set_back_over_a_clock_change_is_told_in_the_offset_of_its_time() -> None:
    now = local_instant(date(2004, 10, 31), time(3), LONDON).at
    assert read_at("@-150m x", now, LONDON, None).at == now - timedelta(minutes=150)
    assert str(read_at("@-150m x", now, LONDON, None).at).endswith("01:30:00+01:00")


def test_a_time_of_a_meeting_that_is_over_is_of_its_day() -> None:
    begun = local_instant(date(2004, 5, 12), time(22), LONDON).at
    later = begun + timedelta(days=30)
    assert read_at("@22:30 x", later, LONDON, begun).at == begun + timedelta(minutes=30)
    assert read_at("@00:30 x", later, LONDON, begun).at == begun + timedelta(hours=2, minutes=30)


def instants(first: str, last: str) -> st.SearchStrategy[datetime]:
    """Instants between two UTC times of 2004."""
    return st.datetimes(
        datetime.fromisoformat(f"2004-{first}"), datetime.fromisoformat(f"2004-{last}"), timezones=st.just(UTC)
    )


@given(st.lists(instants("01-01", "12-30") | instants("10-30T23:00", "10-31T03:00")))
def test_instants_in_order_are_written_and_read_the_same_without_a_warning(moments: list[datetime]) -> None:
    start = datetime.fromisoformat("2004-05-12T14:00")
    times = FileTimes(LONDON, start, None, True)
    for moment in sorted(in_zone(m, LONDON) for m in moments):
        when = write_when(moment, times)
        times, stamp = times.read(when + " body")
        assert (stamp.at, stamp.body, stamp.warnings) == (moment, "body", ())
