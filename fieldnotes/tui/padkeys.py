"""What keys do to a pad: one table for moving, one for changing."""

from collections.abc import Callable, Mapping

from fieldnotes.tui.line import can_be_typed
from fieldnotes.tui.pad import Pad
from fieldnotes.tui.padrows import PadRows

Move = Callable[["PadKeys"], int]
_TOGETHER = 0.02


class PadKeys:
    """The hands on a pad. `height` is how many rows a page has; the column is kept while going up and down."""

    def __init__(self, pad: Pad, rows: PadRows) -> None:
        self.height = 10
        self.clipboard = ""
        self._column: int | None = None
        self._marking = False
        self.take(pad, rows)

    def take(self, pad: Pad, rows: PadRows) -> None:
        """From now on these."""
        self.pad, self.rows = pad, rows
        self.pad.changed = lambda splice: self.rows.change(self.pad.text, splice)
        self._column, self._marking = None, False

    def key(self, key: str, character: str | None) -> bool:
        """Take a key, by Textual's name for it; False where it means nothing here."""
        selecting = "shift+" in key
        if move := _MOVES.get(key.replace("shift+", "")):
            self._move(move, selecting, vertical=key.rpartition("+")[2] in ("up", "down", "pageup", "pagedown"))
        elif deed := _DEEDS.get(key):
            self._column = None
            deed(self)
        elif character and can_be_typed(character):
            self._column = None
            self._marking = False
            self.pad.insert(character)
        else:
            return False
        return True

    def paste(self, text: str) -> None:
        """Put pasted text in; its tabs are blanks."""
        self._column, self._marking = None, False
        self.pad.insert(text.replace("\r\n", "\n").replace("\r", "\n"))

    def set_mark(self) -> None:
        """Begin a selection by a key of its own; again: none."""
        self._marking = not self._marking
        self.pad.mark = self.pad.cursor if self._marking else None

    def unselect(self) -> bool:
        """Select nothing; False where nothing was."""
        self._marking = False
        return self.pad.unselect()

    def _move(self, move: Move, selecting: bool, *, vertical: bool) -> None:
        if vertical and self._column is None:
            self._column = self.rows.column(self.pad.cursor)
        place = move(self)
        self.pad.move_to(place, selecting=selecting, marked=self._marking)
        if not vertical:
            self._column = None

    def _by_rows(self, count: int) -> int:
        row = self.rows.row_of(self.pad.cursor) + count
        return self.rows.at(row, self._column or 0)

    def _row_end(self) -> int:
        return self.rows.at(self.rows.row_of(self.pad.cursor), 1 << 30)

    def _row_start(self) -> int:
        return self.rows.span(self.rows.row_of(self.pad.cursor))[0]

    def _copy(self) -> None:
        self.clipboard = self.pad.selected_text or self.clipboard

    def _cut(self) -> None:
        if self.pad.selected:
            self._copy()
            self.pad.delete_left()

    def _left(self) -> int:
        selected = None if self._marking else self.pad.selected
        return selected[0] if selected else self.pad.left()


_MOVES: Mapping[str, Move] = {
    "left": lambda hands: hands.pad.left(),
    "right": lambda hands: hands.pad.right(),
    "ctrl+left": lambda hands: hands.pad.word_left(),
    "alt+left": lambda hands: hands.pad.word_left(),
    "alt+b": lambda hands: hands.pad.word_left(),
    "ctrl+right": lambda hands: hands.pad.word_right(),
    "alt+right": lambda hands: hands.pad.word_right(),
    "alt+f": lambda hands: hands.pad.word_right(),
    "up": lambda hands: hands._by_rows(-1),
    "down": lambda hands: hands._by_rows(1),
    "pageup": lambda hands: hands._by_rows(1 - hands.height),
    "pagedown": lambda hands: hands._by_rows(hands.height - 1),
    "ctrl+b": lambda hands: hands._by_rows(1 - hands.height),
    "ctrl+f": lambda hands: hands._by_rows(hands.height - 1),
    "home": lambda hands: hands._row_start(),
    "ctrl+a": lambda hands: hands._row_start(),
    "end": lambda hands: hands._row_end(),
    "ctrl+e": lambda hands: hands._row_end(),
    "ctrl+home": lambda hands: 0,
    "ctrl+end": lambda hands: len(hands.pad.text),
}

_DEEDS: Mapping[str, Callable[[PadKeys], object]] = {
    "enter": lambda hands: hands.pad.insert("\n"),
    "ctrl+j": lambda hands: hands.pad.insert("\n"),
    "backspace": lambda hands: hands.pad.delete_left(),
    "ctrl+h": lambda hands: hands.pad.delete_left(),
    "delete": lambda hands: hands.pad.delete_right(),
    "ctrl+w": lambda hands: hands.pad.delete_word_left(),
    "alt+backspace": lambda hands: hands.pad.delete_word_left(),
    "ctrl+delete": lambda hands: hands.pad.delete_word_right(),
    "ctrl+k": lambda hands: hands.pad.delete_to_end(),
    "ctrl+u": lambda hands: hands.pad.delete_to_start(),
    "ctrl+z": lambda hands: hands.pad.undo(),
    "ctrl+y": lambda hands: hands.pad.redo(),
    "ctrl+c": PadKeys._copy,
    "ctrl+x": PadKeys._cut,
    "ctrl+v": lambda hands: hands.pad.insert(hands.clipboard),
    "ctrl+@": PadKeys.set_mark,
}
