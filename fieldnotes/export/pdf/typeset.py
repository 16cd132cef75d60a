"""Lines of words put on a page: the operators of PDF written down at once, three times as fast as piece by piece.

They are those that reportlab's text object writes (ISO 32000-1, 9.4); fonts and their subsets stay reportlab's.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color

from fieldnotes.export.pdf.fonts import HYPHEN_AT_END, font

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
        last = len(line) - 1
        for place, segment in enumerate(line):
            if segment.colour is not colour:
                colour = segment.colour
                said.append(ink(colour))
            text = f"{segment.text} " if place < last else _ended(segment.text)
            for subset, shown in _encoded(segment.face, text, canvas._doc):
                if (segment.face, subset) != used:
                    used = segment.face, subset
                    said.append(f"{font(segment.face).getSubsetInternalName(subset, canvas._doc)} {size:g} Tf")
                said.append(f"({shown}) Tj")
        said.append("T*")
    said.append("ET")
    canvas._code.append(" ".join(said))
    if colour is not None:
        canvas._fillColorObj = colour


def _ended(text: str) -> str:
    return f"{text[:-1]}{HYPHEN_AT_END}" if text.endswith("-") else text


def _encoded(face: str, text: str, document: Any) -> list[tuple[int, str]]:
    """The text in the bytes of the font's subsets, escaped; what is printable ASCII is itself in the first."""
    if text.isascii() and text.isprintable():
        return [(0, text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)"))]
    split = font(face).splitString(text, document)
    return [(subset, shown.decode("latin-1").translate(_ESCAPES)) for subset, shown in split]
