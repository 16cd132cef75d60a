"""The jottings that are written up: frozen, in order of time, each with its signs; one is chosen."""

from __future__ import annotations

from rich.style import Style
from textual.strip import Strip

from fieldnotes.model.observation import Observation
from fieldnotes.tui import wording
from fieldnotes.tui.rows import says
from fieldnotes.tui.widgets.timeline import Timeline
from fieldnotes.tui.wrapping import Piece, wrap

_INDENT = 13
_NOTED = "(written up)"


class Jottings(Timeline):
    """The timeline with other signs: of the fuller note, and of coded words."""

    def _lay_out(self, seen: Observation, mark: str, chosen: bool) -> list[Strip]:
        width = self._text_width
        head = [
            Piece("❯" if chosen else " ", "accent"),
            Piece(mark[:1], "accent" if mark[:1] == "·" else "quiet"),
            Piece(mark[1:] + " ", "quiet"),
            Piece(wording.clock(seen.at), "cursor" if chosen else "time"),
            Piece(" "),
        ]
        told = [Piece(piece.text.replace(_NOTED, "").rstrip() or " ", piece.style)
                if piece.style == "code" else piece for piece in says(seen, self._title)]  # fmt: skip
        strips = []
        for n, row in enumerate(wrap(told, width - _INDENT)):
            strip = self.strip([*(head if n == 0 else [Piece(" " * _INDENT)]), *row], width)
            strips.append(strip.apply_style(Style(bold=True)) if chosen else strip)
        return strips
