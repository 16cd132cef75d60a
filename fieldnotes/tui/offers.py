"""What tab offers, laid out in one row: the best candidate with a few words on it, then the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.text import visible
from fieldnotes.tui.wrapping import Piece, Row, cells, cut

if TYPE_CHECKING:
    from fieldnotes.jottings.candidates import Candidate
    from fieldnotes.tui.completing import Offered

_LEAD = " Tab  "
_BETWEEN = 3
_SHORT = 26
_LEAST = 8
_TOLD_BY_WORDS = ("person", "item", "point", "how")
"""Kinds of which a number or code alone says little; of the others the name does."""
_MORE = 6
_BESIDE, _LEAST_SAID = 3, 12
"""Where names tell: so many others come before the words on the first, of which fewer cells say nothing."""
BACK = "Esc: your line "


class Laid(NamedTuple):
    """A row, and where each candidate in it stands: its first cell, and that behind its last."""

    row: Row
    spans: tuple[tuple[int, int], ...]


def lay_out(offered: Offered | None, width: int, waits: bool = False) -> Laid:
    """The row in so many cells; `waits` says that a line waits, which Esc brings back."""
    back = Piece(BACK, "quiet")
    room = width - (cells([back]) + _BETWEEN if waits else 0)
    row, spans = _candidates(offered, room) if offered else ([], [])
    if waits:
        row = [*row, Piece(" " * max(1, width - cells(row) - cells([back]))), back]
    return Laid(row, tuple(spans))


def _candidates(offered: Offered, width: int) -> tuple[Row, list[tuple[int, int]]]:
    row: Row = [Piece(_LEAD, "strong")]
    spans: list[tuple[int, int]] = []
    count = len(offered.candidates)
    for place, candidate in enumerate(offered.candidates):
        gap = _BETWEEN if place else 0
        left = width - cells(row) - gap - (_MORE if place + 1 < count else 1)
        shown = _other(candidate, left, offered.kind) if place else _first(candidate, left, offered)
        if not shown:
            row.append(Piece(f"   +{count - place}", "quiet"))
            break
        start = cells(row) + gap
        row += [Piece(" " * gap), *shown]
        spans.append((start, start + cells(shown)))
    return row, spans


def _first(candidate: Candidate, room: int, offered: Offered) -> Row:
    name = Piece(cut(visible(candidate.text), room), "open" if offered.taken else "accent")
    alone = room if len(offered.candidates) == 1 else max(_SHORT, room // 2)
    left = _SHORT + 6 if offered.kind in _TOLD_BY_WORDS and alone < room else alone - cells([name]) - 1
    says = cut(visible(candidate.says), min(left, room - cells([name]) - 1)) if left > 3 else ""
    if offered.kind not in _TOLD_BY_WORDS and len(offered.candidates) > 1:
        says = _beside_others(candidate, room - cells([name]) - 1, says, offered)
    return [name, Piece(f" {says}" if says else "", "quiet")]


def _beside_others(candidate: Candidate, room: int, says: str, offered: Offered) -> str:
    """The words on the first, cut where the next names want their room; none where few cells are left."""
    others = offered.candidates[1 : 1 + _BESIDE]
    left = room - sum(_BETWEEN + cells([Piece(visible(other.text))]) for other in others)
    brief = cut(says, max(0, left))
    return brief if left >= _LEAST_SAID or (brief and brief == visible(candidate.says)) else ""


def _other(candidate: Candidate, room: int, kind: str) -> Row:
    """The candidate, with its words where it wants them and there is room; nothing where there is none for it."""
    name = Piece(visible(candidate.text), "text")
    left = room - cells([name]) - 1
    if left < -1:
        return []
    says = cut(visible(candidate.says), max(0, min(left, _SHORT)))
    tells = kind in _TOLD_BY_WORDS and says and (says == visible(candidate.says) or left >= _LEAST)
    return [name, Piece(f" {says}" if tells else "", "quiet")]
