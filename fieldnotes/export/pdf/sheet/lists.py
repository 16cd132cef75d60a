"""The lists of the sheet: who is there, with boxes for coming and going; the agenda, with boxes for its times."""

from collections.abc import Sequence

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD
from fieldnotes.export.pdf.sheet.pen import TIME_BOX, Pen
from fieldnotes.model.agenda import Item
from fieldnotes.model.people import Person

_ROW = 21.0
_GAP = 14.0
_SPARE_PEOPLE, _ALL_BLANK_PEOPLE = 4, 10
_SPARE_ITEMS, _ALL_BLANK_ITEMS = 3, 8
_MANY = 6  # people, from which on they stand in two columns


def add_people(pen: Pen, people: Sequence[Person]) -> None:
    """A row a person, in two columns where they are many, and blank ones for who else comes."""
    rows: list[Person | None] = [*people, *[None] * (_SPARE_PEOPLE if people else _ALL_BLANK_PEOPLE)]
    columns = 2 if len(rows) > _MANY else 1
    aside = (
        "tick who is there at the beginning; times for who comes or goes later; a second time goes into the lines"
    )
    pen.section("People", aside, 3 * _ROW)
    width = (pen.right - pen.left - _GAP * (columns - 1)) / columns
    while rows:
        if pen.room < 2 * _ROW:
            pen.new_page()
        _column_heads(pen, columns, width)
        fits = max(1, int(pen.room // _ROW))
        high = min(fits, -(-len(rows) // columns))
        here, rows = rows[: high * columns], rows[high * columns :]
        for place, person in enumerate(here):
            column, line = divmod(place, high)
            _person(pen, person, pen.left + column * (width + _GAP), pen.y - line * _ROW, width)
        pen.y -= high * _ROW


def _column_heads(pen: Pen, columns: int, width: float) -> None:
    for column in range(columns):
        right = pen.left + column * (width + _GAP) + width
        pen.words("in", right - 2 * TIME_BOX - 6, pen.y - 7, 7, colour=look.QUIET)
        pen.words("out", right - TIME_BOX, pen.y - 7, 7, colour=look.QUIET)
    pen.y -= 10


def _person(pen: Pen, person: Person | None, x: float, top: float, width: float) -> None:
    base = top - _ROW + 6
    pen.tick_box(x, base)
    boxes = x + width - 2 * TIME_BOX - 6
    pen.time_box(boxes, base - 2)
    pen.time_box(boxes + TIME_BOX + 6, base - 2)
    room = boxes - x - 18
    if person is None:
        pen.rule(base - 2, x + 14, boxes - 6)
        return
    end = pen.words(pen.fitted(person.code, room, 9, BOLD), x + 14, base + 1, 9, BOLD)
    status = "" if person.status == "present" else person.status
    about = "; ".join(part for part in (status, person.role, person.group) if part)
    lines = pen.wrapped(about, boxes - 6 - end - 5, 7.5, 2) if about else []
    for place, line in enumerate(lines):
        pen.words(line, end + 5, base + 1 + (4 if len(lines) > 1 else 0) - place * 8, 7.5, colour=look.QUIET)


def add_agenda(pen: Pen, items: Sequence[Item]) -> None:
    """A row an item: number, title, what was planned, and when it was opened and closed, twice."""
    rows: list[Item | None] = [*items, *[None] * (_SPARE_ITEMS if items else _ALL_BLANK_ITEMS)]
    pen.section(
        "Agenda", "when each item was really open; the second pair for one that is taken up again", 3 * _ROW
    )
    _item_heads(pen)
    for item in rows:
        lines = _item_lines(pen, item)
        height = max(_ROW, 11.0 * len(lines) + 8)
        if pen.needs(height):
            _item_heads(pen)
        _item(pen, item, lines, height)


def _boxes_from(pen: Pen) -> float:
    return pen.right - 4 * TIME_BOX - 20


def _item_heads(pen: Pen) -> None:
    x = _boxes_from(pen)
    pen.words("min", x - 28, pen.y - 7, 7, colour=look.QUIET)
    for place, word in enumerate(("opened", "closed", "again", "closed")):
        pen.words(word, x + _offset(place), pen.y - 7, 7, colour=look.QUIET)
    pen.y -= 12


def _offset(place: int) -> float:
    return place * (TIME_BOX + 4) + (8 if place > 1 else 0)


def _item_lines(pen: Pen, item: Item | None) -> list[str]:
    if item is None:
        return []
    paper = "; ".join(part for part in (item.purpose, item.presenter) if part)
    return pen.wrapped(f"{item.title} ({paper})" if paper else item.title, _boxes_from(pen) - pen.left - 66, 9, 3)


def _item(pen: Pen, item: Item | None, lines: Sequence[str], height: float) -> None:
    top, x = pen.y, _boxes_from(pen)
    first = top - 13
    if item is None:
        pen.rule(first - 2, pen.left, pen.left + 22)
        pen.rule(first - 2, pen.left + 30, x - 36)
    else:
        pen.words(pen.fitted(item.number, 28, 9, BOLD), pen.left, first, 9, BOLD)
        for place, line in enumerate(lines):
            pen.words(line, pen.left + 30, first - place * 11, 9)
        planned = "" if item.planned_minutes is None else f"{item.planned_minutes:g}"
        pen.words(planned, x - 14 - pen.measure(planned, 9), first, 9)
    for place in range(4):
        pen.time_box(x + _offset(place), first - 4)
    pen.y -= height
