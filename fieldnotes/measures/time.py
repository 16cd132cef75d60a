"""The time of a meeting: when it was on, when each item was open, what was paused or not observed.

Retracted and late observations count in nothing. Breaks and gaps are in no minutes; the intervals themselves
stay as they were observed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from fieldnotes.measures.interval import Interval, Stretch, clipped, merged, minutes_of, without
from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation, in_time_order


def counting(observations: Iterable[Observation]) -> list[Observation]:
    """The observations that take part in the course of the meeting, in order of time."""
    return sorted((o for o in observations if o.counts), key=in_time_order)


def meeting_begin(start: datetime | None, seen: Sequence[Observation]) -> datetime | None:
    """When the meeting began: its start where one was given, else the first observation.

    A meeting that opens an item before its announced start began there. `seen` counts and is in order.
    """
    if start is None:
        return seen[0].at if seen else None
    return next((o.at for o in seen if o.kind == "item" and o.at < start), start)


def meeting_end(seen: Sequence[Observation]) -> datetime | None:
    """When the meeting ended: its last `/end`; None while it runs, or where it was taken up again after that.

    An item opened, or `/resume`, after an `/end` takes the meeting up again; notes after it do not.
    """
    end: datetime | None = None
    for o in seen:
        if o.kind == "break" and o.mode == "end":
            end = o.at
        elif (o.kind == "item" and o.mode == "open") or (o.kind == "break" and o.mode == "resume"):
            end = None
    return end


def item_intervals(seen: Iterable[Observation]) -> dict[str, list[Interval]]:
    """The intervals in which each item was open, by number: opening one closes the open one, `/end` closes it."""
    found: dict[str, list[Interval]] = {}
    number: str | None = None
    since: datetime | None = None
    for o in seen:
        if o.kind != "item" and not (o.kind == "break" and o.mode == "end"):
            continue
        if number is not None and since is not None:
            found.setdefault(number, []).append(Interval(since, o.at))
        number, since = (o.item, o.at) if o.kind == "item" and o.mode == "open" else (None, None)
    if number is not None and since is not None:
        found.setdefault(number, []).append(Interval(since, None))
    return found


def breaks(seen: Iterable[Observation]) -> list[Interval]:
    """The breaks: from `/break` to `/resume` or `/end`; the last one may still last."""
    found: list[Interval] = []
    since: datetime | None = None
    for o in seen:
        if o.kind != "break":
            continue
        if o.mode == "break":
            since = since or o.at
        elif since is not None:
            found.append(Interval(since, o.at))
            since = None
    return [*found, Interval(since, None)] if since else found


def gaps(seen: Iterable[Observation]) -> list[Interval]:
    """What was not observed: a gap of m minutes covers the m minutes before its time."""
    return [Interval(o.at - timedelta(minutes=o.minutes), o.at) for o in seen if o.kind == "gap" and o.minutes]


class MeetingTime(NamedTuple):
    """The times of one meeting.

    `begin` is None where nothing is known of it, `end` None while it runs; `until` is where minutes are counted
    to: the end, else `now`, else the last observation. `paused` are breaks and gaps, merged, within it.
    `items` are each item's intervals as observed, in the order of their first opening.
    """

    begin: datetime | None
    end: datetime | None
    until: datetime | None
    paused: tuple[Stretch, ...]
    items: Mapping[str, Sequence[Interval]]

    def minutes_within(self, intervals: Iterable[Interval]) -> float:
        """Minutes of the intervals that lie in the meeting and in no break or gap."""
        if self.begin is None or self.until is None:
            return 0.0
        inside = (clipped(interval, self.begin, self.until) for interval in intervals)
        return minutes_of(part for s in inside if s for part in without(s, self.paused))

    def item_minutes(self, number: str) -> float:
        """Minutes of an item: the sum of its open intervals without breaks and gaps."""
        return self.minutes_within(self.items.get(number, ()))

    def over_run(self, item: Item) -> float | None:
        """Minutes an item took beyond its plan (negative: less); None where none was planned or it never opened."""
        if item.planned_minutes is None or item.number not in self.items:
            return None
        return self.item_minutes(item.number) - item.planned_minutes

    @property
    def length(self) -> float | None:
        """Minutes from beginning to end, breaks and gaps included; None where nothing was observed."""
        if self.begin is None or self.until is None:
            return None
        return max((self.until - self.begin).total_seconds() / 60, 0.0)

    @property
    def observed(self) -> float:
        """Minutes from beginning to end that were neither break nor gap: the denominator of rates."""
        return self.minutes_within([Interval(self.begin, self.until)]) if self.begin else 0.0

    @property
    def unassigned(self) -> float:
        """Observed minutes in which no item was open; shown, never spread."""
        return max(self.observed - sum(self.item_minutes(number) for number in self.items), 0.0)


def time_of(
    observations: Iterable[Observation], start: datetime | None = None, now: datetime | None = None
) -> MeetingTime:
    """The times of a meeting from its observations; `now` is where a running one has got to.

    Only items, breaks, gaps, the first and the last observation matter: the live screen may pass just those.
    """
    seen = counting(observations)
    begin, end = meeting_begin(start, seen), meeting_end(seen)
    until = end or now or (seen[-1].at if seen else None)
    paused: list[Stretch] = []
    if begin and until:
        parts = (clipped(interval, begin, until) for interval in (*breaks(seen), *gaps(seen)))
        paused = merged(part for part in parts if part)
    return MeetingTime(begin, end, until, tuple(paused), item_intervals(seen))


def meeting_time(record: Record, now: datetime | None = None) -> MeetingTime:
    """The times of a meeting's record."""
    return time_of(record.observations, record.meeting.start, now)
