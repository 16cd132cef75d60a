"""The rows of the start screen in so many cells: meetings, lines that were found, studies, headings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.text import visible
from fieldnotes.tui import wording
from fieldnotes.tui.meetings import Heading, MeetingRow
from fieldnotes.tui.planrows import PlanRow, lay_out_plan
from fieldnotes.tui.wrapping import Piece, Row, cells, cut, fill

if TYPE_CHECKING:
    from fieldnotes.archive.search import Hit

_DAY, _TIME = 11, 5
_WITH_WORDS, _WITH_FIGURES = 66, 96
_MARKS, _SIGNS, _FIGURES = 23, 6, 20


class HitRow(NamedTuple):
    """A line that was found."""

    hit: Hit
    words: tuple[str, ...]


class StudyRow(NamedTuple):
    """A study that was opened here."""

    folder: Path
    is_open: bool


Listed = MeetingRow | Heading | HitRow | StudyRow | PlanRow


def under_headings(hits: Iterable[Hit], words: tuple[str, ...] = ()) -> list[Heading | HitRow]:
    """What was found, under a heading for each meeting."""
    rows: list[Heading | HitRow] = []
    folder, heading = None, Heading("", 0)
    for hit in hits:
        if hit.folder != folder or not rows:
            folder, at = hit.folder, len(rows)
            place = " · ".join(part for part in (hit.site, hit.body) if part)
            heading = Heading(f"{wording.day_of(hit.date)}  {place}", 0)
            rows.append(heading)
        heading = rows[at] = heading._replace(size=heading.size + 1)
        rows.append(HitRow(hit, words))
    return rows


def is_choosable(row: Listed) -> bool:
    """True for all but headings."""
    return not isinstance(row, Heading)


def lay_out(row: Listed, width: int, today: str) -> Row:
    """A row of any kind."""
    if isinstance(row, MeetingRow):
        return _meeting(row, width, today)
    if isinstance(row, Heading):
        return [Piece(cut(visible(row.words), max(1, width - 8)), "strong"), Piece(f"  {row.size:,}", "quiet")]
    if isinstance(row, HitRow):
        return _hit(row, width)
    if isinstance(row, PlanRow):
        return lay_out_plan(row, width)
    name = fill(visible(row.folder.name), min(32, width // 2))
    where = cut(visible(f"  {row.folder.parent}"), max(1, width - cells([Piece(name)]) - 2))
    return [Piece("● " if row.is_open else "  ", "accent"), Piece(name, "text"), Piece(where, "quiet")]


def _meeting(row: MeetingRow, width: int, today: str) -> Row:
    marks = _marks(row, width, today)
    figures = _figures(row) if width >= _WITH_FIGURES else ""
    room = width - _DAY - _TIME - 3 - cells(marks) - len(figures) - 1
    return [
        Piece(f"{row.day:>{_DAY}} ", "time"),
        Piece(f"{row.start:{_TIME}}  ", "time"),
        Piece(fill(visible(row.place), max(4, room)), "text"),
        Piece(figures, "quiet"),
        Piece(" "),
        *marks,
    ]


def _marks(row: MeetingRow, width: int, today: str) -> Row:
    """Signs and their words, the signs alone where there is no room; always as wide."""
    said = row.marks(today)
    if width < _WITH_WORDS:
        signs = [Piece(f"{mark.sign} ", mark.style) for mark in said][: _SIGNS // 2]
        return [*signs, Piece(" " * (_SIGNS - cells(signs)))]
    pieces: Row = []
    for mark in said:
        gap = "  " if pieces else ""
        left = _MARKS - cells(pieces) - len(gap)
        words = f"{mark.sign} {mark.words}"
        pieces += [Piece(gap), Piece(words if len(words) <= left else mark.sign[: max(0, left)], mark.style)]
    return [*pieces, Piece(" " * (_MARKS - cells(pieces)))]


def _figures(row: MeetingRow) -> str:
    minutes = "" if row.minutes is None else f"{row.minutes:.0f} min"
    lines = f"{row.observations:,} lines" if row.observations else ""
    return f"{minutes:>8}{lines:>{_FIGURES - 8}}"


def _hit(row: HitRow, width: int) -> Row:
    hit = row.hit
    at = datetime.fromisoformat(hit.at)
    who = f"{hit.actor}: " if hit.actor else ""
    kind = "" if hit.kind in ("note", "speech") else f"{hit.kind} "
    lead = [Piece(f"  {wording.minute(at)}  ", "time"), Piece(visible(kind), "quiet"), Piece(visible(who), "who")]
    return [*lead, *_snippet(visible(hit.text), row.words, width - cells(lead))]


def _snippet(text: str, words: tuple[str, ...], width: int) -> Row:
    """The part of a text with the first of the words that is in it, which stand out."""
    folded = text.casefold()
    exact = len(folded) == len(text)
    places = sorted((folded.find(word), len(word)) for word in words if exact and word in folded)
    start = 0
    if places and cells([Piece(text[: places[0][0] + places[0][1]])]) > width - 4:
        start = max(0, places[0][0] - width // 3)
    pieces: Row = [Piece("…" if start else "", "quiet")]
    for place, length in places:
        if place >= start:
            pieces += [Piece(text[start:place], "text"), Piece(text[place : place + length], "verbatim")]
            start = place + length
    pieces.append(Piece(text[start:], "text"))
    return fitted(pieces, width)


def fitted(pieces: Row, width: int) -> Row:
    """The pieces in at most so many cells, cut with `…`."""
    fitted: Row = []
    for piece in pieces:
        short = cut(piece.text, width - cells(fitted))
        fitted.append(Piece(short, piece.style))
        if short != piece.text:
            break
    return fitted
