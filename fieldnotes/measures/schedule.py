"""How a meeting stands to its agenda: when it was to end, when it will, and how far behind it is.

What a chair means by “twelve minutes behind” is: if every item still to come takes the time it was given, we end
twelve minutes late. So

    planned end = beginning + Σ planned minutes of the items on the paper
    to come     = Σ planned of the items not opened yet + max(0, planned − minutes taken) of the open item
    likely end  = now + to come              (the end itself, once the meeting has ended)
    behind      = likely end − planned end   (minutes; negative: ahead)

Within the plan of the open item it stands still; each minute of over-run, of a break, of a late start, and of time
in no item or in one that was added, makes it a minute more. An item that took less than its plan makes it less. An
item that is done is not to come again. What was not observed (a gap) went by all the same. An item without planned
minutes is planned with none; where no item has any there is nothing to be behind of.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from fieldnotes.measures.tally import Tally
from fieldnotes.model.agenda import Item


class Schedule(NamedTuple):
    """The planned and the likely end, and by how many minutes the one is after the other."""

    planned_end: datetime
    likely_end: datetime

    @property
    def behind(self) -> float:
        """Minutes behind; negative: ahead."""
        return (self.likely_end - self.planned_end).total_seconds() / 60


def planned_minutes(items: Iterable[Item]) -> float | None:
    """What the paper gives to all of its items; None where it gives no minutes to any."""
    given = [item.planned_minutes for item in items if item.planned_minutes is not None and not item.added]
    return float(sum(given)) if given else None


def minutes_to_come(items: Iterable[Item], tally: Tally, open_item: str | None, now: datetime) -> float:
    """What the items still to come are planned to take, with what the open one has left of its plan."""
    left = 0.0
    for item in items:
        planned = item.planned_minutes or 0
        if item.number == open_item:
            left += max(0.0, planned - tally.item_ran(item.number, now))
        elif item.number not in tally.visits:
            left += planned
    return left


def schedule(items: Sequence[Item], tally: Tally, open_item: str | None, now: datetime) -> Schedule | None:
    """How the meeting stands to its agenda at an instant; None where nothing was planned or has a beginning."""
    planned = planned_minutes(items)
    if planned is None or tally.begin is None:
        return None
    likely = tally.end
    if likely is None:
        from_now = max(now, tally.begin)  # a meeting that is to begin yet is not ahead
        likely = from_now + timedelta(minutes=minutes_to_come(items, tally, open_item, now))
    return Schedule(tally.begin + timedelta(minutes=planned), likely)


def out_of_order(items: Sequence[Item], opened: Sequence[str], ended: bool) -> frozenset[str]:
    """The numbers of the opened items that were taken out of the order of the paper.

    The fewest that would have to be put elsewhere for the meeting to follow its paper; of two ways to tell it, the
    one that names the item taken early. Those to come will come as they stand, until the meeting has ended.
    Items added in the meeting have no place on the paper.
    """
    places = {item.number: place for place, item in enumerate(items) if not item.added}
    course = [number for number in opened if number in places]
    if not ended:
        course += [number for number in places if number not in opened]
    kept = {course[n] for n in _longest_rise([places[number] for number in course])}
    return frozenset(number for number in opened if number in places and number not in kept)


def _longest_rise(values: Sequence[int]) -> list[int]:
    """Where the longest rising part of different values stands, by patience sorting: of several, the lowest."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for n, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(ends[pile - 1] if pile else None)
        tops[pile : pile + 1] = [value]
        ends[pile : pile + 1] = [n]
    found: list[int] = []
    place = ends[-1] if ends else None
    while place is not None:
        found.append(place)
        place = before[place]
    return found[::-1]
