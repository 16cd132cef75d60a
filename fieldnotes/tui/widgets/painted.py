"""The base of all that is painted line by line here: no layout and no markup, whatever the text."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from fieldnotes.tui.paints import Paints, coloured, paints
from fieldnotes.tui.wrapping import Piece, cells


class Painted(Widget):
    """A widget of rows; a piece's style is that of its name among the theme's paints."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        self._paints: Paints | None = None
        super().__init__(id=id)
        self.auto_links = False

    def paint(self, name: str) -> Style:
        """The style of that name, or text in that colour (`#RRGGBB`)."""
        if self._paints is None:
            self._paints = paints(self.app.theme_variables)
        return coloured(self._paints[""], name) if name.startswith("#") else self._paints[name]

    def notify_style_update(self) -> None:
        """Forget the paints: the theme may be another."""
        self._paints = None
        super().notify_style_update()

    def strip(self, row: Sequence[Piece], width: int | None = None) -> Strip:
        """A row painted, blanks behind it up to the width (of the widget's content if none is given)."""
        wanted = self.content_size.width if width is None else width
        used = cells(row)
        segments = [Segment(piece.text, self.paint(piece.style)) for piece in row if piece.text]
        if used < wanted:
            segments.append(Segment(" " * (wanted - used), self.paint("")))
        painted = Strip(segments, max(used, wanted))
        return painted if used <= wanted else painted.crop(0, wanted)


class Panel(Painted):
    """Rows worked out anew when asked, painted only where they changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[list[Piece]] = []
        self._wanted: int | None = None

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """What the panel says in so many cells and lines."""
        raise NotImplementedError

    def wanted_rows(self) -> int:
        """How many rows it would fill, where its height is its own to choose."""
        return 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height of `height: auto`."""
        return self.wanted_rows()

    def renew(self) -> None:
        """Work the rows out again; paint if they say something else, take room if there are more of them."""
        wanted = self.wanted_rows()
        if self._wanted not in (None, wanted):
            self.refresh(layout=True)
        self._wanted = wanted
        rows = self.rows(self.content_size.width, self.content_size.height)
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def on_resize(self) -> None:
        """Rows depend on the room there is."""
        self._rows = []
        self.renew()

    def render_line(self, y: int) -> Strip:
        """One row."""
        return self.strip(self._rows[y] if y < len(self._rows) else [])
