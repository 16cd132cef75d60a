"""A line of the record on the page: its lines numbered on the left, its codes on the right, coded words underlined.

Numbers and codes are outlines: as text, readers would put them into the middle of what was said.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from reportlab.platypus import Flowable

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import ITALIC, REGULAR
from fieldnotes.export.pdf.leftwards import as_seen, order, runs_leftwards
from fieldnotes.export.pdf.lettering import hyphened_lines
from fieldnotes.export.pdf.outlines import draw_outlined, outline
from fieldnotes.export.pdf.paragraph import Line, Paragraph, Run, Style, fitting, widths

EVERY = 5  # lines, of which the last is numbered
_SIZE, _LEADING = 7.5, 9.0
_NEAR, _LANE = 10.0, 3.5
_LANES = 10.5  # what all lanes take at most: names want the room
_ROOM = look.OVERHANG - _NEAR - 2.0  # to where heads and tables end
_BROKEN = 5  # lines of one name
_NAMED = 24  # lines of names beside one paragraph; what is beyond stands in the list of codes


class Coding(NamedTuple):
    """A code beside a paragraph: on all of it, or on `span`, characters of its runs counted without blanks."""

    name: str
    span: tuple[int, int] | None = None


class Beside(NamedTuple):
    """What a coding is on the page: from which line to which, and what stands at the first of them."""

    first: int
    last: int
    lane: int
    said: tuple[str, ...]


class Under(NamedTuple):
    """A stretch of a line to underline, in ems from its beginning."""

    line: int
    begin: float
    end: float


def underlined(lines: Sequence[Line], span: tuple[int, int]) -> list[Under]:
    """Where a span of characters stands in broken lines, blanks in neither counted."""
    found, count = list[Under](), 0
    for number, line in enumerate(lines):
        whole = " ".join(segment.text for segment in line)
        solids = [place for place, char in enumerate(whole) if char != " "]
        inside = solids[max(span[0] - count, 0) : max(span[1] - count, 0)]
        if inside:
            found += (Under(number, *piece) for piece in _stretches(line, whole, inside[0], inside[-1] + 1))
        count += len(solids)
        if count >= span[1]:
            break
    return found


def _stretches(line: Line, whole: str, first: int, last: int) -> Iterator[tuple[float, float]]:
    """Where those places of a line are, edge to edge; in several pieces where some is written from the right."""
    wide = [widths(segment.face)[char] for segment in line for char in f"{segment.text} "]
    x, begin = 0.0, None
    for place in order(whole) if runs_leftwards(whole) else range(len(whole)):
        if first <= place < last:
            begin = x if begin is None else begin
        elif begin is not None:
            yield begin, x
            begin = None
        x += wide[place]
    if begin is not None:
        yield begin, x


def lanes(reaches: Iterable[tuple[int, int]]) -> list[int]:
    """For each stretch of lines the lane of its bracket, so that none lies on another."""
    taken: list[int] = []
    found = []
    for first, last in reaches:
        lane = next((n for n, until in enumerate(taken) if until < first), len(taken))
        taken[lane : lane + 1] = [last]
        found.append(lane)
    return found


def _pitch(many: int) -> float:
    """How far one lane lies from the next."""
    return min(_LANE, _LANES / many)


def _name_lines(code: Coding, room: float) -> tuple[str, ...]:
    return tuple(hyphened_lines(code.name, room, _SIZE, ITALIC, _BROKEN))


class Noted(Paragraph):
    """A paragraph of the record. How many lines were numbered before it, the canvas remembers."""

    def __init__(self, runs: Sequence[Run], style: Style, codes: Sequence[Coding] = ()) -> None:
        super().__init__(runs, style)
        self._codes = tuple(codes)
        self._beside: list[Beside] | None = None if codes else []
        self._under: list[Under] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room it takes at that width, its codes beside it too."""
        super().wrap(width, height)
        if self._beside is None:
            self._set(self.lines(width))
        if self._beside:
            tall = self._bottom() + self.style.leading * 0.25
            self.below = max(tall - self.height, 0.0)
            self.height += self.below
        return self.width, self.height

    below = 0.0
    """How much further down its codes reach than its lines."""

    def _set(self, lines: Sequence[Line]) -> None:
        whole = [code for code in self._codes if code.span is None]
        spans = []
        for code in self._codes:
            if code.span and (under := underlined(lines, code.span)):
                self._under += under
                spans.append((under[0].line, under[-1].line, code))
        spans.sort(key=lambda each: each[:2])
        last = max(len(lines) - 1, 0)
        reaches = [(0, last)] * bool(whole) + [(first, until) for first, until, _ in spans]
        lane = lanes(reaches)
        many = 1 + max(lane, default=0)
        room = _ROOM - many * _pitch(many)
        named = tuple(line for code in whole for line in _name_lines(code, room))
        found = [Beside(0, last, 0, named)] if whole else []
        for (first, until, code), at in zip(spans, lane[bool(whole) :], strict=True):
            found.append(Beside(first, until, at, _name_lines(code, room)))
        self._beside = found

    def _tops(self) -> list[float]:
        """How far down from its top each coding's names begin: at its line, or under the names before."""
        tops, free, leading = [], 0.0, self.style.leading
        for each in self._beside or ():
            top = max(free, each.first * leading)
            tops.append(top)
            free = top + len(each.said) * _LEADING
        return tops

    def _bottom(self) -> float:
        ends = [t + len(b.said) * _LEADING for t, b in zip(self._tops(), self._beside or (), strict=True)]
        return self.style.padding + min(max(ends, default=0.0), _NAMED * _LEADING)

    def split(self, width: float, height: float) -> list[Flowable]:
        """As of any paragraph; names stay where their first line is, brackets go on."""
        style = self.style
        lines = self.lines(width)
        fits = fitting(len(lines), height - 2 * style.padding, style.leading)
        if not fits:
            return []
        first, rest = Noted((), style._replace(after=0)), Noted((), style._replace(before=0))
        first._lines, rest._lines = lines[:fits], lines[fits:]
        beside = self._beside or []
        first._beside = [b._replace(last=min(b.last, fits - 1)) for b in beside if b.first < fits]
        rest._beside = [
            Beside(max(b.first - fits, 0), b.last - fits, b.lane, b.said if b.first >= fits else ())
            for b in beside if b.last >= fits
        ]  # fmt: skip
        first._under = [u for u in self._under if u.line < fits]
        rest._under = [u._replace(line=u.line - fits) for u in self._under if u.line >= fits]
        if first._beside and first._bottom() > height:
            return []
        return [first, rest]

    def paint(self, canvas: Any, x: float, y: float) -> None:
        """Words, then numbers, brackets and lines under words."""
        self.paint_words(canvas, x, y + self.below, self.height - self.below)
        top = y + self.height - self.style.padding
        self._paint_numbers(canvas, x, top)
        if self._beside:
            self._paint_beside(canvas, x + self.width + _NEAR, top)
            self._paint_under(canvas, x + self.style.indent + self.style.padding / 2, top)

    def _baseline(self, top: float, line: int) -> float:
        return top - self.style.leading * (line + 0.75)

    def _paint_numbers(self, canvas: Any, x: float, top: float) -> None:
        before: int = getattr(canvas, "lines_numbered", 0)
        after = canvas.lines_numbered = before + len(self.lines(self.width))
        for number in range(before - before % EVERY + EVERY, after + 1, EVERY):
            baseline = self._baseline(top, number - before - 1)
            draw_outlined(canvas, str(number), REGULAR, _SIZE, x - 12, baseline, look.QUIET)

    def _paint_beside(self, canvas: Any, left: float, top: float) -> None:
        canvas.setStrokeColor(look.ACCENT_MID)
        canvas.setLineWidth(0.9)
        many = 1 + max(each.lane for each in self._beside or ())
        pitch = _pitch(many)
        for each in self._beside or ():
            x = left + each.lane * pitch
            high, low = self._baseline(top, each.first) + 7.5, self._baseline(top, each.last) - 2.5
            canvas.lines([(x, high, x, low), (x - 2, high, x, high), (x - 2, low, x, low)])
        for each, down in zip(self._beside or (), self._tops(), strict=True):
            for place, line in enumerate(each.said, 1):
                if down + _LEADING * place > _NAMED * _LEADING + 1:
                    break
                x, y = left + many * pitch + 2, top - down - _LEADING * place + 0.5
                outline(canvas, as_seen(line), ITALIC, _SIZE, x, y, look.ACCENT)

    def _paint_under(self, canvas: Any, left: float, top: float) -> None:
        size = self.style.size
        canvas.setStrokeColor(look.ACCENT)
        canvas.setLineWidth(0.7)
        for under in self._under:
            y = self._baseline(top, under.line) - 2.2
            canvas.line(left + under.begin * size, y, left + under.end * size, y)


class NumberedAnew(Flowable):
    """From here on lines are numbered from 1."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """It takes no room."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Nothing that is seen."""
        canvas: Any = self.canv
        canvas.lines_numbered = 0
