"""The names that filters go by, each a character that FTS5 takes as a word of its own.

The characters are those of Unicode's private use area, from U+E000: no user's word is one, for they are neither
letters nor digits to `words.expression`; and having a single one they do not crowd the beginnings of words.
"""

import sqlite3

from fieldnotes.archive.search.notes import Name

_CHARACTERS = 6400


class Names:
    """The names in an index; raises sqlite3.Error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._marks: dict[Name, str] = {}

    def mark(self, name: Name) -> str:
        """What stands for a name, which is made known if it is not."""
        mark = self.known(name)
        if mark is None:
            n = self._connection.execute("INSERT INTO name (sort, key) VALUES (?, ?)", name).lastrowid
            assert n is not None
            mark = self._marks[name] = mark_of(n)
        return mark

    def known(self, name: Name) -> str | None:
        """What stands for a name; None where nothing goes by it."""
        if name not in self._marks:
            row = self._connection.execute("SELECT n FROM name WHERE sort = ? AND key = ?", name).fetchone()
            if row is None:
                return None
            self._marks[name] = mark_of(row[0])
        return self._marks[name]

    def clear(self) -> None:
        """Forget what is remembered: some may stand for names that were not kept."""
        self._marks.clear()


def mark_of(n: int) -> str:
    """The character that stands for the n-th name; of very many names, two or more."""
    mark = chr(0xE000 + n % _CHARACTERS)
    return mark if n < _CHARACTERS else mark_of(n // _CHARACTERS) + mark
