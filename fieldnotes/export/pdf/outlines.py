"""Glyphs as outlines: marks on a page that no reader takes for text.

A page number as text lands in the middle of a note that crosses the page, even when it is marked an artifact.
The glyph table is read as the TrueType specification says (Apple TrueType Reference Manual, "glyf").
"""

from collections.abc import Iterator
from functools import cache
from struct import unpack_from
from typing import Any, NamedTuple

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfdoc import PDFFormXObject, PDFResourceDictionary

from fieldnotes.export.pdf.fonts import font
from fieldnotes.export.pdf.typeset import ink

_ON_CURVE, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32
_WORDS, _OFFSETS, _ONE_SCALE, _MORE, _TWO_SCALES, _FOUR_SCALES = 1, 2, 8, 32, 64, 128
_DEEPEST = 4


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


class _Source(NamedTuple):
    """The glyph table of a face: where it begins, and what reads it."""

    read: Any
    table: int

    def glyph(self, number: int) -> bytes:
        first, after = self.read.glyphPos[number : number + 2]
        content: bytes = self.read.get_chunk(self.table + first, after - first)
        return content


@cache
def _source(face: str) -> _Source:
    read = font(face).face
    return _Source(read, read.get_table_pos("glyf")[0])


@cache
def contours(face: str, char: str) -> tuple[tuple[Point, ...], ...]:
    """The contours of a character in thousandths of the size; none for a blank, the box for what the font lacks."""
    font(face).prepare(char)
    source = _source(face)
    scale = 1000 / source.read.unitsPerEm
    found = _glyph(source, source.read.charToGlyph.get(ord(char), 0), 0)
    return tuple(tuple(Point(p.x * scale, p.y * scale, p.on) for p in contour) for contour in found)


def _glyph(source: _Source, number: int, depth: int) -> list[list[Point]]:
    content = source.glyph(number)
    if not content or depth > _DEEPEST:
        return []
    (count,) = unpack_from(">h", content)
    return _simple(content, count) if count >= 0 else list(_composite(source, content, depth))


def _simple(content: bytes, count: int) -> list[list[Point]]:
    if not count:
        return []
    ends = unpack_from(f">{count}H", content, 10)
    place = 10 + 2 * count
    place += 2 + unpack_from(">H", content, place)[0]
    flags, place = _flags(content, place, ends[-1] + 1)
    xs, place = _coordinates(content, place, flags, _X_SHORT, _X_SAME)
    ys, _ = _coordinates(content, place, flags, _Y_SHORT, _Y_SAME)
    points = [Point(x, y, bool(f & _ON_CURVE)) for x, y, f in zip(xs, ys, flags, strict=True)]
    starts = (0, *(end + 1 for end in ends))
    return [points[start : end + 1] for start, end in zip(starts, ends, strict=False)]


def _composite(source: _Source, content: bytes, depth: int) -> Iterator[list[Point]]:
    """The contours of a glyph that is made of others, as é of e and an accent: each scaled, then moved."""
    place, flags = 10, _MORE
    while flags & _MORE:
        flags, number = unpack_from(">HH", content, place)
        place += 4
        dx, dy = unpack_from(">hh" if flags & _WORDS else ">bb", content, place)
        place += 4 if flags & _WORDS else 2
        (xx, xy, yx, yy), place = _scaling(content, place, flags)
        if not flags & _OFFSETS:
            dx = dy = 0  # matched by points, which no letter of ours is
        for contour in _glyph(source, number, depth + 1):
            yield [Point(p.x * xx + p.y * yx + dx, p.x * xy + p.y * yy + dy, p.on) for p in contour]


def _scaling(content: bytes, place: int, flags: int) -> tuple[tuple[float, float, float, float], int]:
    count = 1 if flags & _ONE_SCALE else 2 if flags & _TWO_SCALES else 4 if flags & _FOUR_SCALES else 0
    told = [value / (1 << 14) for value in unpack_from(f">{count}h", content, place)]
    place += 2 * count
    if count == 4:
        return (told[0], told[1], told[2], told[3]), place
    return (told[0] if told else 1.0, 0.0, 0.0, told[-1] if told else 1.0), place


def _between(one: Point, other: Point) -> Point:
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2, True)


