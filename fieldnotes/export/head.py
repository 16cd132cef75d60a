"""What stands before and behind the observations of a document: which meeting, who, the agenda, the codes used.

The words of the program hold no colon here, for coding tools take what stands before one for a speaker.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from fieldnotes.export.characters import turned_back
from fieldnotes.export.coded import Codings
from fieldnotes.export.left_out import observers_of, status_of
from fieldnotes.export.options import Options, Source
from fieldnotes.export.passages import Passage
from fieldnotes.export.wording import day_words, minutes_words
from fieldnotes.measures.interval import Interval
from fieldnotes.measures.presence import presence
from fieldnotes.measures.time import MeetingTime, meeting_time
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.text import hyphened_name, on_one_line

WHAT = {"observation": "Observation", "interview": "Field interview", "document": "Document note"}


def title_of(record: Record) -> str:
    """The title of a meeting: body, site, day."""
    meeting = record.meeting
    day = day_words(meeting.date, weekday=False)
    names = ", ".join(filter(None, (meeting.body or WHAT[meeting.source], meeting.site)))
    return f"{names}, {turned_back(day, names)}"


def _hour(moment: datetime | None) -> str:
    return f"{moment:%H.%M}" if moment else "…"


def _stays(stays: Sequence[Interval]) -> str:
    return ", ".join(f"{_hour(stay.begin)} to {_hour(stay.end)}" for stay in stays)


def when_words(record: Record, times: MeetingTime, hour: str = "%H.%M", to: str = " to ") -> str:
    """From when to when, and how long; `hour` is how a time of day is written, `to` what stands between two.

    The usual ones have no colon, before which a coding tool looks for who speaks.
    """
    begin = times.begin or record.meeting.start
    if begin is None or times.length is None:
        return f"planned for {begin:{hour}}" if begin else ""
    length = minutes_words(times.length)
    if times.end is None:
        return f"from {begin:{hour}}, not ended ({length} so far)"
    return f"{begin:{hour}}{to}{times.end:{hour}} ({length})"


def head_of(source: Source, times: MeetingTime, options: Options) -> Iterator[Passage]:
    """The title, then a fact a paragraph; what is not known is left out."""
    record, meeting = source.record, source.record.meeting
    protocol = record.protocol
    yield Passage("meeting", title_of(record))
    facts = [
        ("Study", record.study),
        ("Source", " · ".join(part for part in (WHAT[meeting.source], meeting.type) if part)),
        ("Site", meeting.site),
        ("Body", meeting.body),
        ("Place", " · ".join(part for part in (meeting.place, meeting.mode) if part)),
        ("Date", day_words(meeting.date)),
        ("When", when_words(record, times)),
        ("Zone", meeting.zone),
        ("Observed by", ", ".join(observers_of([record], options))),
        ("Protocol", f"{protocol.title}, version {protocol.version}. {protocol.citation}"),
        *(("Header", line) for line in meeting.header),
        ("Name of the source", source.name),
    ]
    yield from (Passage("fact", on_one_line(text), label) for label, text in facts if text)


def _about(person: Person, options: Options) -> str:
    return "; ".join(part for part in (person.role, person.group) if part) if options.roles else ""


def people_of(record: Record, times: MeetingTime, options: Options) -> Iterator[Passage]:
    """Each person, when in the room; those of whom nothing else is said stand together."""
    if not record.people:
        return
    yield Passage("section", "People")
    stays, alike = presence(record), dict[tuple[str, ...], list[str]]()
    whole = [Interval(times.begin, times.end)] if times.begin else []
    for person in record.people:
        there = "throughout" if stays[person.code] == whole != [] else _stays(stays[person.code])
        aside = tuple(part for part in (status_of(person, options), there) if part)
        if about := _about(person, options):
            yield Passage("person", about, person.code, aside)
        else:
            alike.setdefault(aside, []).append(person.code)
    for aside, codes in alike.items():
        yield Passage("person", ", ".join(codes), aside=aside)


def _time(item: Item, times: MeetingTime) -> tuple[str, ...]:
    planned = "not planned" if item.planned_minutes is None else f"planned {minutes_words(item.planned_minutes)}"
    if item.number not in times.items:
        return planned, "not opened"
    return planned, f"took {minutes_words(times.item_minutes(item.number))}", _stays(times.items[item.number])


def agenda_of(record: Record, times: MeetingTime) -> Iterator[Passage]:
    """The agenda as it was planned and as it was."""
    if not record.items:
        return
    yield Passage("section", "Agenda")
    for item in record.items:
        paper = (item.purpose, item.presenter, "added" if item.added else "")
        yield Passage("agenda", item.title, item.number, (*filter(None, paper), *_time(item, times)))


def codes_of(record: Record, seen: Sequence[Observation]) -> Iterator[Passage]:
    """The codes that were used: what they mean, whether they were planned, how often."""
    counts = Codings(record).counts(seen)
    if counts:
        yield Passage("section", "Codes used")
    for name, count in counts.items():
        code = record.codebook.resolve(name) or Code(name, status="emergent")
        title = code.title if code.title and hyphened_name(code.title) != name else ""
        text = " – ".join(part for part in (title, code.definition) if part)
        yield Passage("code", on_one_line(text), f"#{name}", (code.status, f"{count}×"))


def before(source: Source, options: Options) -> Iterator[Passage]:
    """All that stands before the observations."""
    times = meeting_time(source.record)
    yield from head_of(source, times, options)
    yield from people_of(source.record, times, options)
    yield from agenda_of(source.record, times)
