"""What stands on a page beside paragraphs: headings with a bookmark, a fine line."""

from typing import Any

from reportlab.platypus import Flowable

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD, REGULAR
from fieldnotes.export.pdf.paragraph import Paragraph, Run, Style

_LONG = 20


class Heading(Paragraph):
    """A heading that is also an entry of the outline, at `level` from 0 on.

    `key` names the place within the file; `aside` stands after the title, quietly, and not in the outline, where
    the heading is called `entry`. One without a title is the entry alone.
    """

    keepWithNext = 0  # reportlab's way costs; a CondPageBreak before it does the same

    def __init__(self, title: str, style: Style, level: int, key: str, aside: str = "", entry: str = "") -> None:
        runs = [Run(title, BOLD, look.ACCENT)] if title else []
        quiet = [Run(aside, REGULAR, look.QUIET)] if aside and title else []
        super().__init__([*runs, *quiet], style if title else Style(before=0, after=0))
        self.title, self.level, self.key = entry or title, level, key

    def split(self, width: float, height: float) -> list[Flowable]:
        """Never: it goes to the next page whole, unless it is longer than a page."""
        return super().split(width, height) if len(self.lines(width)) > _LONG else []

    def paint(self, canvas: Any, x: float, y: float) -> None:
        """Draw it, and put its place into the outline."""
        canvas.bookmarkHorizontal(self.key, x, y + self.height)
        canvas.addOutlineEntry(self.title, self.key, self.level, 0)
        super().paint(canvas, x, y)


class FineLine(Flowable):
    """A line across the page, as wide as charts are."""

    spaceBefore, spaceAfter = 2, 10

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the column."""
        self.width, self.height = width, 1.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        self.canv.setFillColor(look.LINE)
        self.canv.rect(0, 0, self.width + look.OVERHANG, 0.8, stroke=0, fill=1)
