"""A line of text that something is asked for in: the editing of the composer, without its times and history."""

from fieldnotes.tui.editing import EDITS
from fieldnotes.tui.line import Line, can_be_typed

_AS_ONE = str.maketrans("\n\r", "  ")


class Entry:
    """One line, its label, and what is said while it is empty. `understood` is what was made of it, in words.

    What was filled in for the user, `is_given`, gives way to the first letter typed; other keys edit it.
    """

    def __init__(self, label: str = "", text: str = "", hint: str = "") -> None:
        self.label, self.hint = label, hint
        self.line = Line(text)
        self.understood = ""
        self.is_wrong = self.is_given = False

    @property
    def text(self) -> str:
        """What was typed, without blanks at its ends."""
        return self.line.text.strip(" ")

    def key(self, key: str, character: str | None) -> bool:
        """Take a key that edits or types; False where it does neither."""
        if edit := EDITS.get(key):
            edit(self.line)
        elif character and key not in ("enter", "tab", "ctrl+j") and can_be_typed(character):
            self._make_way()
            self.line.insert(character)
        else:
            return False
        self.is_given = False
        return True

    def click(self) -> bool:
        """A mouse button was pressed on it while it was in hand; False where that changes nothing."""
        return False

    def give(self, text: str) -> None:
        """Fill in what it likely is."""
        self.line.set(text)
        self.is_given = bool(self.line)

    def _make_way(self) -> None:
        if self.is_given:
            self.line.clear()
            self.is_given = False

    def paste(self, text: str) -> None:
        """Put pasted text in; its line ends are blanks."""
        self._make_way()
        self.line.insert(text.strip("\r\n").replace("\r\n", " ").translate(_AS_ONE))
