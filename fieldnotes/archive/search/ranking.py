"""How well each of a few hits fits what was looked for.

SQLite's own ranking (BM25, Robertson and Zaragoza 2009) goes through every note that has any of the words before it
can weigh the first: 25 ms for a word in 200,000 notes. Here the hits are weighed among themselves: all of them have
all of the words, so that what counts is how often and in how short a text, and text counts four times a write-up.
"""

import sqlite3
from collections.abc import Iterable

from fieldnotes.archive.search.database import TOKENS, told

_TABLE = f"CREATE VIRTUAL TABLE few USING fts5 (text, more, content='', tokenize='{TOKENS}')"
_ORDER = "SELECT rowid, bm25(few, 4.0, 1.0) FROM few WHERE few MATCH ?"
_SAME = 1e-9  # what SQLite gives for a word that all have is some 1e-6


class Ranking:
    """A small index in memory, made once and filled for each query."""

    def __init__(self) -> None:
        with told():
            self._few = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            self._few.execute(_TABLE)

    def ranks(self, expression: str, texts: Iterable[tuple[str, str]]) -> dict[int, int]:
        """For the place of each text and write-up among these, a number that is smaller for better ones."""
        with told():
            self._few.execute("BEGIN")
            try:
                rows = [(place, *both) for place, both in enumerate(texts)]
                self._few.executemany("INSERT INTO few (rowid, text, more) VALUES (?, ?, ?)", rows)
                found = self._few.execute(_ORDER, [expression]).fetchall()
            finally:
                self._few.execute("ROLLBACK")
        return {place: round(rank / _SAME) for place, rank in found}

    def close(self) -> None:
        """Give the memory back."""
        self._few.close()
