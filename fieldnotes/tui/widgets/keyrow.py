"""What stands in the composer's place in key mode: what is being built, since when, and who has the floor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.strip import Strip

from fieldnotes.text import visible
from fieldnotes.tui import wording
from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.wrapping import Piece, cells, cut

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime

_HINTS = ("a letter takes or gives up the floor · Esc leaves", "letter: the floor · Esc leaves", "Esc leaves")
"""The first that has room."""


class Built(NamedTuple):
    """The time of the first key, what is built in words, keys that wait for another, and who has the floor."""

    at: KeyTime | None
    words: str
    typed: str
    floor: tuple[str, ...]


class KeyRow(Painted):
    """One row, marked KEYS."""

    def __init__(self, built: Callable[[], Built], *, id: str) -> None:
        super().__init__(id=id)
        self._built = built

    def render_line(self, y: int) -> Strip:
        """The row: what is built on the left, the floor at the right end."""
        built = self._built()
        time = wording.clock(built.at.at) if built.at else " " * 8
        lead = [Piece(f" {time} ", "accent"), Piece("KEYS", "cursor"), Piece(" ")]
        width = self.content_size.width
        who = ", ".join(built.floor) or "nobody"
        floor = Piece(cut(visible(f" floor: {who}"), width // 2) + " ", "quiet")
        room = width - cells([*lead, floor])
        words = [Piece(cut(visible(built.words), max(8, room - 3)), "strong")]
        if built.typed:
            gap = " " if built.words else ""
            words += [Piece(gap + visible(built.typed), "accent"), Piece(" ", "cursor")]
        elif not built.words:
            words = [Piece(next((hint for hint in _HINTS if len(hint) <= room), ""), "quiet")]
        left = width - cells([*lead, *words, floor])
        return self.strip([*lead, *words, Piece(" " * max(0, left)), floor])
