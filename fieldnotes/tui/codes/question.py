"""One line that is asked for before an act, such as its reason: enter does it, escape leaves it."""

from collections.abc import Callable

from fieldnotes.tui.entry import Entry

KEYS = (("enter", "Enter", "do it"), ("help", "F1", "help"), ("escape", "Esc", "not"))
"""The footer meanwhile."""


class Question:
    """The taker of its keys."""

    def __init__(self, entry: Entry, enter: Callable[[], object], leave: Callable[[], object]) -> None:
        self.entry = entry
        self._enter, self._leave = enter, leave

    def key(self, key: str, character: str | None) -> bool:
        """Type, do it, leave; a command key is whoever's is under this."""
        if key in ("enter", "ctrl+j"):
            self._enter()
        elif key == "escape":
            self._leave()
        elif key != "tab":
            return self.entry.key(key, character)
        return True

    def paste(self, text: str) -> bool:
        """Pasted text is typed."""
        self.entry.paste(text)
        return True
