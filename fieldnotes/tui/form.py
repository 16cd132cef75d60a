"""Several lines asked for together: tab goes between them, and under each stands what was understood.

Pure: keys come in, `FormWidget` paints it.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from fieldnotes.tui.entry import Entry


class Taker(Protocol):
    """What has the keys of a screen for a while: a form, a line that filters."""

    def key(self, key: str, character: str | None) -> bool:
        """Take a key, by Textual's name for it; False where it is not this one's."""
        ...

    def paste(self, text: str) -> bool:
        """Take pasted text; False where it is none's."""
        ...


class Form:
    """Entries under a title. `enter` is called once enter is pressed in the last one, or ctrl+s anywhere.

    `read` is told after each change which entry it was, and sets its `understood` and `is_wrong`; `leave` is called
    on escape. `error` is one sentence over the keys, gone with the next key.
    """

    def __init__(
        self,
        title: str,
        entries: Sequence[Entry],
        enter: Callable[[], None],
        leave: Callable[[], None],
        read: Callable[[Entry], None] = lambda entry: None,
    ) -> None:
        self.title, self.entries = title, list(entries)
        self._enter, self._leave, self._read = enter, leave, read
        self.at = 0
        self.error = ""
        for entry in self.entries:
            read(entry)

    @property
    def entry(self) -> Entry:
        """The one that is typed in."""
        return self.entries[self.at]

    def key(self, key: str, character: str | None) -> bool:
        """Edit, go on, enter, leave; a command key is whoever's is under this."""
        if key == "escape":
            self._leave()
        elif key == "ctrl+s" or (key in ("enter", "ctrl+j") and self.at == len(self.entries) - 1):
            self._enter()
        elif key in ("tab", "down", "enter", "ctrl+j"):
            self.go_to(self.at + 1)
        elif key in ("shift+tab", "up"):
            self.go_to(self.at - 1)
        elif self.entry.key(key, character):
            self._changed()
        else:
            return False
        return True

    def paste(self, text: str) -> bool:
        """Into the entry that is typed in."""
        self.entry.paste(text)
        self._changed()
        return True

    def press(self, place: int) -> None:
        """A mouse button was pressed on the entry of that place."""
        if place != self.at:
            self.go_to(place)
        elif self.entry.click():
            self._changed()

    def go_to(self, place: int) -> None:
        """Type in the entry of that place; behind the last comes the first."""
        self.at = place % len(self.entries)

    def wrong(self, entry: Entry, sentence: str) -> None:
        """Say what is wrong, and stand in the entry that it is wrong with."""
        self.error, self.at = sentence, self.entries.index(entry)

    def _changed(self) -> None:
        self.error = ""
        self._read(self.entry)
