"""Who was in the room, and when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from fieldnotes.measures.interval import Interval
from fieldnotes.measures.time import MeetingTime, counting, meeting_time
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation

Moves = Sequence[tuple[datetime, str | None]]


def shows_who_is_there(seen: Observation) -> bool:
    """True for what an observer saw somebody do; a recording, whose times may be off, shows nobody coming."""
    return seen.kind in ("speech", "act", "floor") and not seen.from_recording


def _there_at_first(moves: Moves, expected: bool, begin: datetime, acted: datetime | None) -> datetime | None:
    """Since when somebody was there before their first move; None where they were not."""
    if not moves:
        return begin if expected else None
    at, mode = moves[0]
    if mode == "out":
        return begin
    if acted is None or acted >= at:
        return None
    return begin if expected else acted


def _stays(moves: Moves, since: datetime | None) -> list[Interval]:
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


def _first_acts(seen: Iterable[Observation]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for o in seen:
        if o.actor and shows_who_is_there(o):
            found.setdefault(o.actor, o.at)
    return found


def presence(record: Record, now: datetime | None = None) -> dict[str, list[Interval]]:
    """Each person's intervals of presence, by code, clipped to the meeting; the end is None while it runs.

    Where no record does, the status says who was there from the beginning: a person whose first `in` comes before
    an `out` was not there before it, unless they spoke or acted before, and one whose first `out` comes before an
    `in` was. Who spoke though nobody expected them was there from then on.
    Nobody was at a meeting of which nothing was observed.
    """
    times = meeting_time(record, now)
    seen = counting(record.observations)
    if times.begin is None or not seen:
        return {person.code: [] for person in record.people}
    moves, acted = _moves(seen), _first_acts(seen)
    expected = {person.code: person.expected for person in record.people}
    everybody = dict.fromkeys((*expected, *moves))
    found: dict[str, list[Interval]] = {}
    for code in everybody:
        of_code = moves.get(code, ())
        since = _there_at_first(of_code, expected.get(code, False), times.begin, acted.get(code))
        found[code] = _within(_stays(of_code, since), times.begin, times.end)
    return found


def person_minutes(stays: Mapping[str, Sequence[Interval]], times: MeetingTime) -> dict[str, float]:
    """Minutes each person was present, without breaks and gaps: the denominator of that person's rates."""
    return {code: times.minutes_within(intervals) for code, intervals in stays.items()}
