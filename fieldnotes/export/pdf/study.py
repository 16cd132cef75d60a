"""The first page of a study in one document: what it is, and a table of its meetings with where each begins."""

from collections.abc import Iterator, Sequence
from typing import Any

from fieldnotes.export.left_out import observers_of
from fieldnotes.export.options import Options, Source, study_of
from fieldnotes.export.passages import standing
from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.front.head import Figures, counted
from fieldnotes.export.pdf.furniture import FineLine
from fieldnotes.export.pdf.pages import Chapter, page_of
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.table import Cell, Column, Draw, Row
from fieldnotes.export.pdf.told import figure
from fieldnotes.export.wording import day_words
from fieldnotes.measures.presence import presence
from fieldnotes.measures.time import meeting_time

_COLUMNS = (Column(0), *(Column(width, True) for width in (34, 30, 26, 40, 58, 22)))
_HEADS = ("", "minutes", "people", "lines", "decisions", "actions (open)", "page")


def key_of(number: int) -> str:
    """The name within the file of where a meeting begins, counted from 1."""
    return f"m{number}"


def add_study(story: Story, sources: Sequence[Source], options: Options) -> None:
    """The head of a study, and its meetings in the order of the document."""
    name = study_of(sources) or "Meetings"
    story.add(Chapter(story.ink.safe(name, "title")))
    story.title(name, "study")
    story.paragraph([story.strong(name, "title", look.ACCENT)], look.TITLE)
    days = sorted(source.record.meeting.date for source in sources)
    if days:
        first, last = (day_words(day, weekday=False) for day in (days[0], days[-1]))
        story.paragraph([story.run(first if first == last else f"{first} – {last}", "title")], look.SUBTITLE)
    story.add(FineLine())
    records = [source.record for source in sources]
    story.fact("Sites", ", ".join(dict.fromkeys(r.meeting.site for r in records if r.meeting.site)))
    story.fact("Bodies", ", ".join(dict.fromkeys(r.meeting.body for r in records if r.meeting.body)))
    story.fact("Observed by", ", ".join(observers_of(records, options)))
    rows = [_row(story, number, source, options) for number, source in enumerate(sources, 1)]
    story.add(Figures(list(_figures(sources))))
    story.section("Meetings", 80)
    story.table(_COLUMNS, rows, story.heads(*_HEADS))


def _figures(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    hours = sum(meeting_time(source.record).observed for source in sources) / 60
    yield counted(len(sources), "meeting")
    yield figure(hours), "hours observed"
    yield counted(len({source.record.meeting.site for source in sources}), "site")
    yield counted(
        len({(s.record.meeting.site, p.code) for s in sources for p in s.record.people}), "person", "people"
    )


def _row(story: Story, number: int, source: Source, options: Options) -> Row:
    record, times = source.record, meeting_time(source.record)
    seen = standing(record, options)
    actions = [one for one in seen if one.kind == "action"]
    there = sum(times.minutes_within(stays) > 0 for stays in presence(record).values())
    what = " · ".join(part for part in (record.meeting.body, record.meeting.site, record.meeting.type) if part)
    begin = times.begin or record.meeting.start
    when = day_words(record.meeting.date, weekday=False) + (f", {begin:%H:%M}" if begin else "")
    open_actions = sum(one.done is None for one in actions)
    figures = (
        figure(times.observed) if seen else "–",
        str(there),
        str(len(seen)),
        str(sum(one.kind == "decision" for one in seen)),
        f"{len(actions)} ({open_actions})",
    )
    name = ((story.strong(what or source.name, "meetings"),), (story.quiet(when, "meetings"),))
    told = tuple(story.cell(each, "meetings") for each in figures)
    return Row((Cell(name, _link(number)), *told, Cell(draw=_page(number))))


def _link(number: int) -> Draw:
    def draw(canvas: Any, width: float, height: float) -> None:
        canvas.linkRect("", key_of(number), (0, 0, width, height), relative=1)

    return draw


def _page(number: int) -> Draw:
    def draw(canvas: Any, width: float, height: float) -> None:
        page_of(canvas, key_of(number), width, height - 11)

    return draw
