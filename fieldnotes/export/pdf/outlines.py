"""Glyphs as outlines: marks on a page that no reader takes for text.

A page number as text lands in the middle of a note that crosses the page, even when it is marked an artifact.
The glyph table is read as the TrueType specification says (Apple TrueType Reference Manual, "glyf"); only simple
glyphs, which digits are.
"""

from collections.abc import Iterator
from functools import cache
from struct import unpack_from
from typing import Any, NamedTuple

from fieldnotes.export.pdf.fonts import font

_ON_CURVE, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32


class Point(NamedTuple):
    """A point of a contour in thousandths of the size; off the curve it is the control point of an arc."""

    x: float
    y: float
    on: bool


def _flags(content: bytes, place: int, count: int) -> tuple[list[int], int]:
    flags: list[int] = []
    while len(flags) < count:
        flag = content[place]
        place += 1
        flags.append(flag)
        if flag & _REPEAT:
            flags += [flag] * content[place]
            place += 1
    return flags, place


def _coordinates(content: bytes, place: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    at, found = 0, []
    for flag in flags:
        if flag & short:
            at += content[place] if flag & same else -content[place]
            place += 1
        elif not flag & same:
            at += unpack_from(">h", content, place)[0]
            place += 2
        found.append(at)
    return found, place


@cache
def contours(face: str, char: str) -> tuple[tuple[Point, ...], ...]:
    """The contours of a simple glyph."""
    source = font(face).face
    glyph = source.charToGlyph[ord(char)]
    first, after = source.glyphPos[glyph : glyph + 2]
    content = source.get_chunk(source.get_table_pos("glyf")[0] + first, after - first)
    (count,) = unpack_from(">h", content)
    ends = unpack_from(f">{count}H", content, 10)
    place = 10 + 2 * count
    place += 2 + unpack_from(">H", content, place)[0]
    flags, place = _flags(content, place, ends[-1] + 1)
    xs, place = _coordinates(content, place, flags, _X_SHORT, _X_SAME)
    ys, _ = _coordinates(content, place, flags, _Y_SHORT, _Y_SAME)
    scale = 1000 / source.unitsPerEm
    points = [Point(x * scale, y * scale, bool(f & _ON_CURVE)) for x, y, f in zip(xs, ys, flags, strict=True)]
    starts = (0, *(end + 1 for end in ends))
    return tuple(tuple(points[start : end + 1]) for start, end in zip(starts, ends, strict=False))


def _between(one: Point, other: Point) -> Point:
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2, True)


def _arcs(contour: tuple[Point, ...]) -> Iterator[tuple[Point, Point | None, Point]]:
    """Each piece of a closed contour: from, control point (None for a straight line), to."""
    start = next((p for p in contour if p.on), _between(contour[0], contour[-1]))
    first = contour.index(start) if start in contour else 0
    at, control = start, None
    for point in (*contour[first + 1 :], *contour[:first], start):
        if control is None and not point.on:
            control = point
        elif point.on:
            yield at, control, point
            at, control = point, None
        elif control is not None:
            middle = _between(control, point)
            yield at, control, middle
            at, control = middle, point


def _draw(canvas: Any, face: str, char: str) -> None:
    path = canvas.beginPath()
    for contour in contours(face, char):
        for number, (begin, control, end) in enumerate(_arcs(contour)):
            if number == 0:
                path.moveTo(begin.x, begin.y)
            if control is None:
                path.lineTo(end.x, end.y)
            else:  # PDF knows cubic arcs only
                one = (begin.x + 2 / 3 * (control.x - begin.x), begin.y + 2 / 3 * (control.y - begin.y))
                two = (end.x + 2 / 3 * (control.x - end.x), end.y + 2 / 3 * (control.y - end.y))
                path.curveTo(*one, *two, end.x, end.y)
        path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def draw_outlined(canvas: Any, text: str, face: str, size: float, right: float, baseline: float) -> None:
    """Draw digits as outlines that end at `right`; one form a digit and document, its box that of the font."""
    source = font(face).face
    width = sum(source.charWidths[ord(char)] for char in text) * size / 1000
    left = right - width
    for char in text:
        form = f"outline-{face}-{ord(char):X}"
        if not canvas.hasForm(form):
            canvas.beginForm(form, -100, -400, 1200, 1200)
            _draw(canvas, face, char)
            canvas.endForm()
        canvas.saveState()
        canvas.translate(left, baseline)
        canvas.scale(size / 1000, size / 1000)
        canvas.doForm(form)
        canvas.restoreState()
        left += source.charWidths[ord(char)] * size / 1000
