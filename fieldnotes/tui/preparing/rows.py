"""The rows of agenda and people in so many cells. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fieldnotes.jottings.write import plain
from fieldnotes.model.agenda import Item
from fieldnotes.text import visible
from fieldnotes.tui.preparing.agenda import AgendaRow
from fieldnotes.tui.preparing.people import PersonRow
from fieldnotes.tui.wrapping import Piece, Row, cells, cut, fill

_BESIDE = 58
"""Cells from which there is room for the text beside what was read of it."""
_LEAST_TITLE = 14


class Notice(NamedTuple):
    """Stands under the line it is about."""

    line: int
    words: str


class Numbered(NamedTuple):
    """A line with its place."""

    line: int
    row: AgendaRow


AgendaShown = Numbered | Notice


def agenda_shown(rows: Iterable[AgendaRow]) -> list[AgendaShown]:
    """The lines, what is to be looked at under each."""
    shown: list[AgendaShown] = []
    for line, row in enumerate(rows):
        shown.append(Numbered(line, row))
        shown += [Notice(line, words) for words in row.notices]
    return shown


def is_line(shown: AgendaShown) -> bool:
    """True for what can be chosen."""
    return isinstance(shown, Numbered)


def agenda_row(shown: AgendaShown, width: int) -> Row:
    """What was read, and beside it the line as it came, where there is room."""
    if isinstance(shown, Notice):
        return [Piece(cut(f"     ⚠ {visible(shown.words)}", width), "warning")]
    row = shown.row
    behind = row.text if row.item else f"{row.text} — {row.why}"
    if row.came:
        behind = row.came
    if row.item is None:
        return [Piece(cut(f"–    {visible(behind)}", width), "quiet")]
    if width < _BESIDE or not behind:
        return _item(row.item, width)
    half = width - min(width // 2, cells([Piece(row.came)]) + 2) if row.came else width * 3 // 5
    left = _item(row.item, half - 1)
    left.append(Piece(" " * (half - cells(left)) + "│ ", "quiet"))
    return [*left, Piece(cut(visible(behind), max(1, width - cells(left))), "quiet")]


def _item(item: Item, width: int) -> Row:
    minutes = "" if item.planned_minutes is None else f"{plain(item.planned_minutes)}'"
    details = visible("  ".join(filter(None, [minutes, item.purpose, item.presenter])))
    number = Piece(fill(visible(item.number), 4) + " ", "strong")
    details = cut(details, max(0, width - 7 - min(_LEAST_TITLE, cells([Piece(visible(item.title))]))))
    room = max(1, width - 5 - cells([Piece(details)]) - 2)
    title = cut(visible(item.title), room)
    return [number, Piece(title, "text"), Piece(f"  {details}" if details else "", "accent")]


def person_row(row: PersonRow, width: int) -> Row:
    """Code, role, group, status; who sent apologies stands back."""
    person, away = row.person, not row.person.expected
    status = "" if person.status == "present" else person.status
    code = fill(visible(person.code), min(8, max(4, width // 8))) + " "
    behind = visible("  ".join(filter(None, [person.group, status])))
    room = max(1, width - len(code) - cells([Piece(behind)]) - 2)
    role = fill(visible(person.role), room)
    group = visible(person.group) + ("  " if person.group and status else "")
    return [
        Piece(code, "quiet" if away else "who"),
        Piece(role, "quiet" if away else "text"),
        Piece("  "),
        Piece(group, "quiet"),
        Piece(visible(status), "warning" if away else "quiet"),
    ]
