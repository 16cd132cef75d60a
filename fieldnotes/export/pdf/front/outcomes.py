"""Decisions, and the actions that follow from them with whether they are done; ratings on their scales."""

from collections.abc import Sequence
from typing import Any

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD
from fieldnotes.export.pdf.paragraph import Paragraph, Run, Style
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.table import Cell, Column, Draw, Row, words
from fieldnotes.export.pdf.told import Told
from fieldnotes.export.wording import clock, due_words, worded
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Scale

_ACTION = Style(indent=26, after=4)


class TickBox(Paragraph):
    """A paragraph with a box on its left, ticked or not."""

    def __init__(self, runs: Sequence[Run], style: Style, is_done: bool) -> None:
        super().__init__(runs, style)
        self._is_done = is_done

    def split(self, width: float, height: float) -> list[Any]:
        """Never, but where it is longer than half a page."""
        return super().split(width, height) if len(self.lines(width)) > 25 else []

    def paint(self, canvas: Any, x: float, y: float) -> None:
        """The words, then the box."""
        super().paint(canvas, x, y)
        left, bottom = x + self.style.indent - 14, y + self.height - self.style.leading + 2
        canvas.setStrokeColor(look.ACCENT)
        canvas.setLineWidth(0.8)
        canvas.rect(left, bottom, 7.5, 7.5, stroke=1, fill=0)
        if self._is_done:
            canvas.setLineWidth(1.3)
            canvas.lines([(left + 1.6, bottom + 3.8, left + 3.2, bottom + 1.8),
                          (left + 3.2, bottom + 1.8, left + 6.2, bottom + 6.2)])  # fmt: skip


def add_outcomes(story: Story, told: Told) -> None:
    """The decisions, each with the actions that follow from it, then the actions of no decision."""
    standing = told.of_kind("decision", "action")
    if not standing:
        return
    story.section("Decisions and actions")
    following: dict[str | None, list[Observation]] = {}
    decided = {seen.id for seen in standing if seen.kind == "decision"}
    for seen in standing:
        if seen.kind == "action" and seen.of in decided:
            following.setdefault(seen.of, []).append(seen)
    for seen in standing:
        if seen.kind == "decision":
            story.paragraph(_outcome(story, seen), look.DECISION._replace(after=4))
            for action in following.get(seen.id, ()):
                story.add(TickBox(_outcome(story, action), _ACTION, action.done is not None))
        elif seen.of not in decided:
            story.add(TickBox(_outcome(story, seen), _ACTION, seen.done is not None))


def _outcome(story: Story, seen: Observation) -> list[Run]:
    where = clock(seen.at)
    place = f"item {seen.item}" if seen.item else "outside any item"
    settled = f"done {due_words(seen.done)}" if seen.done else "open" if seen.kind == "action" else ""
    lead = " · ".join(part for part in (f"{where} {place}", settled) if part)
    head = story.run(worded(seen).head, where, BOLD, look.ACCENT)
    return [run for run in (story.quiet(lead, where), head, story.run(seen.text, where)) if run.text]


def add_ratings(story: Story, told: Told) -> None:
    """Each rating as a dot on its scale, with the words of that point and those that were typed."""
    ratings = [seen for seen in told.of_kind("rating") if seen.scale]
    if not ratings:
        return
    story.section("Ratings", 80)
    scales = {scale.name: scale for scale in told.record.protocol.scales}
    titles = {item.number: f"{item.number} {item.title}".rstrip() for item in told.record.items}
    rows = []
    for seen in ratings:
        scale = scales.get(seen.scale or "")
        anchor = scale.anchors.get(f"{seen.rating:g}", "") if scale and seen.rating is not None else ""
        said = " · ".join(part for part in (titles.get(seen.item or "", ""), anchor) if part)
        rows.append(
            Row(
                (
                    words(story.quiet(clock(seen.at), clock(seen.at))),
                    words(story.strong(seen.scale or "", clock(seen.at))),
                    story.cell(f"{seen.rating:g}" if seen.rating is not None else "–", ""),
                    Cell(draw=dots(seen.rating, scale)) if scale else Cell(),
                    Cell(
                        tuple(
                            (run,)
                            for run in (story.run(seen.text, clock(seen.at)), story.quiet(said, clock(seen.at)))
                            if run.text
                        )
                    ),
                )
            )
        )
    story.table([Column(42), Column(92), Column(14, True), Column(74), Column(0)], rows)


def dots(rating: float | None, scale: Scale) -> Draw:
    """The points of a scale as rings, the one that was given filled; a long scale as a line."""
    points = scale.highest - scale.lowest

    def draw(canvas: Any, width: float, height: float) -> None:
        y = height - 8.2
        canvas.setStrokeColor(look.ACCENT_MID)
        canvas.setLineWidth(0.7)
        step = (width - 8) / points if points > 0 else 0.0
        if points > 10:
            canvas.line(4, y, width - 4, y)
        for n in range(points + 1 if 0 < points <= 10 else 0):
            canvas.circle(4 + n * step, y, 2.6, stroke=1, fill=0)
        if rating is not None and points > 0 and scale.lowest <= rating <= scale.highest:
            canvas.setFillColor(look.ACCENT)
            canvas.circle(4 + (rating - scale.lowest) * step, y, 3.2, stroke=0, fill=1)

    return draw
