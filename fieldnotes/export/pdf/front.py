"""The front of the document: what meeting it is, who was there, the agenda planned and actual, what was decided."""

from collections.abc import Sequence

from reportlab.platypus import Spacer

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD
from fieldnotes.export.pdf.furniture import FineLine, TimeBar
from fieldnotes.export.pdf.paragraph import Run, labelled
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.wording import action_head, clock, day_words, minutes_words, worded
from fieldnotes.measures.interval import Interval
from fieldnotes.measures.presence import presence
from fieldnotes.measures.time import MeetingTime
from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person

_WHAT = {"observation": "Observation", "interview": "Field interview", "document": "Document note"}


def title_of(record: Record) -> str:
    """The title of the document: body, site, day."""
    meeting = record.meeting
    return ", ".join(p for p in (meeting.body, meeting.site, day_words(meeting.date, weekday=False)) if p)


def span_words(begin: Interval, end_open: str = "…") -> str:
    """`14:00–14:35`; an interval that still lasts ends in `…`."""
    return f"{begin.begin:%H:%M}–{f'{begin.end:%H:%M}' if begin.end else end_open}"


def spans_words(intervals: Sequence[Interval]) -> str:
    """Intervals in words, with commas."""
    return ", ".join(span_words(interval) for interval in intervals)


def _when(record: Record, times: MeetingTime) -> str:
    begin = times.begin or record.meeting.start
    if begin is None or times.length is None:
        return f"planned for {begin:%H:%M}" if begin else ""
    length = minutes_words(times.length)
    if times.end is None:
        return f"from {begin:%H:%M}, not ended ({length} so far)"
    return f"{begin:%H:%M}–{times.end:%H:%M} ({length})"


def add_head(story: Story, record: Record, times: MeetingTime) -> None:
    """Study, site, body, day, from when to when, by whom, by which protocol."""
    meeting = record.meeting
    if record.study:
        story.paragraph([story.quiet(record.study, "study")], look.SUBTITLE._replace(after=4))
    story.paragraph([story.strong(meeting.body or _WHAT[meeting.source], "title", look.ACCENT)], look.TITLE)
    place = " · ".join(part for part in (meeting.site, day_words(meeting.date)) if part)
    story.paragraph([story.run(place, "title")], look.SUBTITLE)
    story.add(FineLine())
    story.fact("Source", " · ".join(part for part in (_WHAT[meeting.source], meeting.type) if part))
    story.fact("When", _when(record, times))
    story.fact("Zone", meeting.zone)
    story.fact("Observed by", ", ".join(record.observers))
    protocol = record.protocol
    story.fact("Protocol", f"{protocol.title}, version {protocol.version}. {protocol.citation}")
    for line in meeting.header:
        story.fact("Header", line)
    story.fact("Meeting", meeting.id)


def _there(person: Person, stays: Sequence[Interval], times: MeetingTime) -> str:
    """Status, and when in the room; who was there all the time needs no times."""
    throughout = [*stays] == [Interval(times.begin, times.end)] if times.begin else False
    return " · ".join(part for part in (person.status, "throughout" if throughout else spans_words(stays)) if part)


def add_people(story: Story, record: Record, times: MeetingTime) -> None:
    """Each person: code, role, group, status, when in the room; those of whom nothing else is known, together."""
    if not record.people:
        return
    story.section("People")
    stays = presence(record)
    alike: dict[str, list[str]] = {}
    for person in record.people:
        about = "; ".join(part for part in (person.role, person.group) if part)
        there = _there(person, stays[person.code], times)
        if not about:
            alike.setdefault(there, []).append(person.code)
            continue
        runs = [story.run(about, "people"), story.quiet(f"· {there}", "people")]
        story.add(labelled(story.strong(person.code, "people"), runs, look.PERSON))
    for there, codes in alike.items():
        story.paragraph(
            [story.strong(", ".join(codes), "people"), story.quiet(f"· {there}", "people")], look.PERSON_LIST
        )


def _time_words(item: Item, times: MeetingTime) -> str:
    planned = "not planned" if item.planned_minutes is None else f"planned {minutes_words(item.planned_minutes)}"
    if item.number not in times.items:
        return f"{planned}, not opened"
    over = times.over_run(item)
    beyond = f" ({over:+.1f})".replace(".0)", ")").replace("-", "−") if over else ""
    actual = minutes_words(times.item_minutes(item.number))
    return f"{planned}, took {actual}{beyond} · {spans_words(times.items[item.number])}"


def _scale(items: Sequence[Item], times: MeetingTime) -> float:
    longest = max((max(times.item_minutes(i.number), i.planned_minutes or 0) for i in items), default=0)
    return (look.WIDTH - look.PERSON.indent) / longest if longest else 0.0


def add_agenda(story: Story, record: Record, times: MeetingTime) -> None:
    """The agenda, planned and actual, with a bar for each item; then the time outside any item."""
    if not record.items:
        return
    story.section("Agenda")
    scale = _scale(record.items, times)
    for item in record.items:
        paper = "; ".join(part for part in (item.purpose, item.presenter, "added" if item.added else "") if part)
        runs = [story.run(item.title + (f" ({paper})" if paper else ""), "agenda")]
        story.add(labelled(story.strong(item.number, "agenda"), runs, look.PERSON._replace(after=0)))
        bar = TimeBar(item.planned_minutes, times.item_minutes(item.number), scale, look.PERSON.indent)
        story.paragraph([story.quiet(_time_words(item, times), "agenda")],
                        look.NOTE._replace(indent=look.PERSON.indent, after=2))  # fmt: skip
        story.add(bar if bar.shows else Spacer(0, 5))
    if times.items:
        outside = f"Outside any item: {minutes_words(times.unassigned)}."
        story.paragraph([story.quiet(outside, "agenda")], look.NOTE)


def _outcome(story: Story, seen: Observation, head: str) -> list[Run]:
    where = clock(seen.at)
    place = f"item {seen.item}" if seen.item else "outside any item"
    head_run = story.run(head, where, BOLD, look.ACCENT)
    return [story.quiet(f"{where} {place}", where), head_run, story.run(seen.text, where)]


def add_outcomes(story: Story, record: Record, placed: Sequence[Observation]) -> None:
    """The decisions, each with the actions that follow from it, then the actions of no decision."""
    standing = [seen for seen in placed if not seen.retracted and seen.kind in ("decision", "action")]
    if not standing:
        return
    story.section("Decisions and actions")
    decided = {seen.id for seen in standing if seen.kind == "decision"}
    for seen in standing:
        if seen.kind == "action" and seen.of in decided:
            continue
        head = worded(seen).head
        story.paragraph(_outcome(story, seen, head), look.DECISION._replace(after=4))
        for action in standing if seen.kind == "decision" else ():
            if action.kind == "action" and action.of == seen.id:
                runs = _outcome(story, action, worded(action).head or action_head(action))
                story.paragraph(runs, look.DECISION._replace(indent=26, after=4))
