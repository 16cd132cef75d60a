"""Pieces of text laid out in rows of so many terminal cells.

A piece is text and the name of a style; text is shown through `fieldnotes.text.visible`, and nothing in it is
ever read as markup.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from fieldnotes.text import visible

_WORDS = re.compile(r"\S+|\s+")


class Piece(NamedTuple):
    """Text, and the name of the style it is painted in."""

    text: str
    style: str = ""


Row = list[Piece]


def cells(row: Sequence[Piece]) -> int:
    """The width of a row."""
    return sum(cell_len(piece.text) for piece in row)


def shown(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces as a terminal may have them, the empty ones left out."""
    return [Piece(visible(piece.text), piece.style) for piece in pieces if piece.text]


def fitting(text: str, width: int) -> int:
    """How many characters of a text fit into so many cells; at least one, with the marks that follow it."""
    if text.isascii():
        return max(1, min(len(text), width))
    used = 0
    for place, char in enumerate(text):
        used += cell_len(char)
        if used > width and place:
            return place
    return len(text)


def cut(text: str, width: int) -> str:
    """The text in at most so many cells, with `…` where something was left out."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    kept = text[: fitting(text, width - 1)]
    return (kept if cell_len(kept) < width else "") + "…"


def fill(text: str, width: int) -> str:
    """The text in exactly so many cells: cut, or with blanks behind it."""
    short = cut(text, width)
    return short + " " * (width - cell_len(short))


def chunks(text: str, width: int) -> list[tuple[int, int]]:
    """Where a text is cut into rows of at most so many cells, words not looked at; never an empty list."""
    spans, start = [], 0
    while start < len(text):
        end = start + fitting(text[start : start + 2 * width + 8], width)
        spans.append((start, end))
        start = end
    return spans or [(0, 0)]


def word_chunks(text: str, width: int) -> list[tuple[int, int]]:
    """The same with words whole where they fit into a row; the blank behind a word stays in its row."""
    spans, start = [], 0
    while start < len(text):
        end = start + fitting(text[start : start + 2 * width + 8], width)
        if end < len(text) and not (text[end].isspace() or text[end - 1].isspace()):
            end = text.rfind(" ", start, end) + 1 or end
        spans.append((start, end))
        start = end
    return spans or [(0, 0)]


def _breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Where a text is cut into rows of at most so many cells between words, long words within."""
    rows: list[tuple[int, int]] = []
    start, used = 0, 0
    for found in _WORDS.finditer(text):
        word, size = found.group(), cell_len(found.group())
        if word.isspace() or used + size <= width:
            used += size
            continue
        if used:
            rows.append((start, found.start()))
            start, used = found.start(), 0
        if size <= width:
            used = size
            continue
        parts = chunks(word, width)
        rows.extend((start + a, start + b) for a, b in parts[:-1])
        last_start, last_end = parts[-1]
        start, used = start + last_start, cell_len(word[last_start:last_end])
    rows.append((start, len(text)))
    return rows


def wrap(pieces: Sequence[Piece], width: int) -> list[Row]:
    """The pieces in rows of at most so many cells, broken between words where that can be."""
    safe = shown(pieces)
    text = "".join(piece.text for piece in safe)
    return [_slice(safe, start, end, width) for start, end in _breaks(text, max(1, width))]


def _slice(pieces: Sequence[Piece], start: int, end: int, width: int) -> Row:
    """The part of the pieces between two places, without the blanks that would stick out at its end."""
    row: Row = []
    place = 0
    for piece in pieces:
        a, b = max(start - place, 0), min(end - place, len(piece.text))
        if a < b:
            row.append(Piece(piece.text[a:b], piece.style))
        place += len(piece.text)
    while row and cells(row) > width and row[-1].text[-1].isspace():
        row[-1] = Piece(row[-1].text.rstrip(), row[-1].style)
        if not row[-1].text:
            row.pop()
    return row
