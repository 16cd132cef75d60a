"""Who was in the room, and when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from fieldnotes.measures.interval import Interval
from fieldnotes.measures.time import MeetingTime, counting, meeting_time
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation

Moves = Sequence[tuple[datetime, str | None]]


def _stays(moves: Moves, expected: bool, begin: datetime) -> list[Interval]:
    there_at_first = moves[0][1] == "out" if moves else expected
    since = begin if there_at_first else None
    stays: list[Interval] = []
    for at, mode in moves:
        if mode == "in":
            since = since or at
        elif since is not None:
            stays.append(Interval(since, at))
            since = None
    return [*stays, Interval(since, None)] if since else stays


def _within(stays: Iterable[Interval], begin: datetime, end: datetime | None) -> list[Interval]:
    """The stays clipped to the meeting; while it runs the last one may have no end."""
    inside: list[Interval] = []
    for stay in stays:
        first = max(stay.begin, begin)
        last = stay.end if end is None else min(stay.end or end, end)
        if last is None or first < last:
            inside.append(Interval(first, last))
    return inside


def _moves(seen: Iterable[Observation]) -> dict[str, list[tuple[datetime, str | None]]]:
    moves: dict[str, list[tuple[datetime, str | None]]] = {}
    for o in seen:
        if o.kind == "presence" and o.actor:
            moves.setdefault(o.actor, []).append((o.at, o.mode))
    return moves


def presence(record: Record, now: datetime | None = None) -> dict[str, list[Interval]]:
    """Each person's intervals of presence, by code, clipped to the meeting; the end is None while it runs.

    Where no record does, the status says who was there from the beginning: a person whose first `in` comes before
    an `out` was not there before it, and one whose first `out` comes before an `in` was.
    Nobody was at a meeting of which nothing was observed.
    """
    times = meeting_time(record, now)
    seen = counting(record.observations)
    if times.begin is None or not seen:
        return {person.code: [] for person in record.people}
    moves = _moves(seen)
    expected = {person.code: person.expected for person in record.people}
    everybody = dict.fromkeys((*expected, *moves))
    return {
        code: _within(_stays(moves.get(code, ()), expected.get(code, False), times.begin), times.begin, times.end)
        for code in everybody
    }


def person_minutes(stays: Mapping[str, Sequence[Interval]], times: MeetingTime) -> dict[str, float]:
    """Minutes each person was present, without breaks and gaps: the denominator of that person's rates."""
    return {code: times.minutes_within(intervals) for code, intervals in stays.items()}
