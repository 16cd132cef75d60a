"""Tables and charts: rows of cells, each words or a drawing; breaks over pages between rows, its head on each."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.lettering import measured
from fieldnotes.export.pdf.paragraph import Line, Run, broken
from fieldnotes.export.pdf.typeset import put_lines

Draw = Callable[[Any, float, float], None]
"""Draws into a cell of that width and height; the origin is its lower left corner."""
_GAP = 8.0
_LOW = 100.0  # a row of less stands alone on no page
_SHORT = 80.0  # a table of less is not torn; its heading has seen to as much room
_TOGETHER = 3  # rows that end a table, of which none stands alone on the next page
_MOST_LINES = 30  # a row of more goes on in a row of its own, so that it fits any page


class Column(NamedTuple):
    """A column: its width in points, and whether its words end at its right edge; 0 is what the others leave."""

    width: float
    is_right: bool = False


class Cell(NamedTuple):
    """What stands in a cell: paragraphs of runs, or a drawing."""

    paragraphs: tuple[tuple[Run, ...], ...] = ()
    draw: Draw | None = None


class Row(NamedTuple):
    """A row of cells; `ground` is behind it, `least` the height that its drawings want."""

    cells: tuple[Cell, ...]
    ground: Color | None = None
    least: float = 0.0


class Sizes(NamedTuple):
    """Of its letters, in points; `pad` is above and below a row's words."""

    size: float = 8.5
    leading: float = 11.5
    pad: float = 2.5


PLAIN = Sizes()


class _Set(NamedTuple):
    """A row with its lines broken."""

    lines: tuple[Sequence[Line], ...]
    draws: tuple[Draw | None, ...]
    ground: Color | None
    height: float


def words(*runs: Run) -> Cell:
    """A cell of one paragraph; empty runs are left out."""
    said = tuple(run for run in runs if run.text)
    return Cell((said,) if said else ())


class Table(Flowable):
    """A table as wide as the column and its overhang."""

    spaceBefore, spaceAfter = 2, 8

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Row], head: Row | None = None, sizes: Sizes = PLAIN
    ) -> None:
        super().__init__()
        self._columns, self._rows, self._head, self._sizes = tuple(columns), rows, head, sizes
        self._made: list[_Set] | None = None
        self._top: list[_Set] = []

    def _begin(self, width: float) -> None:
        full = width + look.OVERHANG
        given = sum(column.width for column in self._columns) + _GAP * (len(self._columns) - 1)
        self._widths = [column.width or max(full - given, 20.0) for column in self._columns]
        if self._made is None:
            self._made = [made for row in self._rows for made in self._set(row)]
            self._top = list(self._set(self._head)) if self._head else []

    def _set(self, row: Row) -> list[_Set]:
        size = self._sizes.size
        broke = [
            [line for runs in cell.paragraphs for line in broken(runs, width / size)]
            for cell, width in zip(row.cells, self._widths, strict=True)
        ]
        most = max((len(lines) for lines in broke), default=1)
        return [self._piece(row, broke, first) for first in range(0, max(most, 1), _MOST_LINES)]

    def _piece(self, row: Row, broke: Sequence[Sequence[Line]], first: int) -> _Set:
        lines = tuple(each[first : first + _MOST_LINES] for each in broke)
        high = max((len(each) for each in lines), default=0) * self._sizes.leading + 2 * self._sizes.pad
        draws = tuple(None if first else cell.draw for cell in row.cells)
        return _Set(lines, draws, row.ground, max(high, 0.0 if first else row.least))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the column; drawn wider."""
        self._begin(width)
        self.width, self.height = width, sum(row.height for row in (*self._top, *(self._made or ())))
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """In two between rows where at least two rows of it, or a high one, fit; not where it is short."""
        self._begin(width)
        made, left, fits = self._made or [], height - sum(row.height for row in self._top), 0
        for row in made:
            if left < row.height:
                break
            left -= row.height
            fits += 1
        end = _TOGETHER if len(made) > 2 * _TOGETHER else 2 if len(made) > _TOGETHER else 1
        if len(made) - end < fits < len(made):
            fits = len(made) - end
        is_short = sum(row.height for row in (*self._top, *made)) < _SHORT
        if fits in (0, len(made)) or is_short or (fits == 1 and made[0].height < _LOW):
            return []
        return [self._part(made[:fits]), self._part(made[fits:])]

    def _part(self, made: list[_Set]) -> "Table":
        part = Table(self._columns, (), self._head, self._sizes)
        part._made, part._top = made, self._top
        return part

    def draw(self) -> None:
        """Row by row, cell by cell, so that the words of a cell are read together."""
        canvas, top = self.canv, self.height
        for row in self._top:
            top = self._draw_row(canvas, row, top)
            _rule(canvas, top, self._full, look.QUIET)
        for row in self._made or ():
            top = self._draw_row(canvas, row, top)
            _rule(canvas, top, self._full, look.LINE)

    @property
    def _full(self) -> float:
        return sum(self._widths) + _GAP * (len(self._widths) - 1)

    def _draw_row(self, canvas: Any, row: _Set, top: float) -> float:
        bottom, left = top - row.height, 0.0
        if row.ground:
            canvas.setFillColor(row.ground)
            canvas.rect(-3, bottom, self._full + 6, row.height, stroke=0, fill=1)
        for column, width, lines, draw in zip(self._columns, self._widths, row.lines, row.draws, strict=True):
            if lines:
                self._draw_words(canvas, lines, left, top, width if column.is_right else None)
            if draw:
                canvas.saveState()
                canvas.translate(left, bottom)
                draw(canvas, width, row.height)
                canvas.restoreState()
            left += width + _GAP
        return bottom

    def _draw_words(self, canvas: Any, lines: Sequence[Line], left: float, top: float, room: float | None) -> None:
        size, leading, pad = self._sizes
        for number, line in enumerate(lines):
            wide = sum(measured(s.text, size, s.face) + measured(" ", size, s.face) for s in line)
            wide -= measured(" ", size, line[-1].face) if line else 0.0
            x = left if room is None else left + room - wide
            put_lines(canvas, [line], size, leading, x, top - pad - leading * (number + 0.75))


def _rule(canvas: Any, y: float, width: float, colour: Color) -> None:
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.4)
    canvas.line(-3, y, width + 3, y)
