"""The index itself: meetings put in, in any order, and queries answered newest first."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from fieldnotes.archive.search import order
from fieldnotes.archive.search.answers import Answers, proof_of
from fieldnotes.archive.search.database import MEMORY, Damaged, Unusable, alone, connect, remove, sweep, told
from fieldnotes.archive.search.marks import Names
from fieldnotes.archive.search.notes import MeetingNotes, Note
from fieldnotes.archive.search.query import Found, Query
from fieldnotes.archive.search.words import has_runs, spaced

__all__ = ["MEMORY", "Damaged", "Index", "Unusable", "remove", "sweep"]

_Row = tuple[Any, ...]


class Index:
    """A database of notes. Raises Damaged and Unusable, at opening and later; `path` may be MEMORY."""

    def __init__(self, path: Path, belongs: str = "") -> None:
        self.path = path
        self._connection = connect(path, belongs)
        self._names = Names(self._connection)
        self._answers = Answers(self._connection, self._names)

    def states(self, folders: Iterable[str] | None = None) -> dict[str, str]:
        """The folder of each meeting that is in, or that is one of these, and the state in which it was put in."""
        with told():
            if folders is None:
                return dict(self._connection.execute("SELECT folder, state FROM meeting").fetchall())
            one = "SELECT folder, state FROM meeting WHERE folder = ?"
            return dict(row for folder in folders for row in self._connection.execute(one, [folder]))

    def put(self, meetings: Iterable[tuple[str, str, MeetingNotes]]) -> None:
        """Put in, or bring up to date, meetings given as folder, state and notes; all of them or none."""
        with self._change():
            erased = [self._put(*meeting) for meeting in meetings]
            if any(erased):
                self._purge()
        if any(erased):
            self._wipe()

    def forget(self, folders: Iterable[str]) -> None:
        """Take meetings out."""
        folders = list(folders)
        if not folders:
            return
        with self._change():
            for folder in folders:
                for (n,) in self._connection.execute("SELECT n FROM meeting WHERE folder = ?", [folder]).fetchall():
                    self._take_out(list(self._kept(n).values()))
                    self._connection.execute("DELETE FROM meeting WHERE n = ?", [n])
            self._purge()
        self._wipe()

    def hide(self, folders: Iterable[str]) -> None:
        """Take the notes of meetings out that cannot be read now; when they can, they are put in anew."""
        with self._change():
            for folder in folders:
                for (n,) in self._connection.execute("SELECT n FROM meeting WHERE folder = ?", [folder]).fetchall():
                    self._take_out(list(self._kept(n).values()))
                    self._connection.execute("UPDATE meeting SET state = '' WHERE n = ?", [n])

    def find(self, query: Query) -> Found:
        """The first page of what the query asks for."""
        with told():
            return self._answers.to(query)

    def check(self) -> None:
        """Read the whole file and hold the words against the notes; raises Damaged."""
        with told():
            said = [row[0] for row in self._connection.execute("PRAGMA quick_check")]
            if said != ["ok"]:
                raise Damaged(said[0])
            self._connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()
        self._answers.close()

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        try:
            with told(), alone(self._connection):
                yield
        except BaseException:
            self._names.clear()  # some may stand for names that were not kept
            raise

    def _put(self, folder: str, state: str, meeting: MeetingNotes) -> bool:
        """True where something was erased since the meeting was put in last."""
        known = self._connection.execute(
            "SELECT n, erasures, day FROM meeting WHERE folder = ?", [folder]
        ).fetchone()
        day = meeting.date.isoformat()
        n, erasures, before = known or (None, meeting.erasures, day)
        put_in = "INSERT OR REPLACE INTO meeting VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        head = [n, folder, state, meeting.id, meeting.site, meeting.body, day, meeting.erasures]
        n = self._connection.execute(put_in, head).lastrowid or 0
        kept = self._kept(n) if known else {}
        wanted = {note.id: self._row(n, note) for note in meeting.notes}
        if day != before:  # all of it has another place
            self._take_out(list(kept.values()))
            kept = {}
        self._take_out([row for key, row in kept.items() if row[1:] != wanted.get(key)])
        new = [(note, wanted[note.id]) for note in meeting.notes if kept.get(note.id, ())[1:] != wanted[note.id]]
        self._add(meeting.date, new)
        return bool(meeting.erasures != erasures)

    def _kept(self, n: int) -> dict[str, _Row]:
        """The notes of a meeting as they are, by id."""
        found = self._connection.execute("SELECT * FROM note WHERE meeting = ?", [n]).fetchall()
        return {row[2]: row for row in found}

    def _row(self, n: int, note: Note) -> _Row:
        at = note.at.isoformat(timespec="milliseconds" if note.at.microsecond else "seconds")
        names = " ".join(self._names.mark(name) for name in note.names)
        proof = proof_of(note.id, at, note.kind, note.actor, note.text)
        return n, note.id, at, note.kind, note.actor, note.text, _more(note), names, proof

    def _add(self, day: date, new: Sequence[tuple[Note, _Row]]) -> None:
        for slot, row in sorted(((order.slot_of(day, note.at), row) for note, row in new), key=itemgetter(0)):
            number = self._free_number(slot)
            self._connection.execute("INSERT INTO note VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [number, *row])
            self._connection.execute(
                "INSERT INTO words (rowid, text, more, names) VALUES (?, ?, ?, ?)", [number, *row[5:8]]
            )

    def _free_number(self, slot: int) -> int:
        """The next number that no note of that place has; of the one before where there are more than fit."""
        while True:
            after = slot + (1 << order.ROOM)
            (last,) = self._connection.execute(
                "SELECT max(number) FROM note WHERE number >= ? AND number < ?", [slot, after]
            ).fetchone()
            if last is None:
                return slot
            if last + 1 < after:
                return int(last) + 1
            slot = after

    def _take_out(self, rows: Sequence[_Row]) -> None:
        self._connection.executemany(
            "INSERT INTO words (words, rowid, text, more, names) VALUES ('delete', ?, ?, ?, ?)",
            [(row[0], *row[6:9]) for row in rows],
        )
        self._connection.executemany("DELETE FROM note WHERE number = ?", [(row[0],) for row in rows])

    def _purge(self) -> None:
        """FTS5 keeps the words of what was taken out until its parts are merged; erased text may not stay."""
        self._connection.execute("INSERT INTO words (words) VALUES ('optimize')")

    def _wipe(self) -> None:
        """Empty the journal, which holds pages as they were; while another program reads, it is left to that."""
        with contextlib.suppress(Unusable), told():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _more(note: Note) -> str:
    """What is searched beside the text: the write-up, and of either what has to be taken apart."""
    runs = [spaced(text) for text in (note.text, note.more) if has_runs(text)]
    return "\n".join([note.more, *runs]) if runs else note.more