def _arcs(contour: tuple[Point, ...]) -> Iterator[tuple[Point, Point | None, Point]]:
    """Each piece of a closed contour: from, control point (None for a straight line), to."""
    start = next((p for p in contour if p.on), _between(contour[0], contour[-1]))
    first = contour.index(start) + 1 if start in contour else 0
    at, control = start, None
    for point in (*contour[first:], *contour[: max(first - 1, 0)], start):
        if control is None and not point.on:
            control = point
        elif point.on:
            yield at, control, point
            at, control = point, None
        elif control is not None:
            middle = _between(control, point)
            yield at, control, middle
            at, control = middle, point


@cache
def _path(face: str, char: str) -> str:
    """The operators that fill a character, in thousandths of its size; empty for a blank."""
    said: list[str] = []
    for contour in contours(face, char):
        for number, (begin, control, end) in enumerate(_arcs(contour)):
            if number == 0:
                said.append(f"{begin.x:.0f} {begin.y:.0f} m")
            if control is None:
                said.append(f"{end.x:.0f} {end.y:.0f} l")
            else:  # PDF knows cubic arcs only
                one = (begin.x + 2 / 3 * (control.x - begin.x), begin.y + 2 / 3 * (control.y - begin.y))
                two = (end.x + 2 / 3 * (control.x - end.x), end.y + 2 / 3 * (control.y - end.y))
                said.append(" ".join(f"{place:.0f}" for place in (*one, *two, end.x, end.y)) + " c")
        said.append("h")
    return " ".join((*said, "f")) if said else ""


@cache
def _advance(face: str, char: str) -> float:
    font(face).prepare(char)
    width: float = font(face).face.charWidths[ord(char)]
    return width


def outlined_width(text: str, face: str, size: float) -> float:
    """How wide a text is as outlines."""
    return sum(_advance(face, char) for char in text) * size / 1000


def traced(text: str, face: str, size: float, left: float, baseline: float) -> str:
    """The operators that draw a text as outlines from `left` on (ISO 32000-1, 8.5)."""
    said = [f"q {size / 1000:.5f} 0 0 {size / 1000:.5f} {left:.2f} {baseline:.2f} cm"]
    for char in text:
        said += (_path(face, char), f"1 0 0 1 {_advance(face, char):g} 0 cm")
    return " ".join((*said, "Q"))


def draw_outlined(
    canvas: Any, text: str, face: str, size: float, right: float, baseline: float, colour: Color
) -> None:
    """Draw a text as outlines that end at `right`."""
    outline(canvas, text, face, size, right - outlined_width(text, face, size), baseline, colour)


def outline(canvas: Any, text: str, face: str, size: float, left: float, baseline: float, colour: Color) -> None:
    """Draw a text as outlines from `left` on: a form each, made once in a document, that a reader passes in a step.

    Of a long number what stands before its last two digits is a form of its own, for they come again and again.
    """
    said = [f"{ink(colour)} q {size / 1000:.5f} 0 0 {size / 1000:.5f} {left:.2f} {baseline:.2f} cm"]
    parts = (text[:-2], text[-2:]) if len(text) > 2 and text.isdecimal() else (text,)
    for part in parts:
        name = _form_of(canvas, face, part)
        said.append(f"/{canvas._doc.getXObjectName(name)} Do")
        canvas._formsinuse.append(name)
        if part is not parts[-1]:
            said.append(f"1 0 0 1 {outlined_width(part, face, 1000):g} 0 cm")
    canvas._code.append(" ".join((*said, "Q")))


def _form_of(canvas: Any, face: str, text: str) -> str:
    """The name of the form of a text, made where the document has none."""
    if not hasattr(canvas, "outlined"):
        canvas.outlined = {}
    known: dict[tuple[str, str], str] = canvas.outlined
    if (face, text) not in known:
        known[face, text] = f"outline-{len(known)}"
        wide = outlined_width(text, face, 1000)
        add_form(canvas, known[face, text], traced(text, face, 1000, 0, 0), (-300, -500, wide + 300, 1300))
    return known[face, text]


def add_form(canvas: Any, name: str, said: str, box: tuple[float, float, float, float]) -> None:
    """Put a form into the document; its box is told, and no fonts, which readers would read again at each use."""
    form = PDFFormXObject(*box)
    form.Resources = PDFResourceDictionary()
    form.setStreamList([said])
    canvas._doc.addForm(name, form)
