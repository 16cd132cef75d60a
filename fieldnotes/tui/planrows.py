"""A plan as rows: what an import would come to, shown before it is done."""

from __future__ import annotations

from typing import NamedTuple

from fieldnotes.text import visible
from fieldnotes.tui.wrapping import Piece, Row, cells, cut


class PlanRow(NamedTuple):
    """A line of a plan: its sign, what is done, and in quiet words why or in what."""

    sign: str
    words: str
    more: str = ""


def lay_out_plan(row: PlanRow, width: int) -> Row:
    """The row in so many cells."""
    sign = Piece(f"{row.sign} ", "accent")
    lead = [sign, Piece(cut(visible(row.words), max(1, width - cells([sign]))), "text")]
    more = cut(visible(f"  {row.more}"), max(0, width - cells(lead))) if row.more else ""
    return [*lead, Piece(more, "quiet")]
