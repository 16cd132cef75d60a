"""`demo`: a small study, moved so that its last meeting runs now."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from fieldnotes.model.clock import now_in
from tests.cli.calling import Caller


@pytest.fixture
def folder(fieldnotes: Caller, tmp_path: Path) -> Path:
    """The sample study, built twice."""
    made = tmp_path / "demo"
    fieldnotes.well("demo", "--no-open", made)
    fieldnotes.well("demo", "--no-open", made)
    return made


def test_its_last_meeting_runs_now(fieldnotes: Caller, folder: Path) -> None:
    shown = fieldnotes.well("show", folder, "last", "--json").json
    assert (len(shown["people"]), len(shown["items"])) == (6, 5)
    assert len({seen["mode"] for seen in shown["observations"] if seen["kind"] == "decision"}) >= 4
    last = datetime.fromisoformat(shown["observations"][-1]["at"])
    assert timedelta(0) <= now_in("Europe/London") - last < timedelta(minutes=6)


def test_the_other_meetings_lie_before_it(fieldnotes: Caller, folder: Path) -> None:
    rows = fieldnotes.well("list", folder, "--json").json
    assert [(row["site"], row["body"], row["state"]) for row in rows] == [
        ("Site B", "PEC", "open"),
        ("Site C", "PCT board", "ended"),
        ("Site B", "PEC", "ended"),
        ("Site B", "PEC", "ended"),
    ]
    assert [row["written_up"] for row in rows] == [True, False, True, True]
    assert all(row["open_actions"] >= 4 for row in rows)
    days = [date.fromisoformat(row["date"]) for row in rows]
    assert [day.weekday() for day in days[1:]] == [3, 2, 2]
    assert (days[1] - days[2], days[2] - days[3]) == (timedelta(days=8), timedelta(days=35))
    assert timedelta(days=28) <= days[0] - days[2] < timedelta(days=35)
    protocols = [fieldnotes.well("show", folder, row["id"], "--json").json["meeting"]["protocol"] for row in rows]
    assert protocols == ["meeting-observation", "board-questioning", "meeting-observation", "meeting-observation"]
    assert fieldnotes.well("check", folder, "--json").json["ok"]


def test_what_is_due_is_moved_with_its_meeting(fieldnotes: Caller, folder: Path) -> None:
    for row in fieldnotes.well("list", folder, "--json").json:
        shown = fieldnotes.well("show", folder, row["id"], "--json").json
        due = [seen["due"] for seen in shown["observations"] if seen["due"] and seen["due"][:1].isdigit()]
        late = [date.fromisoformat(each) - date.fromisoformat(row["date"]) for each in due]
        assert due
        assert all(timedelta(0) < each < timedelta(days=100) for each in late)


@pytest.mark.parametrize("now", ["2026-03-29T01:30:00Z", "2026-10-25T01:10:00Z", "2024-02-29T23:59:00Z"])
def test_the_clock_may_change_between_the_meetings(
    fieldnotes: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    monkeypatch.setattr("fieldnotes.cli.sample._local_zone", lambda: "Europe/London")
    with time_machine.travel(now, tick=False):
        fieldnotes.well("demo", "--no-open", tmp_path / "demo")
        rows = fieldnotes.well("list", tmp_path / "demo", "--json").json
    zone = ZoneInfo("Europe/London")
    starts = [datetime.fromisoformat(row["start"]).astimezone(zone).strftime("%H:%M") for row in rows[1:]]
    assert starts == ["09:30", "14:00", "14:00"]
    assert [row["minutes"] for row in rows[1:]] == [80.5, 68.0, 75.0]


def test_a_day_later_only_the_running_meeting_is_new(fieldnotes: Caller, tmp_path: Path) -> None:
    with time_machine.travel("2026-05-13T14:00:00Z", tick=False):
        fieldnotes.well("demo", "--no-open", tmp_path / "demo")
    with time_machine.travel("2026-05-22T14:00:00Z", tick=False):
        fieldnotes.well("demo", "--no-open", tmp_path / "demo")
        rows = fieldnotes.well("list", tmp_path / "demo", "--json").json
    assert len(rows) == 5
    assert [row["body"] for row in rows].count("PCT board") == 1
