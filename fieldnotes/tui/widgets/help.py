"""Help, in the place of the timeline while the composer goes on taking keys: no dialog stands in the way."""

from collections.abc import Callable, Sequence

from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.widgets.wheel import Wheeled
from fieldnotes.tui.wrapping import Piece, cells, wrap

Section = tuple[str, Sequence[tuple[str, str]]]


class Help(Wheeled, Panel):
    """Sections of a sign and what it means."""

    def __init__(self, sections: Callable[[], Sequence[Section]], keys: str, *, id: str) -> None:
        """`sections` gives a heading each with its signs and meanings, what is in force first; `keys` end it."""
        super().__init__(id=id)
        self.sections = sections
        self._top = 0
        self.border_title = "Help"
        self.border_subtitle = keys

    def _all(self, width: int) -> list[list[Piece]]:
        """Every row: signs in one column as wide as they need, up to half of the width."""
        sections = self.sections()
        signs = max(cells([Piece(sign)]) for _, lines in sections for sign, _ in lines)
        column = min(signs + 4, width // 2)
        found: list[list[Piece]] = []
        for heading, lines in sections:
            found.append([Piece(heading, "strong")])
            for sign, meaning in lines:
                found += _explained(sign, meaning, column, width)
            found.append([])
        return found[:-1]

    def open(self) -> None:
        """From its beginning."""
        self._top = 0
        self.renew()

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


def _explained(sign: str, meaning: str, column: int, width: int) -> list[list[Piece]]:
    """A sign and its meaning beside it; below it where the sign is wider than its column."""
    lead = [Piece("  "), Piece(sign, "accent")]
    rows = [[Piece(" " * column), *row] for row in wrap([Piece(meaning, "text")], width - column)]
    if cells(lead) >= column:
        return [lead, *rows]
    rows[0] = [*lead, Piece(" " * (column - cells(lead))), *rows[0][1:]]
    return rows
