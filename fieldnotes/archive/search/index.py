"""The index itself: meetings put in, in any order, and queries answered newest first."""

import contextlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from fieldnotes.archive.search import order
from fieldnotes.archive.search.database import MEMORY, Damaged, Unusable, alone, connect, remove, sweep, told
from fieldnotes.archive.search.notes import MeetingNotes, Name, Note
from fieldnotes.archive.search.query import FEW, Found, Hit, Query
from fieldnotes.archive.search.ranking import Ranking
from fieldnotes.archive.search.words import has_runs, spaced

__all__ = ["MEMORY", "Damaged", "Index", "Unusable", "remove", "sweep"]

_HIT = """
SELECT words.rowid, note.more, note.id, note.at, note.kind, note.actor, note.text, note.proof, meeting.id,
       meeting.site, meeting.body, meeting.folder
FROM {words} LEFT JOIN note ON note.number = words.rowid LEFT JOIN meeting ON meeting.n = note.meeting
WHERE words.rowid BETWEEN :first AND :last
"""
_OF_WORDS = " AND words MATCH :match"
_NEWEST = " ORDER BY words.rowid"
_ALL = _HIT.format(words="(SELECT number AS rowid FROM note) AS words") + _NEWEST
_FITTING = _HIT.format(words="words") + _OF_WORDS + _NEWEST
_CHARACTERS = 6400  # of Unicode's private use area, from U+E000
_Row = tuple[Any, ...]


class _Placed(NamedTuple):
    """A hit with what it is put in order by: smaller for newer ones."""

    instant: int
    hit: Hit
    more: str


