"""A line that is typed in, as a row: what is near the cursor where it is longer than its room."""

from typing import NamedTuple

from rich.cells import cell_len

from fieldnotes.text import visible
from fieldnotes.tui import graphemes
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.wrapping import Piece, Row, cut


class EntryRow(NamedTuple):
    """The pieces, and the cell in which the cursor stands; None where the entry is not the one typed in."""

    row: Row
    cursor: int | None


def entry_row(entry: Entry, width: int, *, active: bool) -> EntryRow:
    """An entry in so many cells; its hint, which keeps back, while it is empty."""
    line = entry.line
    if not active:
        shown = visible(line.text) if line else entry.hint
        return EntryRow([Piece(cut(shown, width), "text" if line else "quiet")], None)
    if entry.is_given:
        return EntryRow([Piece(cut(visible(line.text), width), "cursor")], 0)
    before, after = visible(line.text[: line.cursor]), visible(line.text[line.cursor :]) + " "
    end = graphemes.after(after, 0)
    before = _end_of(before, width - max(1, cell_len(after[:end])))
    at = cell_len(before)
    behind = cut(after[end:], max(0, width - at - cell_len(after[:end])))
    row = [Piece(before, "text"), Piece(after[:end], "cursor"), Piece(behind, "text")]
    if not line:
        row.append(Piece(cut(entry.hint, max(0, width - 2)), "quiet"))
    return EntryRow(row, at)


def _end_of(text: str, width: int) -> str:
    """As much of the end of a text as fits."""
    start, used = len(text), 0
    while start:
        previous = graphemes.before(text, start)
        used += cell_len(text[previous:start])
        if used > width:
            break
        start = previous
    return text[start:]
