"""The rows of the codebook screen in so many cells."""

from __future__ import annotations

from fieldnotes.text import name_key, visible
from fieldnotes.tui import wording
from fieldnotes.tui.codes.tree import CodeRow
from fieldnotes.tui.starting.rows import Listed
from fieldnotes.tui.starting.rows import lay_out as lay_out_others
from fieldnotes.tui.wrapping import Piece, Row, cells, cut, fill

FOLDS = {"": "  ", "open": "▾ ", "folded": "▸ "}
COLOUR = "■"
_WITH_WORDS = 44
_MARKS, _SIGN, _USES = 12, 2, 7
_DEEPEST_INDENT = 12


Row_ = CodeRow | Listed


def mark_of(row: CodeRow) -> tuple[str, str, str]:
    """The sign of a code's state, its word, and the style of both; empty for an a priori one."""
    if row.part == "merged":
        return "→", "merged", "quiet"
    if row.part == "waiting":
        return "◌", "waits", "over"
    if row.code.retired:
        return "✕", "retired", "quiet"
    return ("✦", "emergent", "accent") if row.code.status == "emergent" else ("", "", "")


def lay_out(row: Row_, width: int, today: str) -> Row:
    """A row of any kind."""
    if isinstance(row, CodeRow):
        return _code(row, width)
    return lay_out_others(row, width, today)


def _code(row: CodeRow, width: int) -> Row:
    """Nesting, colour, title, name; what it is, and how often it is used."""
    code, (sign, word, style) = row.code, mark_of(row)
    room = _MARKS if width >= _WITH_WORDS and row.part != "waiting" else _SIGN  # their heading says it in words
    mark = fill(f"{sign} {word}" if room == _MARKS else sign, room)
    uses = f"{row.uses:,}×" if row.uses else "—"
    lead = [
        Piece(" " * min(2 * row.depth, _DEEPEST_INDENT, width // 4)),
        Piece(FOLDS[row.fold], "accent"),
        Piece(f"{COLOUR} " if code.colour else "  ", code.colour),
    ]
    left = max(1, width - cells(lead) - room - _USES - 1)
    label = cut(visible(code.label), left)
    return [
        *lead,
        Piece(label, "struck" if row.part == "merged" else "quiet" if code.retired else "text"),
        Piece(fill(_behind(row), left - cells([Piece(label)])), "quiet"),
        Piece(f" {mark}", style),
        Piece(f"{uses:>{_USES}}", "quiet"),
    ]


def _behind(row: CodeRow) -> str:
    """The name where it is not the title's, what it was merged into, since when it waits."""
    code = row.code
    if row.part == "merged":
        return visible(f"  → #{row.into}")
    if row.part == "waiting":
        many = f"  {row.meetings} meeting{'' if row.meetings == 1 else 's'}" if row.uses else "  nowhere now"
        return f"{many}, since {wording.day_of(row.since)}" if row.since else ""
    return "" if name_key(code.label) == name_key(code.called) else visible(f"  #{code.called}")