class Index:
    """A database of notes. Raises Damaged and Unusable, at opening and later; `path` may be MEMORY."""

    def __init__(self, path: Path, belongs: str = "") -> None:
        self.path = path
        self._connection = connect(path, belongs)
        self._marks: dict[Name, str] = {}
        self._ranking: Ranking | None = None

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
        match = self._match(query)
        if match is None:
            return Found()
        asked = {
            "match": match,
            "first": order.first_number(query.until),
            "last": order.last_number(query.since),
        }
        with told():
            best = query.best and bool(query.expression) and self._are_few(asked)
            wanted = query._replace(limit=FEW) if best else query
            found = sorted(self._newest(_FITTING if match else _ALL, asked, wanted), key=_newness, reverse=True)
        if best:
            found = self._best(found, query)
        hits = tuple(placed.hit for placed in found[: query.limit])
        return Found(hits, len(found) > query.limit, "best" if best else "newest")

    def check(self) -> None:
        """Read the whole file and hold the words against the notes; raises Damaged."""
        with told():
            said = [row[0] for row in self._connection.execute("PRAGMA quick_check")]
            if said != ["ok"]:
                raise Damaged(said[0])
            self._connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")

    def settle(self, pages: int = 500) -> None:
        """Merge a little of what many updates have left in parts: a search is the quicker for it."""
        with told():
            self._connection.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", [pages])

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()
        if self._ranking is not None:
            self._ranking.close()

    # Putting in

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        try:
            with told(), alone(self._connection):
                yield
        except BaseException:
            self._marks.clear()  # some may stand for names that were not kept
            raise

    def _put(self, folder: str, state: str, meeting: MeetingNotes) -> bool:
        """True where something was erased since the meeting was put in last."""
        known = self._connection.execute("SELECT n, erasures FROM meeting WHERE folder = ?", [folder]).fetchone()
        n, erasures = known or (None, meeting.erasures)
        put_in = "INSERT OR REPLACE INTO meeting VALUES (?, ?, ?, ?, ?, ?, ?)"
        head = [n, folder, state, meeting.id, meeting.site, meeting.body, meeting.erasures]
        n = self._connection.execute(put_in, head).lastrowid or 0
        kept = self._kept(n) if known else {}
        wanted = {note.id: self._row(n, note) for note in meeting.notes}
        self._take_out([row for key, row in kept.items() if row[1:] != wanted.get(key)])
        new = [(note, wanted[note.id]) for note in meeting.notes if kept.get(note.id, ())[1:] != wanted[note.id]]
        self._add(new)
        return bool(meeting.erasures != erasures)

    def _kept(self, n: int) -> dict[str, _Row]:
        """The notes of a meeting as they are, by id."""
        found = self._connection.execute("SELECT * FROM note WHERE meeting = ?", [n]).fetchall()
        return {row[2]: row for row in found}

    def _row(self, n: int, note: Note) -> _Row:
        at = note.at.isoformat(timespec="milliseconds" if note.at.microsecond else "seconds")
        names = " ".join(self._mark(name) for name in note.names)
        proof = _proof(note.id, at, note.kind, note.actor, note.text)
        return n, note.id, at, note.kind, note.actor, note.text, _more(note), names, proof

    def _add(self, new: Sequence[tuple[Note, _Row]]) -> None:
        for note, row in sorted(new, key=lambda pair: order.slot_of(pair[0].at)):
            number = self._free_number(order.slot_of(note.at))
            self._connection.execute("INSERT INTO note VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [number, *row])
            self._connection.execute(
                "INSERT INTO words (rowid, text, more, names) VALUES (?, ?, ?, ?)", [number, *row[5:8]]
            )

    def _free_number(self, slot: int) -> int:
        """The next number that no note of that millisecond has; of a later one where there are more than fit."""
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

    # Names: each is one character of Unicode's private use area, which FTS5 takes as a word of its own

    def _mark(self, name: Name) -> str:
        mark = self._known_mark(name)
        if mark is None:
            n = self._connection.execute("INSERT INTO name (sort, key) VALUES (?, ?)", name).lastrowid
            assert n is not None
            mark = self._marks[name] = mark_of(n)
        return mark

    def _known_mark(self, name: Name) -> str | None:
        if name not in self._marks:
            row = self._connection.execute("SELECT n FROM name WHERE sort = ? AND key = ?", name).fetchone()
            if row is None:
                return None
            self._marks[name] = mark_of(row[0])
        return self._marks[name]

    # Finding

    def _match(self, query: Query) -> str | None:
        """The query as FTS5 takes it; empty where it takes everything, None where nothing can fit."""
        if query.is_hopeless:
            return None
        parts = [f"{{text more}} : ({query.expression})"] if query.expression else []
        with told():
            for sort, keys in query.filters:
                marks = [mark for key in keys if (mark := self._known_mark((sort, key)))]
                if not marks:
                    return None
                parts.append("names : (" + " OR ".join(f'"{mark}"' for mark in marks) + ")")
        return " AND ".join(parts)

    def _are_few(self, asked: dict[str, Any]) -> bool:
        counted = (
            "SELECT 1 FROM words WHERE words MATCH :match AND words.rowid BETWEEN :first AND :last LIMIT :most"
        )
        return len(self._connection.execute(counted, {**asked, "most": FEW + 1}).fetchall()) <= FEW

    def _best(self, found: list[_Placed], query: Query) -> list[_Placed]:
        """The hits, best first, and among equals as they were."""
        if self._ranking is None:
            self._ranking = Ranking()
        ranks = self._ranking.ranks(query.expression, ((placed.hit.text, placed.more) for placed in found))
        places = sorted(range(len(found)), key=lambda place: ranks.get(place, 0))
        return [found[place] for place in places]

    def _hits(self, sql: str, asked: dict[str, Any], query: Query) -> Iterator[_Placed]:
        """The hits one by one; those of the days around the asked ones are left out here."""
        since = query.since.isoformat() if query.since else ""
        until = query.until.isoformat() if query.until else "~"
        with contextlib.closing(self._connection.execute(sql, asked)) as rows:
            for number, more, note, at, kind, actor, text, proof, meeting, site, body, folder in rows:
                if folder is None or proof != _proof(note, at, kind, actor, text):
                    raise Damaged("a note in the index is not what was put in")
                if since <= at[:10] <= until:
                    hit = Hit(meeting, note, at, kind, actor, text, site, body, folder)
                    yield _Placed(order.instant_of(number), hit, more)

    def _newest(self, sql: str, asked: dict[str, Any], query: Query) -> Iterator[_Placed]:
        """The newest hits: one more than the page holds, and all of the last one's instant.

        Within an instant they go by their ids, whichever was put in first; so all of one are wanted.
        """
        last = -1
        for number, placed in enumerate(self._hits(sql, asked, query)):
            if number > query.limit and placed.instant != last:
                return
            last = placed.instant
            yield placed


def _newness(placed: _Placed) -> tuple[int, str, str]:
    """The sort key, greater for newer ones."""
    return -placed.instant, placed.hit.id, placed.hit.meeting


def _more(note: Note) -> str:
    """What is searched beside the text: the write-up, and of either what has to be taken apart."""
    runs = [spaced(text) for text in (note.text, note.more) if has_runs(text)]
    return "\n".join([note.more, *runs]) if runs else note.more


def _proof(*said: str | None) -> int:
    return zlib.crc32(repr(said).encode("utf-8", "surrogatepass"))


def mark_of(n: int) -> str:
    """The character that stands for the n-th name; of very many names, two or more."""
    mark = chr(0xE000 + n % _CHARACTERS)
    return mark if n < _CHARACTERS else mark_of(n // _CHARACTERS) + mark


def merged(founds: Iterable[Found], limit: int) -> Found:
    """The first page of several, each newest first."""
    hits: list[Hit] = []
    more = False
    for found in founds:
        joined = sorted([*hits, *found.hits], key=_hit_newness, reverse=True)
        hits, more = joined[:limit], more or found.more or len(joined) > limit
    return Found(tuple(hits), more)


def _hit_newness(hit: Hit) -> tuple[datetime, str, str]:
    return datetime.fromisoformat(hit.at), hit.id, hit.meeting
