"""The head: which meeting it is, when, by whom it was observed, and its figures in a row."""

from typing import Any

from reportlab.platypus import Flowable

from fieldnotes.export.head import WHAT, when_words
from fieldnotes.export.left_out import observers_of
from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD, REGULAR
from fieldnotes.export.pdf.furniture import FineLine
from fieldnotes.export.pdf.lettering import fitted
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.told import Told, figure
from fieldnotes.export.wording import day_words
from fieldnotes.measures.presence import presence
from fieldnotes.text import on_one_line

_WIDEST = 100.0


def add_head(story: Story, told: Told) -> None:
    """Study, body, site, day, from when to when, by whom, by which protocol; then the figures."""
    record, meeting = told.record, told.record.meeting
    if record.study:
        story.paragraph([story.quiet(record.study, "study")], look.SUBTITLE._replace(after=4))
    story.paragraph([story.strong(meeting.body or WHAT[meeting.source], "title", look.ACCENT)], look.TITLE)
    place = " · ".join(part for part in (meeting.site, day_words(meeting.date)) if part)
    story.paragraph([story.run(place, "title")], look.SUBTITLE)
    story.add(FineLine())
    protocol = record.protocol
    story.fact("Source", " · ".join(part for part in (WHAT[meeting.source], meeting.type) if part))
    when = when_words(record, told.times, "%H:%M", "–")
    story.fact("When", " · ".join(part for part in (when, meeting.zone) if part))
    story.fact("Where", " · ".join(part for part in (meeting.place, meeting.mode) if part))
    story.fact("Observed by", ", ".join(observers_of([record], told.options)))
    story.fact("Protocol", on_one_line(f"{protocol.title}, version {protocol.version}. {protocol.citation}"))
    for line in meeting.header:
        story.fact("Header", line)
    story.fact("Meeting", meeting.id)
    story.add(Figures(figures(told)))


def figures(told: Told) -> list[tuple[str, str]]:
    """What is told of a meeting in figures: each with what it is."""
    if not told.seen:
        return []
    there = sum(told.times.minutes_within(stays) > 0 for stays in presence(told.record).values())
    actions = told.of_kind("action")
    still = sum(seen.done is None for seen in actions)
    named = [
        (figure(told.times.observed), "minutes observed"),
        counted(len(told.seen), "observation"),
        counted(there, "person there", "people there"),
        counted(len(told.times.items), "item opened", "items opened"),
        counted(len(told.of_kind("decision")), "decision"),
        (str(len(actions)), f"{'action' if len(actions) == 1 else 'actions'}, {still} open"),
    ]
    return [(number, words) for number, words in named if number != "0"]


def counted(count: int, one: str, more: str = "") -> tuple[str, str]:
    """A count with what is counted, `1 decision`, `2 decisions`."""
    return str(count), one if count == 1 else more or f"{one}s"


class Figures(Flowable):
    """Figures in a row, large, with what they are under them."""

    spaceBefore, spaceAfter = 10, 4
    _HEIGHT = 38.0

    def __init__(self, figures: list[tuple[str, str]]) -> None:
        super().__init__()
        self._figures = figures

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the column and its overhang."""
        self.width, self.height = width, self._HEIGHT if self._figures else 0.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw them on a tinted ground."""
        if not self._figures:
            return
        canvas: Any = self.canv
        wide = min((self.width + look.OVERHANG) / len(self._figures), _WIDEST)
        canvas.setFillColor(look.ACCENT_TINT)
        canvas.roundRect(0, 0, wide * len(self._figures), self.height, 4, stroke=0, fill=1)
        for place, (number, what) in enumerate(self._figures):
            middle = wide * (place + 0.5)
            canvas.setFillColor(look.ACCENT)
            canvas.setFont(BOLD, 15)
            canvas.drawCentredString(middle, 18, number)
            canvas.setFillColor(look.QUIET)
            canvas.setFont(REGULAR, 8)
            canvas.drawCentredString(middle, 7, fitted(what, wide - 4, 8))
