"""Who spoke to whom, as a matrix: the more turns the darker, with the figure in each cell."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from reportlab.lib.colors import Color, white
from reportlab.platypus import Flowable

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD, REGULAR
from fieldnotes.export.pdf.leftwards import as_seen
from fieldnotes.export.pdf.lettering import fitted, measured
from fieldnotes.export.pdf.paragraph import BLACK
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.told import Told, percent
from fieldnotes.measures.interaction import Interaction, gathered, interaction, most_active
from fieldnotes.model.people import EVERYONE, NOT_KNOWN

MOST = 15
_SIZE, _LABEL, _UPRIGHT = 7.5, 76.0, 64.0
_ROW, _LOW_ROW, _MANY = 15.0, 12.0, 10
_SUM = "in all"
_COLUMN = look.PAGES["a4"].column
_ABOUT = "Turns and acts of the row to the column; one to several people is in the cell of each."
_NAMES = {EVERYONE: "everyone", NOT_KNOWN: "not known"}


class Grid(NamedTuple):
    """A matrix as it is drawn: names of rows and columns, figures by their places, sums behind and below."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[int, int], int]
    row_sums: tuple[int, ...]
    column_sums: tuple[int, ...]

    @property
    def most(self) -> int:
        """The largest figure, which is darkest."""
        return max(self.cells.values(), default=0)


def grid_of(found: Interaction, most: int = MOST) -> Grid:
    """The matrix of the most active people, the others as one, everyone and not known last."""
    shown = most_active(found, most)
    hidden = sum(code not in (*shown, EVERYONE, NOT_KNOWN) for code in found.people)
    others = f"{hidden} others"
    cells = gathered(found.cells, shown, others)
    ends = (others, EVERYONE, NOT_KNOWN)
    rows = (*shown, *(name for name in ends if any(who == name for who, _ in cells)))
    columns = (*shown, *(name for name in ends if any(to == name for _, to in cells)))
    at = {
        (r, c): cells[who, to] for r, who in enumerate(rows) for c, to in enumerate(columns) if (who, to) in cells
    }
    row_sums = tuple(sum(n for (r, _), n in at.items() if r == row) for row in range(len(rows)))
    column_sums = tuple(sum(n for (_, c), n in at.items() if c == column) for column in range(len(columns)))
    return Grid(tuple(_said(n, "all") for n in rows), tuple(map(_said, columns)), at, row_sums, column_sums)


def _said(code: str, everyone: str = "everyone") -> str:
    return everyone if code == EVERYONE else _NAMES.get(code, code)


def add_whom(story: Story, told: Told) -> None:
    """The matrix; nothing where nobody was noted as speaking to anybody."""
    found = interaction(told.record)
    if not any(to != NOT_KNOWN for _, to in found.cells):
        return
    grid = grid_of(found)
    for name in (*grid.rows, *grid.columns):
        story.ink.safe(name, "who to whom", BOLD)
    matrix = Matrix(grid._replace(rows=_safe(story, grid.rows), columns=_safe(story, grid.columns)))
    back = found.reciprocity
    returned = f" Of what people said to one another {percent(back)} was said back." if back is not None else ""
    few = f" The {MOST} most active are named." if any(name.endswith(" others") for name in grid.rows) else ""
    story.section("Who to whom", matrix.tall + 2.5 * look.NOTE.leading)
    story.note(f"{_ABOUT}{few}{returned}", "who to whom")
    story.add(matrix)


