"""People, and when each was in the room, as a strip chart: presence, who had the floor, who said something."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from fieldnotes.export.left_out import status_of
from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import REGULAR
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.table import PLAIN, Cell, Column, Draw, Row, Sizes, words
from fieldnotes.export.pdf.timescale import Timescale
from fieldnotes.export.pdf.told import Told, spans_words
from fieldnotes.measures.interval import Interval
from fieldnotes.measures.participation import floor_intervals
from fieldnotes.measures.presence import presence
from fieldnotes.measures.time import breaks, counting, gaps
from fieldnotes.model.people import Person

_MANY = 30
_DENSE = Sizes(7.5, 9.0, 0.6)
_LEGEND = "Bars: in the room. Dark: has the floor. Strokes: says something. Grey: a break. Crossed: not observed."


class Strip(NamedTuple):
    """What one person's strip shows."""

    stays: Sequence[Interval]
    floor: Sequence[Interval]
    said: Sequence[datetime]


class Ground(NamedTuple):
    """What all strips of a meeting share: from when to when, its breaks, and what was not observed."""

    begin: datetime
    end: datetime
    breaks: Sequence[Interval]
    gaps: Sequence[Interval]

    def scale(self, width: float) -> Timescale:
        """Its time over that width."""
        return Timescale(self.begin, self.end, width)


def ground_of(told: Told) -> Ground | None:
    """The ground of the strips; None where nothing was observed, or all of it in one instant."""
    begin, until = told.times.begin, told.times.until
    if begin is None or until is None or begin >= until:
        return None
    seen = counting(told.record.observations)
    return Ground(begin, until, breaks(seen), gaps(seen))


def strips_of(told: Told) -> dict[str, Strip]:
    """The strip of each person, by code."""
    seen = counting(told.record.observations)
    floor = floor_intervals(seen)
    said: dict[str, list[datetime]] = {}
    spoken = [o for o in seen if o.kind in ("speech", "act") and o.actor]
    own = [o for o in spoken if not o.from_recording]
    for each in own or spoken:
        said.setdefault(each.actor or "", []).append(each.at)
    stays = presence(told.record)
    return {code: Strip(stays[code], floor.get(code, ()), said.get(code, ())) for code in stays}


def add_people(story: Story, told: Told) -> None:
    """Each person: code, role, group, status, when in the room."""
    people = told.record.people
    if not people:
        return
    ground, strips = ground_of(told), strips_of(told)
    story.section("People", 80)
    codes = min(max((len(p.code) for p in people), default=0) * 5.4 + 4, 90)
    has_roles = any(_about(story, person, told) for person in people)
    is_plain = not has_roles and not any(_there(p, strips[p.code].stays, told) for p in people)
    columns = [Column(max(codes, 26)), Column(0 if not ground else 168 if has_roles else 1 if is_plain else 92)]
    sizes = _DENSE if len(people) > _MANY else PLAIN
    rows = [_row(story, person, told, strips[person.code], ground) for person in people]
    head = Row((Cell(), Cell(), Cell(draw=_axis(ground))), least=11) if ground else None
    story.table([*columns, Column(0)] if ground else columns, rows, head, sizes)
    if ground:
        story.note(_LEGEND, "people")


def _about(story: Story, person: Person, told: Told) -> str:
    return "; ".join(part for part in (person.role, person.group) if part) if told.options.roles else ""


def _row(story: Story, person: Person, told: Told, strip: Strip, ground: Ground | None) -> Row:
    there = _there(person, strip.stays, told)
    about = [story.run(_about(story, person, told), "people"), story.quiet(there, "people")]
    cells = (words(story.strong(person.code, "people")), Cell(tuple((run,) for run in about if run.text)))
    return Row((*cells, Cell(draw=_strip(strip, ground))) if ground else cells)


def _there(person: Person, stays: Sequence[Interval], told: Told) -> str:
    """Status, and when in the room; who was there all the time needs no times."""
    whole = [Interval(told.times.begin, told.times.end)] if told.times.begin else []
    status = "" if person.status == "present" else status_of(person, told.options)
    when = "" if list(stays) == whole else spans_words(stays)
    return " · ".join(part for part in (status, when) if part)


def _axis(ground: Ground) -> Draw:
    def draw(canvas: Any, width: float, height: float) -> None:
        scale = ground.scale(width)
        canvas.setFont(REGULAR, 7.5)
        canvas.setFillColor(look.QUIET)
        canvas.setStrokeColor(look.QUIET)
        canvas.setLineWidth(0.4)
        for mark in scale.marks(34):
            x = scale.place(mark)
            canvas.line(x, 0, x, 2.5)
            canvas.drawCentredString(min(max(x, 9), width - 9), 4, f"{mark:%H:%M}")

    return draw


def _strip(strip: Strip, ground: Ground) -> Draw:
    def draw(canvas: Any, width: float, height: float) -> None:
        scale, thick = ground.scale(width), min(height - 2.0, 7.0)
        middle = max(height / 2, height - 8.2)  # of the first line
        for intervals, drawn in ((ground.breaks, _shaded), (ground.gaps, _crossed)):
            for bar in scale.bars(intervals):
                drawn(canvas, bar.left, bar.width, height)
        for intervals, colour, deep in ((strip.stays, look.ACCENT_MID, thick), (strip.floor, look.ACCENT, thick)):
            canvas.setFillColor(colour)
            for bar in scale.bars(intervals):
                canvas.rect(bar.left, middle - deep / 2, bar.width, deep, stroke=0, fill=1)
        canvas.setStrokeColor(look.ACCENT)
        canvas.setLineWidth(0.7)
        for place in {round(scale.place(at), 1): None for at in strip.said}:
            canvas.line(place, middle - thick / 2, place, middle + thick / 2)

    return draw


_Drawn = Callable[[Any, float, float, float], None]


def _shaded(canvas: Any, left: float, width: float, height: float) -> None:
    canvas.setFillColor(look.LINE)
    canvas.rect(left, 0, width, height, stroke=0, fill=1)


def _crossed(canvas: Any, left: float, width: float, height: float) -> None:
    canvas.setStrokeColor(look.QUIET)
    canvas.setLineWidth(0.4)
    canvas.rect(left, 0, width, height, stroke=1, fill=0)
    canvas.lines([(left, 0, left + width, height), (left, height, left + width, 0)])
