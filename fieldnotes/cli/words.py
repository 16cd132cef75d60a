"""Words of the command line made values, and a meeting made lines to read."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import click

from fieldnotes.cli.given import heard_words
from fieldnotes.jottings.dates import read_day
from fieldnotes.jottings.header import read_start
from fieldnotes.jottings.words import say
from fieldnotes.model.clock import UnknownZone, zone_of
from fieldnotes.model.course import run
from fieldnotes.model.meeting import Record
from fieldnotes.text import clean_line, visible


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        found = read_day(str(value).strip())
        if found is None:
            self.fail(f"“{value}” is not a date; write it as 2004-05-12 or 12 May 2004.", param, ctx)
        return found


class _Start(click.ParamType[time]):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        from fieldnotes.prepare.when import read_time

        found = read_start(str(value).strip()) or read_time(str(value))
        if found is None:
            self.fail(f"“{value}” is not a time of day; write it as 14:00 or 2pm.", param, ctx)
        return found


class _Zone(click.ParamType[str]):
    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            zone_of(str(value))
        except UnknownZone as error:
            self.fail(str(error), param, ctx)
        return str(value)


class _Clock(click.ParamType[time]):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        try:
            found = time.fromisoformat(str(value).strip())
        except ValueError:
            found = None
        if found is None or found.tzinfo is not None or len(str(value).strip()) < 5:
            self.fail(f"“{value}” is not a time of day; write it as 14:03:20.", param, ctx)
        return found


class _Since(click.ParamType[date | str]):
    name = "date|last"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | str:
        return "last" if str(value).strip().casefold() == "last" else DAY.convert(value, param, ctx)


CLOCK, DAY, SINCE, START, ZONE = _Clock(), _Day(), _Since(), _Start(), _Zone()


def one_line(words: str) -> str:
    """Words of the command line as they may be kept: cleaned, without blanks at the ends."""
    return clean_line(heard_words(words)).strip(" ")


def show_lines(record: Record) -> Iterator[str]:
    """A meeting as lines of plain text: who, when, what was planned, what was observed, and the fuller notes."""
    meeting = record.meeting
    yield visible(f"{meeting.body} · {meeting.site} · {meeting.date:%d %B %Y}  ({meeting.id})")
    if about := " · ".join(part for part in (meeting.type, meeting.place, meeting.mode) if part):
        yield visible(f"  {about}")
    for person in record.people:
        yield visible(
            "  " + "  ".join(part for part in (person.code, person.role, person.group, person.status) if part)
        )
    for item in record.items:
        minutes = "" if item.planned_minutes is None else f"{item.planned_minutes} min"
        planned = "; ".join(filter(None, (minutes, item.purpose, item.presenter)))
        yield visible(f"  {item.number}. {item.title}" + (f"  ({planned})" if planned else ""))
    for seen in run(record.people, record.observations):
        gone = f"  [{seen.observer}]" if seen.from_recording else ""
        gone += "  [taken back]" if seen.retracted else ""
        words = say(seen)
        text = "" if not seen.text or seen.text in words else f"  {seen.text}"
        yield visible(f"{seen.at:%H:%M:%S}  {words}{text}{gone}")
        yield from (
            visible(f"    | {line}".rstrip()) for line in (seen.written_up or "").split("\n") if seen.written_up
        )
