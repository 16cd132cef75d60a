"""A list of any length, painted: one row each, one of them chosen; what is out of sight costs nothing."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from fieldnotes.text import visible
from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.widgets.wheel import Wheeled
from fieldnotes.tui.wrapping import Piece, Row, wrap

R = TypeVar("R", bound=Hashable)
_KEPT = 500
_STEPS = {"up": -1, "down": 1, "ctrl+up": -1, "ctrl+down": 1}
_PAGES = {"pageup": -1, "pagedown": 1, "ctrl+b": -1, "ctrl+f": 1}
_ENDS = {"home": -1, "ctrl+home": -1, "end": 1, "ctrl+end": 1}

KEYS = (
    ("Up  Down", "choose another one"),
    ("PgUp  PgDn", "a page up, a page down"),
    ("Home  End", "the first, the last"),
    ("a click", "chooses; on the chosen one, opens it"),
)
"""What help tells of a list's keys."""


class Listing(Wheeled, Painted, Generic[R]):
    """Rows of anything: `lay_out` makes a row of one of them in so many cells.

    Those that are not `choosable`, such as headings, are passed over. `empty` gives the sentences shown where there
    is nothing.
    """

    class Opened(Message):
        """The chosen one was pressed once more."""

    class Chosen(Message):
        """Another one was chosen, by a click."""

    def __init__(
        self,
        lay_out: Callable[[R, int], Row],
        choosable: Callable[[R], bool] = lambda one: True,
        empty: Callable[[], Sequence[str]] = lambda: (),
        *,
        id: str,
    ) -> None:
        super().__init__(id=id)
        self._lay_out, self._choosable, self._empty = lay_out, choosable, empty
        self.rows: Sequence[R] = ()
        self.at: int | None = None
        self.top = 0
        self._strips: dict[tuple[R, bool], Strip] = {}
        self._page: list[Strip] = []
        self._thumb = range(0)
        self._bare: Strip | None = None

    def show(self, rows: Sequence[R], at: int | None = None) -> None:
        """Show these, with one of them chosen: the one at or after that place, else the first.

        A row that was laid out is not laid out again: rows are told apart as keys of a mapping are.
        """
        self.top = 0
        self.show_in_place(rows, 0 if at is None else at)

    def show_in_place(self, rows: Sequence[R], at: int | None) -> None:
        """The same where one is in the list, with none chosen for None."""
        self.rows = rows
        self.at = None if at is None or not rows else self._nearest(min(at, len(rows) - 1), 1)
        self._keep_full()
        self._reveal()
        self._paint()

    @property
    def chosen(self) -> R | None:
        """The one that is chosen."""
        return None if self.at is None else self.rows[self.at]

    def key(self, key: str) -> bool:
        """Take a key that chooses; False where it does not."""
        if key in _STEPS:
            self.step(_STEPS[key])
        elif key in _PAGES:
            self.step(_PAGES[key] * max(1, self._height - 1))
        elif key in _ENDS:
            self.step(_ENDS[key] * len(self.rows))
        else:
            return False
        return True

    def step(self, by: int) -> None:
        """Choose the one so many rows up (negative) or down."""
        if self.at is not None:
            towards = 1 if by > 0 else -1
            self.choose(self._nearest(max(0, min(len(self.rows) - 1, self.at + by)), towards))

    def choose(self, at: int | None) -> None:
        """Choose the one at that place, and have it in sight."""
        if at == self.at:
            return
        self.at = at
        self._reveal()
        self._paint()

    def _nearest(self, place: int, towards: int) -> int | None:
        """The nearest one that can be chosen, looked for in that direction first."""
        onwards = range(place, len(self.rows)) if towards > 0 else range(place, -1, -1)
        back = range(place, -1, -1) if towards > 0 else range(place, len(self.rows))
        for among in (onwards, back):
            found = next((n for n in among if self._choosable(self.rows[n])), None)
            if found is not None:
                return found
        return None

    @property
    def _height(self) -> int:
        return self.content_size.height

    def _reveal(self) -> None:
        """Have the chosen one in sight, and the heading that stands before it."""
        height, at = self._height, self.at
        if at is None or not height:
            return
        above = at - 1 if at and not self._choosable(self.rows[at - 1]) else at
        if above < self.top:
            self.top = above
        elif at >= self.top + height:
            self.top = at - height + 1
        self._keep_full()

    def _keep_full(self) -> None:
        self.top = max(0, min(self.top, len(self.rows) - self._height))

    def scroll_rows(self, rows: int) -> None:
        """Up (negative) or down, whatever is chosen."""
        self.top += rows
        self._keep_full()
        self._paint()

    # -- painting

    def entitle(self, title: str, subtitle: str = "") -> None:
        """The title over it, and what stands at its foot."""
        for name, words in (("border_title", title), ("border_subtitle", subtitle)):
            content = Content(visible(words))
            if getattr(self, f"_{name}") != content:
                setattr(self, name, content)

    def _paint(self) -> None:
        """Make the page anew, and paint the rows of it that changed."""
        old, thumb, width = self._page, self._thumb, self.content_size.width
        page = self._turn()
        changed = [y for y in range(len(page)) if y >= len(old) or old[y] is not page[y]]
        dirty = [Region(0, y, width, 1) for y in changed]
        if thumb != self._thumb:
            dirty.append(Region(width - 1, 0, 1, self._height))
        if dirty:
            self.refresh(*dirty)

    def _turn(self) -> list[Strip]:
        self._page = [self._row(y) for y in range(self._height)]
        self._thumb = self._sized_bar()
        return self._page

    @property
    def _width(self) -> int:
        return max(8, self.content_size.width - 2)

    def render_line(self, y: int) -> Strip:
        """A row, with the scroll bar at its end."""
        page = self._page if len(self._page) == self._height else self._turn()
        bar = Piece("┃" if y in self._thumb else " ", "bar")
        side = self.strip([Piece(" "), bar], self.content_size.width - self._width)
        return Strip.join([page[y] if y < len(page) else self.strip([], self._width), side])

    def _row(self, y: int) -> Strip:
        place = self.top + y
        if place >= len(self.rows):
            return self._blank(y)
        row, chosen = self.rows[place], place == self.at
        found = self._strips.get((row, chosen))
        if found is None:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            found = self._strips[row, chosen] = self._laid_out(row, chosen)
        return found

    def _laid_out(self, row: R, chosen: bool) -> Strip:
        mark = Piece("❯ " if chosen else "  ", "accent")
        pieces = [Piece(visible(piece.text), piece.style) for piece in self._lay_out(row, self._width - 2)]
        strip = self.strip([mark, *pieces], self._width)
        return strip.apply_style(Style(bold=True)) if chosen else strip

    def _blank(self, y: int) -> Strip:
        if self.rows:
            self._bare = self._bare or self.strip([], self._width)
            return self._bare
        told = [row for line in self._empty() for row in wrap([Piece(line, "quiet")], self._width - 2)]
        return self.strip([Piece("  "), *told[y]] if y < len(told) else [], self._width)

    def _sized_bar(self) -> range:
        count, height = len(self.rows), self._height
        if count <= height or not height:
            return range(0)
        size = max(1, round(height * height / count))
        first = round((height - size) * self.top / max(1, count - height))
        return range(first, first + size)

    def forget(self) -> None:
        """Lay rows out anew: they say something else than they did."""
        self._strips.clear()
        self._page, self._bare = [], None

    # -- events

    def on_resize(self) -> None:
        """Rows depend on the width; the chosen one stays in sight."""
        self.forget()
        self._reveal()
        self.refresh()  # it may have been painted in this size before, from another row on

    def notify_style_update(self) -> None:
        """Rows hold their colours."""
        super().notify_style_update()
        self.forget()

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        """A press chooses, one on the scroll bar goes there."""
        at = event.get_content_offset(self)
        if at is None or not self.rows:
            return
        event.stop()
        if at.x >= self.content_size.width - 2:
            self.top = round(at.y / max(1, self._height - 1) * len(self.rows))
            self.scroll_rows(0)
            return
        place = self.top + at.y
        if place >= len(self.rows) or not self._choosable(self.rows[place]):
            return
        if place == self.at:
            self.post_message(self.Opened())
        else:
            self.choose(place)
            self.post_message(self.Chosen())
