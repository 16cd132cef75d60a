"""Help, in the place of the timeline while the composer goes on taking keys: no dialog stands in the way."""

from collections.abc import Sequence

from textual import events

from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, cells, wrap


class Help(Panel):
    """Sections of a sign and what it means."""

    def __init__(self, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]], *, id: str) -> None:
        super().__init__(id=id)
        self._sections = sections
        self._top = 0
        self.border_title = "Help"
        self.border_subtitle = "esc closes, pgdn for more"

    def _all(self, width: int) -> list[list[Piece]]:
        wide = min(30, width // 2)
        found: list[list[Piece]] = []
        for heading, lines in self._sections:
            found += [[Piece(heading, "strong")]]
            for sign, meaning in lines:
                room = cells([Piece(sign)])
                lead = [Piece("  "), Piece(sign, "accent"), Piece(" " * max(1, wide - room - 2))]
                for n, row in enumerate(wrap([Piece(meaning, "text")], width - max(wide, room + 3))):
                    found.append([*(lead if n == 0 else [Piece(" " * max(wide, room + 3))]), *row])
            found.append([])
        return found[:-1]

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """A page of it."""
        rows = self._all(width)
        self._top = max(0, min(self._top, len(rows) - height))
        return rows[self._top : self._top + height]

    def scroll_rows(self, rows: int) -> None:
        """Up (negative) or down."""
        self._top += rows
        self.renew()

    def scroll_page(self, pages: int) -> None:
        """Up (negative) or down by pages."""
        self.scroll_rows(pages * max(1, self.content_size.height - 1))

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-3)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(3)
