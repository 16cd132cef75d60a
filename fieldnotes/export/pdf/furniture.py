"""What stands on a page beside paragraphs: headings with a bookmark, a fine line, the bars of the agenda."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD, REGULAR
from fieldnotes.export.pdf.paragraph import Paragraph, Run, Style


class Heading(Paragraph):
    """A heading that is also an entry of the outline, at `level` 0 or 1.

    `key` names the place within the file; `aside` stands after the title, quietly, and not in the outline.
    """

    keepWithNext = 0  # reportlab's way costs; a CondPageBreak before it does the same

    def __init__(self, title: str, style: Style, level: int, key: str, aside: str = "") -> None:
        runs = [Run(title, BOLD, look.ACCENT)]
        super().__init__([*runs, Run(aside, REGULAR, look.QUIET)] if aside else runs, style)
        self.title, self.level, self.key = title, level, key

    def draw(self) -> None:
        """Draw it, and put its place into the outline."""
        self.canv.bookmarkHorizontal(self.key, 0, self.height)
        self.canv.addOutlineEntry(self.title, self.key, self.level, 0)
        super().draw()


class FineLine(Flowable):
    """A line across the column."""

    spaceBefore, spaceAfter = 2, 10

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the column."""
        self.width, self.height = width, 1.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        self.canv.setFillColor(look.LINE)
        self.canv.rect(0, 0, self.width, 0.8, stroke=0, fill=1)


class TimeBar(Flowable):
    """An item's time: its plan as an outline, what it took as a bar, beyond the plan in red.

    `scale` is points a minute, one for all items of the agenda.
    """

    spaceBefore, spaceAfter = 0, 7
    HEIGHT = 5.0

    def __init__(self, planned: float | None, actual: float, scale: float, indent: float) -> None:
        super().__init__()
        self.planned, self.actual, self.scale, self.indent = planned, actual, scale, indent

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the column."""
        self.width, self.height = width, self.HEIGHT
        return self.width, self.height

    @property
    def shows(self) -> bool:
        """False where there is neither plan nor time."""
        return bool(self.planned or self.actual)

    def bars(self) -> Sequence[tuple[float, float, Any]]:
        """The filled bars: left edge and width in points, colour."""
        within = self.actual if self.planned is None else min(self.actual, self.planned)
        bars = [(0.0, within * self.scale, look.ACCENT)]
        if self.actual > within:
            bars.append((within * self.scale, (self.actual - within) * self.scale, look.OVER))
        return [bar for bar in bars if bar[1] > 0]

    def draw(self) -> None:
        """Draw the bars, then the plan's outline over them."""
        for left, width, colour in self.bars():
            self.canv.setFillColor(colour)
            self.canv.rect(self.indent + left, 0, width, self.HEIGHT, stroke=0, fill=1)
        if self.planned:
            self.canv.setStrokeColor(look.QUIET)
            self.canv.setLineWidth(0.6)
            self.canv.rect(self.indent, 0, self.planned * self.scale, self.HEIGHT, stroke=1, fill=0)
