"""Text in its measure: how wide it is, cut to a room, broken at hyphens."""

from fieldnotes.export.pdf.fonts import REGULAR
from fieldnotes.export.pdf.paragraph import widths


def measured(text: str, size: float, face: str = REGULAR) -> float:
    """The width of a text in points."""
    return widths(face)[text] * size


def fitted(text: str, room: float, size: float, face: str = REGULAR) -> str:
    """The text, cut with an ellipsis where it is wider than the room."""
    if len(text) < 1000 and measured(text, size, face) <= room:
        return text
    width, left, kept = widths(face), room / size - widths(face)["…"], 0
    for char in text:
        left -= width[char]
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def hyphened_lines(name: str, room: float, size: float, face: str = REGULAR, most: int = 3) -> list[str]:
    """A name with hyphens in lines that fit the room; the last of too many, and what has no hyphen, is cut."""
    lines = [""]
    for piece in name.replace("-", "-\0").split("\0"):
        if lines[-1] and measured(lines[-1] + piece, size, face) > room:
            lines.append("")
        lines[-1] += piece
    kept = lines if len(lines) <= most else [*lines[: most - 1], "".join(lines[most - 1 :])]
    return [fitted(line, room, size, face) for line in kept]
