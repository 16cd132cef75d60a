"""One line that is asked for, painted: its label, what is typed, the cursor."""

from collections.abc import Callable

from textual.geometry import Offset
from textual.strip import Strip

from fieldnotes.text import visible
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.entryrow import entry_row
from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.wrapping import Piece, cells, cut


class Field(Painted):
    """Shows an entry while there is one; keys go to the entry, through the screen, and `refresh` paints.

    While it is not `active` the keys go elsewhere.
    """

    def __init__(
        self, entry: Callable[[], Entry | None], active: Callable[[], bool] = lambda: True, *, id: str
    ) -> None:
        super().__init__(id=id)
        self._entry, self._active = entry, active

    def render_line(self, y: int) -> Strip:
        """The row; what was understood stands at its right end where there is room."""
        entry = self._entry()
        if entry is None or y:
            return self.strip([])
        width = self.content_size.width
        active = self._active()
        lead = Piece(f" {entry.label} › ", "over" if active else "quiet")
        said = cut(visible(entry.understood), max(0, width // 3))
        room = width - cells([lead]) - (cells([Piece(said)]) + 2 if said else 0)
        row, cursor = entry_row(entry, max(1, room), active=active)
        if cursor is not None:
            at = self.content_region
            self.app.cursor_position = Offset(at.x + cells([lead]) + cursor, at.y)
        gap = Piece(" " * max(0, width - cells([lead, *row]) - cells([Piece(said)]) - 1))
        return self.strip([lead, *row, gap, Piece(said, "warning" if entry.is_wrong else "quiet")])
