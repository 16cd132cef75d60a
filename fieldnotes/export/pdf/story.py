"""The story of a document: its paragraphs in order, each text made safe on its way in."""

from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import CondPageBreak, Flowable

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD, REGULAR
from fieldnotes.export.pdf.furniture import Heading
from fieldnotes.export.pdf.ink import Ink
from fieldnotes.export.pdf.paragraph import BLACK, Paragraph, Run, Style, labelled


class Story:
    """Collects flowables. `where` of each text is how the appendix of missing glyphs names its place."""

    def __init__(self) -> None:
        self.ink = Ink()
        self.flowables: list[Any] = []
        self._headings = 0

    def run(self, text: str, where: str, face: str = REGULAR, colour: Color = BLACK) -> Run:
        """Text of whatever origin as a run that is safe to draw."""
        return Run(self.ink.safe(text, where, face), face, colour)

    def add(self, flowable: Flowable) -> None:
        """One more flowable at the end."""
        self.flowables.append(flowable)

    def paragraph(self, runs: list[Run], style: Style) -> None:
        """One more paragraph at the end."""
        self.flowables.append(Paragraph(runs, style))

    def fact(self, label: str, text: str, style: Style = look.FACT) -> None:
        """A labelled line of the front matter; left out where there is nothing to say."""
        if text:
            self.add(labelled(self.run(label, "head", colour=look.QUIET), [self.run(text, label)], style))

    def section(self, title: str) -> None:
        """A heading of the first level."""
        self._heading(title, look.SECTION, 0)

    def item(self, title: str, aside: str = "") -> None:
        """A heading of the second level, with room for some lines of what it heads."""
        self._heading(title, look.ITEM, 1, aside)

    def _heading(self, title: str, style: Style, level: int, aside: str = "") -> None:
        self._headings += 1
        self.add(CondPageBreak(style.before + style.leading + style.after + 4 * look.BODY.leading))
        self.add(Heading(self.ink.safe(title, "heading", BOLD), style, level, f"h{self._headings}", aside))

    def strong(self, text: str, where: str, colour: Color = BLACK) -> Run:
        """The same in bold."""
        return self.run(text, where, BOLD, colour)

    def quiet(self, text: str, where: str) -> Run:
        """The same in grey."""
        return self.run(text, where, REGULAR, look.QUIET)