def _safe(story: Story, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(as_seen(story.ink.safe(name, "who to whom", REGULAR)) for name in names)


def shade(count: int, most: int) -> float:
    """How dark a cell is, from 0 to 1: by a power under 1, so that few among many can be told from none."""
    return (count / most) ** 0.75 if most else 0.0


def _mixed(part: float) -> Color:
    dark, light = look.ACCENT, look.ACCENT_TINT
    pairs = ((light.red, dark.red), (light.green, dark.green), (light.blue, dark.blue))
    return Color(*(low + (high - low) * part for low, high in pairs))


class Matrix(Flowable):
    """The matrix drawn, as wide as it needs to be up to the column and its overhang."""

    spaceBefore, spaceAfter = 2, 6

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._grid = grid
        self._row = _LOW_ROW if len(grid.rows) > _MANY else _ROW
        self._widest = max(measured(name, _SIZE, BOLD) for name in (*grid.columns, _SUM))
        self.tall = self._lay(_COLUMN)

    def _lay(self, width: float) -> float:
        """Work out where it stands in a column of that width; how high it is."""
        grid = self._grid
        self._label = min(max(measured(name, 8, BOLD) for name in (*grid.rows, _SUM)) + 6, _LABEL)
        self._wide = min((width + look.OVERHANG - self._label) / (len(grid.columns) + 1), 44.0)
        self._is_flat = self._widest <= self._wide - 3
        self._head = 12.0 if self._is_flat else min(self._widest, _UPRIGHT) + 6
        return self._head + self._row * (len(grid.rows) + 1)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as its rows and the names of its columns, which stand upright where they do not fit lying."""
        self.tall = self._lay(width)
        self.width, self.height = width, self.tall
        return self.width, self.height

    def draw(self) -> None:
        """Names, cells, sums."""
        grid, canvas = self._grid, self.canv
        label, wide, top = self._label, self._wide, self.height - self._head
        self._draw_heads(canvas, label, wide, top)
        for row, name in enumerate(grid.rows):
            self._draw_row(canvas, row, name, label, wide, top - self._row * (row + 1))
        self._draw_sums(canvas, label, wide, top - self._row * (len(grid.rows) + 1))

    def _draw_heads(self, canvas: Any, label: float, wide: float, top: float) -> None:
        names = (*self._grid.columns, _SUM)
        canvas.setFillColor(look.QUIET)
        canvas.setFont(BOLD, _SIZE)
        for column, name in enumerate(names):
            middle = label + wide * (column + 0.5)
            if self._is_flat:
                canvas.drawCentredString(middle, top + 4, name)
                continue
            canvas.saveState()
            canvas.translate(middle + _SIZE * 0.35, top + 3)
            canvas.rotate(90)
            canvas.drawString(0, 0, fitted(name, _UPRIGHT, _SIZE, BOLD))
            canvas.restoreState()

    def _draw_row(self, canvas: Any, row: int, name: str, label: float, wide: float, bottom: float) -> None:
        grid = self._grid
        canvas.setFillColor(BLACK)
        canvas.setFont(BOLD, 8)
        canvas.drawString(0, bottom + self._row / 2 - 3, fitted(name, label - 4, 8, BOLD))
        canvas.setFont(REGULAR, _SIZE)
        for column in range(len(grid.columns)):
            left = label + wide * column
            count = grid.cells.get((row, column), 0)
            part = shade(count, grid.most)
            canvas.setFillColor(
                _mixed(part) if count else look.SHADE if grid.rows[row] == grid.columns[column] else white
            )
            canvas.setStrokeColor(look.LINE)
            canvas.setLineWidth(0.4)
            canvas.rect(left, bottom, wide, self._row, stroke=1, fill=1)
            if count:
                canvas.setFillColor(white if part > 0.45 else BLACK)
                canvas.drawCentredString(left + wide / 2, bottom + self._row / 2 - 2.8, str(count))
        self._put_sum(canvas, grid.row_sums[row], label + wide * (len(grid.columns) + 0.5), bottom)

    def _draw_sums(self, canvas: Any, label: float, wide: float, bottom: float) -> None:
        canvas.setFillColor(look.QUIET)
        canvas.setFont(BOLD, 8)
        canvas.drawString(0, bottom + self._row / 2 - 3, _SUM)
        for column, count in enumerate(self._grid.column_sums):
            self._put_sum(canvas, count, label + wide * (column + 0.5), bottom)
        self._put_sum(canvas, sum(self._grid.row_sums), label + wide * (len(self._grid.columns) + 0.5), bottom)

    def _put_sum(self, canvas: Any, count: int, middle: float, bottom: float) -> None:
        canvas.setFillColor(look.QUIET)
        canvas.setFont(BOLD, _SIZE)
        canvas.drawCentredString(middle, bottom + self._row / 2 - 2.8, str(count))
        canvas.setFont(REGULAR, _SIZE)
