"""A paragraph of plain runs: no mark-up to escape, lines broken in time linear in its text.

reportlab's own Paragraph reads a mini-XML and drops, folds or reorders some characters; this one draws what it
is given, word for word, and only folds runs of blanks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Flowable

from fieldnotes.export.pdf.fonts import REGULAR, font
from fieldnotes.export.pdf.typeset import put_lines

BLACK = HexColor(0x1C1C1C)
_NO_BREAK = "\u00a0\u202f\u2007"  # these stay within their word
BLANKS = re.compile(rf"[^\S{_NO_BREAK}]+")


class Run(NamedTuple):
    """A stretch of text in one face and colour; runs of a paragraph are set apart by one blank."""

    text: str
    face: str = REGULAR
    colour: Color = BLACK


class Style(NamedTuple):
    """How a paragraph looks, in points: `indent` on its left; a `tint` behind it, a `rule` along its left.

    `edge` is the colour of a box around it.
    """

    size: float = 9.5
    leading: float = 13.5
    before: float = 0
    after: float = 6
    indent: float = 0
    padding: float = 0
    tint: Color | None = None
    rule: Color | None = None
    edge: Color | None = None


class Segment(NamedTuple):
    """Words of one line in one face and colour."""

    text: str
    face: str
    colour: Color


Line = Sequence[Segment]


class _Widths(dict[str, float]):
    """Word -> its width at one point; cleared before it grows large."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._font = font(name)

    def __missing__(self, word: str) -> float:
        if len(self) > 50_000:
            self.clear()
        width: float = self._font.stringWidth(word, 1)
        if len(word) < 40:
            self[word] = width
        return width


@cache
def widths(name: str) -> _Widths:
    """The widths of words in that face."""
    return _Widths(name)


def _pieces(word: str, face: str, room: float) -> Iterator[str]:
    """A word that is wider than a line, in pieces that fit one each."""
    width = widths(face)
    first, used = 0, 0.0
    for place, char in enumerate(word):
        if used + width[char] > room and place > first:
            yield word[first:place]
            first, used = place, 0.0
        used += width[char]
    yield word[first:]


def _words(run: Run, room: float) -> Iterable[str]:
    text = run.text
    holds = not text.isascii() and any(blank in text for blank in _NO_BREAK)
    words = [word for word in BLANKS.split(text) if word] if holds else text.split()
    width = widths(run.face)
    if max(map(width.__getitem__, words), default=0.0) <= room:
        return words
    return (piece for word in words for piece in ([word] if width[word] <= room else _pieces(word, run.face, room)))


def broken(runs: Iterable[Run], room: float) -> list[Line]:
    """The lines of a paragraph; `room` is the line's width in ems, as widths are at one point."""
    lines: list[Line] = []
    line: list[Segment] = []
    left = room
    for run in runs:
        words: list[str] = []
        width = widths(run.face)
        blank = width[" "]
        for word in _words(run, room):
            wide = width[word]
            if wide > left and (line or words):
                lines.append([*line, Segment(" ".join(words), run.face, run.colour)] if words else line)
                line, words, left = [], [], room
            words.append(word)
            left -= wide + blank
        if words:
            line.append(Segment(" ".join(words), run.face, run.colour))
    return [*lines, line] if line else lines


class Paragraph(Flowable):
    """Runs set ragged right; breaks over pages between lines, never leaving one line alone where it can."""

    def __init__(
        self, runs: Sequence[Run], style: Style, *, label: Run | None = None, lines: Sequence[Line] | None = None
    ) -> None:
        super().__init__()
        self.runs, self.style, self.label = runs, style, label
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self._lines = lines

    def lines(self, width: float) -> Sequence[Line]:
        """The lines at that width in points; all frames of a document are of one width, so they are broken once."""
        if self._lines is None:
            room = (width - self.style.indent - 2 * self.style.padding) / self.style.size
            self._lines = broken(self.runs, room)
        return self._lines

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room it takes at that width."""
        style = self.style
        self.width, self.height = width, len(self.lines(width)) * style.leading + 2 * style.padding
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """In two where it does not fit whole; none where too little of it would fit."""
        style = self.style
        lines = self.lines(width)
        fits = fitting(len(lines), height - 2 * style.padding, style.leading)
        if not fits:
            return []
        first = Paragraph((), style._replace(after=0), label=self.label, lines=lines[:fits])
        return [first, Paragraph((), style._replace(before=0), lines=lines[fits:])]

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # reportlab's name
        """Draw it with its lower left corner there, without the detour over a moved origin."""
        self.paint(canvas, x, y)

    def paint(self, canvas: Any, x: float, y: float) -> None:
        """The ground, the words and the label."""
        self.paint_words(canvas, x, y, self.height)

    def paint_words(self, canvas: Any, x: float, y: float, height: float) -> None:
        """The same, `height` being that of its lines."""
        style = self.style
        if style.tint or style.rule:
            self._paint_ground(canvas, x, y, height)
        baseline = y + height - style.padding - style.leading * 0.75
        if self.label:
            put_lines(canvas, [[Segment(*self.label)]], style.size, style.leading, x, baseline)
        left = x + style.indent + style.padding / 2
        put_lines(canvas, self.lines(self.width), style.size, style.leading, left, baseline)

    def _paint_ground(self, canvas: Any, x: float, y: float, height: float) -> None:
        style = self.style
        if style.tint:
            canvas.setFillColor(style.tint)
            canvas.setStrokeColor(style.edge or style.tint)
            canvas.setLineWidth(0.5)
            wide = self.width - style.indent + 6
            canvas.rect(x + style.indent - 6, y, wide, height, stroke=int(style.edge is not None), fill=1)
        if style.rule:
            canvas.setFillColor(style.rule)
            canvas.rect(x + style.indent - 8, y, 2, height, stroke=0, fill=1)


def fitting(count: int, height: float, leading: float) -> int:
    """How many of so many lines stay on this page; 0 where too few would, and never one line alone on the next."""
    fits = min(int(height // leading), count - 2) if count > 2 else 0
    return fits if fits >= 2 else 0


def labelled(label: Run, runs: Sequence[Run], style: Style) -> Paragraph:
    """A paragraph whose label stands in its left indent, or begins it where the label is too wide for that."""
    if widths(label.face)[label.text] * style.size <= style.indent - 6:
        return Paragraph(runs, style, label=label)
    return Paragraph([label, *runs], style)
