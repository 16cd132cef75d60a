"""Lines of words put on a page: the operators of PDF written down at once, three times as fast as piece by piece.

They are those that reportlab's text object writes (ISO 32000-1, 9.4); fonts and their subsets stay reportlab's.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color

from fieldnotes.export.pdf.fonts import HYPHEN_AT_END, font
from fieldnotes.export.pdf.leftwards import order, runs_leftwards, seen_characters

if TYPE_CHECKING:
    from fieldnotes.export.pdf.paragraph import Line

_ESCAPES = {point: f"\\{point:03o}" for point in (*range(32), *range(127, 256))}
_ESCAPES |= {ord(char): f"\\{char}" for char in "\\()"}
_inks: dict[Color, str] = {}


def ink(colour: Color) -> str:
    """The operator that sets a colour to fill with."""
    if colour not in _inks:
        _inks[colour] = f"{colour.red:.4g} {colour.green:.4g} {colour.blue:.4g} rg"
    return _inks[colour]


def put_lines(canvas: Any, lines: "Sequence[Line]", size: float, leading: float, x: float, y: float) -> None:
    """Lines from the baseline `y` downwards."""
    said = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {leading:g} TL"]
    used: tuple[str, int] | None = None
    colour: Color | None = None
    for line in lines:
        for text, face, its in _pieces(line):
            if its is not colour:
                colour = its
                said.append(ink(its))
            for subset, shown in _encoded(face, text, canvas._doc):
                if (face, subset) != used:
                    used = face, subset
                    said.append(f"{font(face).getSubsetInternalName(subset, canvas._doc)} {size:g} Tf")
                said.append(f"({shown}) Tj")
        said.append("T*")
    said.append("ET")
    canvas._code.append(" ".join(said))
    if colour is not None:
        canvas._fillColorObj = colour


def _pieces(line: "Line") -> Iterable[tuple[str, str, Color]]:
    """The stretches of a line from left to right, blanks between them among their words."""
    last = len(line) - 1
    told = [
        (f"{segment.text} " if place < last else _ended(segment.text), segment.face, segment.colour)
        for place, segment in enumerate(line)
    ]
    whole = "".join(text for text, _, _ in told)
    return told if whole.isascii() or not runs_leftwards(whole) else _turned(told, whole)


def _turned(told: Sequence[tuple[str, str, Color]], whole: str) -> Iterator[tuple[str, str, Color]]:
    """The same in the order in which they are seen, where some are written from the right."""
    looks = [(face, colour) for text, face, colour in told for _ in text]
    places = order(whole)
    shown = zip(seen_characters(whole, places), (looks[place] for place in places), strict=True)
    for (face, colour), some in groupby(shown, key=itemgetter(1)):
        yield "".join(char for char, _ in some), face, colour


def _ended(text: str) -> str:
    return f"{text[:-1]}{HYPHEN_AT_END}" if text.endswith("-") else text


def _encoded(face: str, text: str, document: Any) -> list[tuple[int, str]]:
    """The text in the bytes of the font's subsets, escaped; what is printable ASCII is itself in the first."""
    if text.isascii() and text.isprintable():
        return [(0, text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)"))]
    split = font(face).splitString(text, document)
    return [(subset, shown.decode("latin-1").translate(_ESCAPES)) for subset, shown in split]
