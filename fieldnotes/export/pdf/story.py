"""The story of a document: its paragraphs in order, each text made safe on its way in."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import CondPageBreak, Flowable

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD, REGULAR
from fieldnotes.export.pdf.furniture import Heading
from fieldnotes.export.pdf.ink import Ink
from fieldnotes.export.pdf.paragraph import BLACK, Paragraph, Run, Style, labelled
from fieldnotes.export.pdf.table import PLAIN, Cell, Column, Row, Sizes, Table, words
from fieldnotes.text import visible

_OVER = object()


class Story:
    """Collects flowables. `where` of each text is how the appendix of missing glyphs names its place.

    `depth` is the level of the outline at which sections stand: 1 where each meeting of several has an entry.
    """

    def __init__(self, depth: int = 0) -> None:
        self.ink = Ink()
        self.flowables: list[Any] = []
        self.depth = depth
        self._headings = 0

    def later(self, steps: Iterator[None]) -> None:
        """What adds flowables step by step, when its place in the document is reached: a meeting may be long."""
        self.flowables.append(steps)

    def flow(self) -> Iterator[Flowable]:
        """The flowables in order, each made when it is asked for; a story is told once."""
        told = deque(self._taken())
        while told:
            each = told.popleft()
            if not isinstance(each, Iterator):
                yield each
                continue
            is_over = next(each, _OVER) is _OVER
            told.extendleft(reversed([*self._taken(), *(() if is_over else (each,))]))

    def _taken(self) -> list[Any]:
        taken, self.flowables = self.flowables, []
        return taken

    def run(self, text: str, where: str, face: str = REGULAR, colour: Color = BLACK) -> Run:
        """Text of whatever origin as a run that is safe to draw."""
        return Run(self.ink.safe(text, where, face), face, colour)

    def strong(self, text: str, where: str, colour: Color = BLACK) -> Run:
        """The same in bold."""
        return self.run(text, where, BOLD, colour)

    def quiet(self, text: str, where: str) -> Run:
        """The same in grey."""
        return self.run(text, where, REGULAR, look.QUIET)

    def add(self, flowable: Flowable) -> None:
        """One more flowable at the end."""
        self.flowables.append(flowable)

    def paragraph(self, runs: list[Run], style: Style) -> None:
        """One more paragraph at the end."""
        self.flowables.append(Paragraph(runs, style))

    def note(self, text: str, where: str) -> None:
        """A small paragraph about what stands above it."""
        self.paragraph([self.quiet(text, where)], look.NOTE)

    def fact(self, label: str, text: str, style: Style = look.FACT) -> None:
        """A labelled line of the front matter; left out where there is nothing to say."""
        if text:
            self.add(labelled(self.run(label, "head", colour=look.QUIET), [self.run(text, label)], style))

    def heads(self, *names: str) -> Row:
        """The head of a table."""
        return Row(tuple(words(self.quiet(name, "head")) for name in names))

    def table(
        self, columns: Sequence[Column], rows: Sequence[Row], head: Row | None = None, sizes: Sizes = PLAIN
    ) -> None:
        """One more table at the end."""
        self.add(Table(columns, rows, head, sizes))

    def cell(self, text: str, where: str) -> Cell:
        """A cell of plain text."""
        return words(self.run(text, where)) if text else Cell()

    def title(self, title: str, key: str) -> None:
        """An entry of the outline, at its top, for what stands here; it is not seen."""
        self.add(Heading("", look.TITLE, 0, key, entry=visible(title)))

    def section(self, title: str, follows: float = 3 * look.BODY.leading, aside: str = "") -> None:
        """A heading of the first level, with room for so much of what it heads."""
        self._heading(title, look.SECTION, self.depth, aside, follows)

    def item(self, title: str, aside: str = "") -> None:
        """A heading of the second level, with room for some lines of what it heads."""
        self._heading(title, look.ITEM, self.depth + 1, aside, 3 * look.BODY.leading)

    def _heading(self, title: str, style: Style, level: int, aside: str, follows: float) -> None:
        self._headings += 1
        self.add(CondPageBreak(style.before + style.leading + style.after + follows))
        shown = self.ink.safe(title, "heading", BOLD)
        self.add(Heading(shown, style, level, f"h{self._headings}", aside, entry=visible(title)))
