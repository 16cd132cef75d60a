"""Something typed under the list: each key changes what is listed, and the arrows choose in it meanwhile."""

from collections.abc import Callable

from fieldnotes.tui.entry import Entry

_OF_THE_LIST = frozenset(("up", "down", "pageup", "pagedown", "ctrl+up", "ctrl+down", "ctrl+home", "ctrl+end"))


class Narrowing:
    """The taker of its keys. `keep` ends the typing and leaves the list as it is; `keys` are those that do so."""

    def __init__(
        self,
        entry: Entry,
        changed: Callable[[], object],
        enter: Callable[[], object],
        leave: Callable[[], object],
        keep: Callable[[], object],
        keys: frozenset[str],
        listing: Callable[[str], bool],
    ) -> None:
        self.entry = entry
        self._changed, self._enter, self._leave, self._keep = changed, enter, leave, keep
        self._keys, self._listing = keys, listing

    def key(self, key: str, character: str | None) -> bool:
        """Type, choose, open, keep, leave; a command key is whoever's is under this."""
        if key in ("enter", "ctrl+j"):
            self._enter()
        elif key == "escape":
            self._leave()
        elif key in self._keys or key == "tab":
            self._keep()
        elif key in _OF_THE_LIST:
            self._listing(key)
        else:
            before = self.entry.line.text
            if not self.entry.key(key, character):
                return False
            if before != self.entry.line.text:
                self._changed()
        return True

    def paste(self, text: str) -> bool:
        """Pasted text is typed."""
        self.entry.paste(text)
        self._changed()
        return True
