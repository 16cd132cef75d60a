"""The file of an index: a SQLite database that can be made anew at any time, for its owner only."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldnotes.archive import disk

FORMAT = 3
MEMORY = Path(":memory:")
PATIENCE = 5.0
_BESIDE = ("", "-wal", "-shm", "-journal")
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NOT_THE_FILE = (
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS,
)  # fmt: skip

TOKENS = "unicode61 remove_diacritics 2"

# The numbers of `note` are those of `order`: newest first is the order in which SQLite walks through it and through
# what FTS5 knows of a word. `names` are characters that stand for what filters go by (`Index`), and the single
# letters, pairs and threes of `prefix` make a beginning of any length as quick as a word.
SCHEMA = f"""
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE meeting (
    n INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE, state TEXT NOT NULL, id TEXT NOT NULL,
    site TEXT NOT NULL, body TEXT NOT NULL, day TEXT NOT NULL, erasures INTEGER NOT NULL
);
CREATE TABLE name (n INTEGER PRIMARY KEY, sort TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (sort, key));
CREATE TABLE note (
    number INTEGER PRIMARY KEY, meeting INTEGER NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    actor TEXT, text TEXT NOT NULL, more TEXT NOT NULL, names TEXT NOT NULL, proof INTEGER NOT NULL
);
CREATE INDEX of_meeting ON note (meeting);
CREATE VIRTUAL TABLE words USING fts5 (
    text, more, names, content='note', content_rowid='number',
    tokenize='{TOKENS}', prefix='1 2 3'
);
"""


class Damaged(Exception):
    """The index cannot be believed: it is to be made anew."""


class Unusable(Exception):
    """There can be no index now: no folder to keep it in, no room, or another program is at it."""


def connect(path: Path, belongs: str) -> sqlite3.Connection:
    """The database at that path, made where there is none. `belongs` is what it must say it belongs to.

    Raises Damaged, Unusable.
    """
    with told():
        if path != MEMORY:
            _make_file(path)
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, belongs)
        except BaseException:
            connection.close()
            raise
    return connection


def _make_file(path: Path) -> None:
    """An empty file of mode 0600, which SQLite takes as a new database; its journals get the same mode."""
    disk.make_folder(path.parent)
    with contextlib.suppress(FileExistsError):
        os.close(disk.open_exclusive(path))
    with contextlib.suppress(OSError):
        os.utime(path)  # tells `sweep` that it is in use


def _prepare(connection: sqlite3.Connection, belongs: str) -> None:
    connection.execute("PRAGMA journal_mode = WAL")  # a long update keeps nobody from searching
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    wanted = {"format": str(FORMAT), "belongs": belongs}
    if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        _make_tables(connection, wanted)
    if dict(connection.execute("SELECT key, value FROM about")) != wanted:
        raise Damaged("the index is of another version or of another study")


def _make_tables(connection: sqlite3.Connection, about: dict[str, str]) -> None:
    with contextlib.suppress(_Made), alone(connection):
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise _Made  # another program was quicker
        for statement in SCHEMA.split(";\n"):
            connection.execute(statement)
        connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())


class _Made(Exception):
    pass


@contextmanager
def alone(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction; nothing of it is kept where anything fails."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


@contextmanager
def told() -> Iterator[None]:
    """What SQLite and the system say, told as Damaged or Unusable."""
    try:
        yield
    except OSError as error:
        raise Unusable(error.strerror or type(error).__name__) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in (*_BUSY, *_NOT_THE_FILE):
            raise Unusable(str(error)) from error
        if "no such module" in str(error):
            raise Unusable("this SQLite has no full-text search") from error
        raise Damaged(str(error)) from error


def sweep(folder: Path, before: float) -> None:
    """Remove the indexes last opened before that time (seconds since 1970): nobody searches their studies."""
    with contextlib.suppress(OSError, Unusable):
        for path in folder.glob("*.sqlite"):
            if path.stat().st_mtime < before:
                remove(path)


def remove(path: Path) -> None:
    """Take away the file of an index with what lies beside it; raises Unusable."""
    with told():
        for ending in _BESIDE:
            with contextlib.suppress(FileNotFoundError):
                disk.remove(Path(f"{path}{ending}"))
