"""The agenda planned against actual: a bar an item, what ran over in red, hatched and said in words."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD
from fieldnotes.export.pdf.lettering import measured
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.table import Cell, Column, Draw, Row, words
from fieldnotes.export.pdf.told import Told, figure, spans_words
from fieldnotes.model.agenda import Item

_BAR, _HATCH = 7.0, 3.0
_OVER_ROOM = 58.0


class ItemBar(NamedTuple):
    """An item's time in minutes: planned (None where it was not), and taken (None where it was not opened)."""

    planned: float | None
    taken: float | None

    @property
    def within(self) -> float:
        """What it took of its plan."""
        taken = self.taken or 0.0
        return taken if self.planned is None else min(taken, self.planned)

    @property
    def over(self) -> float:
        """What it took beyond its plan."""
        return (self.taken or 0.0) - self.within

    @property
    def words(self) -> str:
        """What is said behind the bar."""
        if self.taken is None:
            return "not opened"
        return f"+{figure(self.over)} over" if self.over >= 0.05 else ""


def add_agenda(story: Story, told: Told) -> None:
    """Each item with its plan, what it took and when it was open; then the time in no item, and the sums."""
    items = told.record.items
    if not items:
        return
    story.section("Agenda", 80)
    bars = {item.number: ItemBar(item.planned_minutes, _taken(told, item)) for item in items}
    longest = max((max(bar.planned or 0.0, bar.taken or 0.0) for bar in bars.values()), default=0.0)
    rows = [_row(story, told, item, bars[item.number], longest) for item in items]
    if told.times.items:
        rows += _sums(story, told, bars)
    numbers = min(max(len(item.number) for item in items) * 5.4 + 4, 60)
    columns = [Column(max(numbers, 22)), Column(0), Column(38, True), Column(34, True), Column(158)]
    story.table(columns, rows, story.heads("", "", "planned", "took", "minutes"))


def _taken(told: Told, item: Item) -> float | None:
    return told.times.item_minutes(item.number) if item.number in told.times.items else None


def _row(story: Story, told: Told, item: Item, bar: ItemBar, longest: float) -> Row:
    paper = "; ".join(part for part in (item.purpose, item.presenter, "added" if item.added else "") if part)
    about = " · ".join(part for part in (paper, spans_words(told.times.items.get(item.number, ()))) if part)
    title = (story.run(item.title or "(no title)", "agenda"),)
    return Row(
        (
            words(story.strong(item.number, "agenda")),
            Cell((title, (story.quiet(about, "agenda"),)) if about else (title,)),
            story.cell("–" if bar.planned is None else figure(bar.planned), "agenda"),
            story.cell("–" if bar.taken is None else figure(bar.taken), "agenda"),
            Cell(draw=drawn(bar, longest)),
        )
    )


def _sums(story: Story, told: Told, bars: dict[str, ItemBar]) -> list[Row]:
    outside = story.cell(figure(told.times.unassigned), "agenda")
    planned = [bar.planned for bar in bars.values() if bar.planned is not None]
    cells = (
        Cell(),
        words(story.strong("In all", "agenda")),
        story.cell(figure(sum(planned)) if planned else "–", ""),
    )
    return [
        Row((Cell(), words(story.quiet("Outside any item", "agenda")), Cell(), outside, Cell())),
        Row((*cells, story.cell(figure(told.times.observed), "agenda"), Cell()), ground=look.SHADE),
    ]


def drawn(bar: ItemBar, longest: float) -> Draw:
    """The plan as an outline, what it took as a bar; beyond the plan it is red and hatched, and says so."""

    def draw(canvas: Any, width: float, height: float) -> None:
        scale = (width - _OVER_ROOM) / longest if longest else 0.0
        bottom = height - 3.5 - _BAR
        canvas.setFillColor(look.ACCENT)
        canvas.rect(0, bottom, bar.within * scale, _BAR, stroke=0, fill=int(bar.within > 0))
        if bar.over > 0:
            _over(canvas, bar.within * scale, bottom, bar.over * scale)
        if bar.planned:
            canvas.setStrokeColor(look.QUIET)
            canvas.setLineWidth(0.7)
            canvas.rect(0, bottom, bar.planned * scale, _BAR, stroke=1, fill=0)
        _say(canvas, bar, max(bar.planned or 0.0, bar.taken or 0.0) * scale + 4, bottom + 0.8, width)

    return draw


def _over(canvas: Any, left: float, bottom: float, width: float) -> None:
    canvas.setFillColor(look.OVER)
    canvas.rect(left, bottom, width, _BAR, stroke=0, fill=1)
    canvas.setStrokeColor(look.OVER_HATCH)
    canvas.setLineWidth(0.8)
    for x, run in hatching(width):
        canvas.line(left + x, bottom, left + x + run, bottom + run)


def hatching(width: float, height: float = _BAR) -> Sequence[tuple[float, float]]:
    """Slanted lines over a bar: where each begins at its foot, and how far it runs to the right and up."""
    count = int(width / _HATCH)
    return [(n * _HATCH, min(height, width - n * _HATCH)) for n in range(count + 1) if n * _HATCH < width]


def _say(canvas: Any, bar: ItemBar, left: float, baseline: float, width: float) -> None:
    if not bar.words:
        return
    canvas.setFillColor(look.OVER if bar.over else look.QUIET)
    canvas.setFont(BOLD, 8)
    canvas.drawString(min(left, width - measured(bar.words, 8, BOLD)), baseline, bar.words)
