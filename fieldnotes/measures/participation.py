"""Who took part how much: turns and time of talk."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

from fieldnotes.measures.interval import Interval
from fieldnotes.measures.time import counting, meeting_time
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation


class Participation(NamedTuple):
    """Turns and minutes of talk by person's code (`*` and `?` where a speech was by all or by somebody unknown).

    `basis` says what a turn is: a taking of the floor, or a line of speech where no floor was kept. The observers'
    own go before what was imported: turns where none of them kept the floor, a transcript where none noted speech.
    """

    basis: Literal["floor", "speech"]
    turns: dict[str, int]
    minutes: dict[str, float]


class _Floor:
    """Who has the floor since when; what is over is put down in `intervals`."""

    def __init__(self) -> None:
        self.since: dict[str, datetime] = {}
        self.intervals: dict[str, list[Interval]] = {}

    def give(self, who: str, at: datetime) -> None:
        self.since.setdefault(who, at)

    def take_from(self, people: Iterable[str], at: datetime | None) -> None:
        for who in list(people):
            if (since := self.since.pop(who, None)) is not None:
                self.intervals.setdefault(who, []).append(Interval(since, at))


def _floor_step(floor: _Floor, seen: Observation) -> None:
    who = seen.actor or ""
    if seen.mode in ("takes", "none"):
        floor.take_from([p for p in floor.since if seen.mode == "none" or p != who], seen.at)
    if seen.mode in ("takes", "joins"):
        floor.give(who, seen.at)
    elif seen.mode == "stops":
        floor.take_from([who], seen.at)


def floor_intervals(seen: Iterable[Observation]) -> dict[str, list[Interval]]:
    """When each person had the floor, overlaps for each; a break, the end, and leaving the room take it away.

    Imported turns stand in only where no observer kept the floor: nobody's talk counts twice.
    """
    floor = _Floor()
    seen = list(seen)
    kept = any(o.kind == "floor" and o.mode in ("takes", "joins") and not o.from_recording for o in seen)
    for o in seen:
        if o.kind == "floor" and o.from_recording != kept:
            _floor_step(floor, o)
        elif o.kind == "presence" and o.mode == "out":
            floor.take_from([o.actor or ""], o.at)
        elif o.kind == "break" and o.mode != "resume":
            floor.take_from(floor.since, o.at)
    floor.take_from(floor.since, None)
    return floor.intervals


def _speech_turns(seen: Iterable[Observation]) -> dict[str, int]:
    said = [o for o in seen if o.kind == "speech" and o.actor]
    own = [o for o in said if not o.from_recording]
    return dict(Counter(o.actor or "" for o in own or said))


def participation(record: Record, now: datetime | None = None) -> Participation:
    """Turns and minutes of talk; everybody on the roster is in both, the silent as 0.

    Turns: takings of the floor, and lines of speech where no floor was kept. Minutes: floor intervals without
    breaks and gaps; all 0 where no floor was kept.
    """
    seen = counting(record.observations)
    times = meeting_time(record, now)
    held = floor_intervals(seen)
    silent = {person.code: 0 for person in record.people}
    turns = {who: len(intervals) for who, intervals in held.items()} if held else _speech_turns(seen)
    minutes = {who: times.minutes_within(intervals) for who, intervals in held.items()}
    return Participation(
        "floor" if held else "speech", {**silent, **turns}, {**dict.fromkeys(silent, 0.0), **minutes}
    )
