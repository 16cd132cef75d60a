"""Answering a query from the index: newest first without sorting, few hits best first."""

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from fieldnotes.archive.search import order
from fieldnotes.archive.search.database import Damaged
from fieldnotes.archive.search.marks import Names
from fieldnotes.archive.search.query import FEW, Found, Hit, Query
from fieldnotes.archive.search.ranking import Ranking

_HIT = """
SELECT words.rowid, note.more, note.id, note.at, note.kind, note.actor, note.text, note.proof, meeting.id,
       meeting.site, meeting.body, meeting.day, meeting.folder
FROM {words} LEFT JOIN note ON note.number = words.rowid LEFT JOIN meeting ON meeting.n = note.meeting
WHERE words.rowid BETWEEN :first AND :last
"""
_OF_WORDS = " AND words MATCH :match"
_NEWEST = " ORDER BY words.rowid"
_ALL = _HIT.format(words="(SELECT number AS rowid FROM note) AS words") + _NEWEST
_FITTING = _HIT.format(words="words") + _OF_WORDS + _NEWEST


class _Placed(NamedTuple):
    """A hit with what it is put in order by: smaller for newer ones."""

    instant: int
    hit: Hit
    more: str


class Answers:
    """Answers queries from one database; raises Damaged, sqlite3.Error."""

    def __init__(self, connection: sqlite3.Connection, names: Names) -> None:
        self._connection, self._names = connection, names
        self._ranking: Ranking | None = None

    def to(self, query: Query) -> Found:
        """The first page of what the query asks for."""
        match = self._match(query)
        if match is None:
            return Found()
        asked = {
            "match": match,
            "first": order.first_number(query.until),
            "last": order.last_number(query.since),
        }
        best = query.best and bool(query.expression) and self._are_few(asked)
        wanted = query._replace(limit=FEW) if best else query
        found = sorted(self._newest(_FITTING if match else _ALL, asked, wanted.limit), key=_newness, reverse=True)
        if best:
            found = self._best(found, query)
        hits = tuple(placed.hit for placed in found[: query.limit])
        return Found(hits, len(found) > query.limit, "best" if best else "newest")

    def close(self) -> None:
        """Give the memory back."""
        if self._ranking is not None:
            self._ranking.close()

    def _match(self, query: Query) -> str | None:
        """The query as FTS5 takes it; empty where it takes everything, None where nothing can fit."""
        if query.is_hopeless:
            return None
        parts = [f"{{text more}} : ({query.expression})"] if query.expression else []
        for sort, keys in query.filters:
            marks = [mark for key in keys if (mark := self._names.known((sort, key)))]
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

    def _hits(self, sql: str, asked: dict[str, Any]) -> Iterator[_Placed]:
        """The hits one by one."""
        with contextlib.closing(self._connection.execute(sql, asked)) as rows:
            for number, more, note, at, kind, actor, text, proof, meeting, site, body, day, folder in rows:
                if folder is None or proof != proof_of(note, at, kind, actor, text):
                    raise Damaged("a note in the index is not what was put in")
                hit = Hit(meeting, note, at, kind, actor, text, site, body, day, folder)
                yield _Placed(order.instant_of(number), hit, more)

    def _newest(self, sql: str, asked: dict[str, Any], limit: int) -> Iterator[_Placed]:
        """The newest hits: one more than the page holds, and all of the last one's place.

        Within a place they go by time and ids, whichever was put in first; so all of one are wanted.
        """
        last = -1
        for number, placed in enumerate(self._hits(sql, asked)):
            if number > limit and placed.instant != last:
                return
            last = placed.instant
            yield placed


def _newness(placed: _Placed) -> tuple[int, datetime, str, str]:
    """The sort key, greater for newer ones."""
    return -placed.instant, *_hit_newness(placed.hit)[1:]


def proof_of(*said: str | None) -> int:
    """A checksum of what is shown of a note."""
    return zlib.crc32(repr(said).encode("utf-8", "surrogatepass"))


def merged(founds: Iterable[Found], limit: int) -> Found:
    """The first page of several, each newest first."""
    hits: list[Hit] = []
    more = False
    for found in founds:
        joined = sorted([*hits, *found.hits], key=_hit_newness, reverse=True)
        hits, more = joined[:limit], more or found.more or len(joined) > limit
    return Found(tuple(hits), more)


def _hit_newness(hit: Hit) -> tuple[str, datetime, str, str]:
    return hit.date, datetime.fromisoformat(hit.at), hit.id, hit.meeting
