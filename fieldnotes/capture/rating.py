"""The ratings that are offered when an item has just closed: the scales of the protocol, one after another."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Scale
from fieldnotes.model.room import Room
from fieldnotes.text import name_key

_SECOND = timedelta(seconds=1)


class Closed(NamedTuple):
    """An item that was just closed, and when."""

    item: str
    at: datetime


class Offer(NamedTuple):
    """A rating to be given: of which item, on which scale, and the beginning of the line that gives it."""

    item: str
    scale: Scale
    line: str

    @property
    def words(self) -> str:
        """`Rate item 2: chairing 1–5`"""
        return f"Rate item {self.item}: {self.scale.name} {self.scale.lowest}–{self.scale.highest}"

    @property
    def points(self) -> str:
        """`chairing 1–5: 1 lost hold of it, 3 kept order, 5 closed it clearly`"""
        scale = self.scale
        anchors = ", ".join(f"{point} {words}" for point, words in scale.anchors.items())
        return f"{scale.name} {scale.lowest}–{scale.highest}" + (f": {anchors}" if anchors else "")


class Ratings:
    """Which ratings are still to be offered of the item closed last."""

    def __init__(self, scales: Sequence[Scale]) -> None:
        self._scales = scales
        self._left: list[Scale] = []
        self._closed: Closed | None = None

    def took(self, before: Room, after: Room, seen: Sequence[Observation]) -> None:
        """A line was taken: one that closes an item begins its ratings, one that rates is next, any other skips."""
        if any(one.kind == "rating" for one in seen):
            rated = {one.scale for one in seen}
            self._left = [scale for scale in self._left if scale.name not in rated]
            return
        self.skip()
        if seen and before.item and before.item != after.item:
            self._closed = Closed(before.item, seen[-1].at)
            self._left = list(self._scales)

    def skip(self) -> None:
        """No rating of this item is wanted any more."""
        self._left = []

    def offer(self, room: Room) -> Offer | None:
        """The rating to be given next; None where there is none.

        A rating is of the open item: where the next one is open already, its line names a time just before.
        """
        if not self._left or self._closed is None or room.item == self._closed.item:
            return None
        scale = self._left[0]
        when = f"@{_last_second(self._closed.at):%H:%M:%S} " if room.item else ""
        return Offer(self._closed.item, scale, f"{when}/rate {name_key(scale.name)} ")


def _last_second(closed: datetime) -> datetime:
    """The last whole second before an item was closed."""
    whole = closed.replace(microsecond=0)
    return whole if whole < closed else whole - _SECOND
