"""A form, painted: labels in a column, beside them what is typed, and under each what was understood of it."""

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from fieldnotes.text import visible
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.entryrow import entry_row
from fieldnotes.tui.form import Form
from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.wrapping import Piece, Row, cells, cut, wrap

_MOST_LABEL = 16
_GAP, _LEAST_ANSWER = 2, 8


class FormWidget(Painted):
    """Shows a form while there is one; keys go to the form, through the screen, and `refresh` paints.

    An entry takes two rows: its line, and the answer under it; of a `dense` form one, the answer behind what is
    typed. Of a form that is higher than the widget the part with the entry that is typed in is in sight; of a dense
    one the foot says how many entries are out of it. While it is not `active` the keys go elsewhere.
    """

    class Pressed(Message):
        """A mouse button was pressed on an entry."""

    def __init__(
        self,
        form: Callable[[], Form | None],
        active: Callable[[], bool] = lambda: True,
        *,
        id: str,
        dense: bool = False,
    ) -> None:
        super().__init__(id=id)
        self._form, self._active = form, active
        self._each = 1 if dense else 2

    def render_line(self, y: int) -> Strip:
        """A row of it."""
        form = self._form()
        if form is None:
            return self.strip([])
        width, height = self.content_size
        errors = wrap([Piece(form.error, "warning")], max(8, width - 2)) if form.error else []
        room = height - len(errors)
        if y == 0 and self._each == 1:
            self.call_later(self._foot, self._first(form, room), len(form.entries) - room)
        if y >= room:
            return self.strip([Piece(" "), *errors[y - room]])
        place, second = divmod(y + self._first(form, room), self._each)
        if place >= len(form.entries):
            return self.strip([])
        entry = form.entries[place]
        indent = self._indent(form)
        if second:
            answer = cut(visible(entry.understood), max(1, width - indent))
            return self.strip([Piece(" " * indent), Piece(answer, "warning" if entry.is_wrong else "quiet")])
        line = self._line(form, entry, indent, y)
        return self.strip(self._with_answer(line, entry) if self._each == 1 else line)

    def _foot(self, above: int, over: int) -> None:
        """Say how many entries are out of sight above, and how many below, where there are `over` too many."""
        told = [f"{many} more {where}" for many, where in ((above, "above"), (over - above, "below")) if many > 0]
        foot = Content(", ".join(told))
        if self._border_subtitle != foot:
            self.border_subtitle = foot

    def _with_answer(self, line: Row, entry: Entry) -> Row:
        """The answer behind a line, where there is room for it."""
        room = self.content_size.width - cells(line) - _GAP
        if not entry.understood or room < _LEAST_ANSWER:
            return line
        said = Piece(cut(visible(entry.understood), room), "warning" if entry.is_wrong else "quiet")
        return [*line, Piece(" " * _GAP), said]

    @property
    def room(self) -> int:
        """The cells beside the labels, in which answers stand."""
        form = self._form()
        return max(1, self.content_size.width - (self._indent(form) if form else 0))

    def _line(self, form: Form, entry: Entry, indent: int, y: int) -> Row:
        active = entry is form.entry and self._active()
        label = cut(visible(entry.label), indent - 4)
        lead = [
            Piece(" ❯ " if active else "   ", "accent"),
            Piece(label, "strong" if active else "quiet"),
            Piece(" " * (indent - 3 - cells([Piece(label)]))),
        ]
        row, cursor = entry_row(entry, max(1, self.content_size.width - indent), active=active)
        if cursor is not None:
            at = self.content_region
            self.app.cursor_position = Offset(at.x + indent + cursor, at.y + y)
        return [*lead, *row]

    def _indent(self, form: Form) -> int:
        widest = max((cells([Piece(visible(entry.label))]) for entry in form.entries), default=0)
        return 5 + min(widest, _MOST_LABEL)

    def _first(self, form: Form, height: int) -> int:
        """The first row in sight."""
        each = self._each
        return max(0, min(each * form.at + each - height, each * len(form.entries) - height))

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        """A press on an entry goes there."""
        form, at = self._form(), event.get_content_offset(self)
        if form is None or at is None:
            return
        place = (at.y + self._first(form, self.content_size.height)) // self._each
        if place < len(form.entries):
            form.press(place)
            self.refresh()
            self.post_message(self.Pressed())
