"""Pages of observations that take several rows each, of which only those in sight are ever laid out."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from fieldnotes.tui.views import View


class Place(NamedTuple):
    """The first row in sight: an observation by its place in time, and a row of it."""

    at: int
    row: int


class Paging:
    """Finds its way through a view; `rows` tells how many rows an observation takes, at least one."""

    def __init__(self, view: View, rows: Callable[[int], int]) -> None:
        self.view = view
        self._rows = rows

    def end(self, height: int, last: int | None = None) -> Place | None:
        """The place from which the last row, or the last of that observation, is the lowest in sight.

        The first place where all before it fit; None where there is nothing.
        """
        at = self.view.last() if last is None else last
        left, first = height, None
        while at is not None:
            rows = self._rows(at)
            if rows >= left:
                return Place(at, rows - left)
            left -= rows
            first, at = at, self.view.before(at)
        return None if first is None else Place(first, 0)

    def start(self) -> Place | None:
        """The first row of all."""
        first = self.view.first()
        return None if first is None else Place(first, 0)

    def moved(self, place: Place, rows: int) -> Place:
        """So many rows up (negative) or down; the first or last there is where there are no more."""
        at, row = place.at, place.row + rows
        while row < 0 and (before := self.view.before(at)) is not None:
            at = before
            row += self._rows(at)
        while row >= (taken := self._rows(at)) and (after := self.view.after(at)) is not None:
            row -= taken
            at = after
        return Place(at, max(0, row))

    def showing(self, place: Place, height: int) -> Iterator[int]:
        """The observations in sight from a place on."""
        at: int | None = place.at
        left = height + place.row
        while at is not None and left > 0:
            yield at
            left -= self._rows(at)
            at = self.view.after(at)

    def revealed(self, place: Place, at: int, height: int) -> Place:
        """The nearest place from which all of an observation is in sight, or as much as there is room for."""
        if at <= place.at:
            return min(place, Place(at, 0))
        row = -place.row
        for one in self.showing(place, height):
            row += self._rows(one)
            if one == at and row <= height:
                return place
        lowest = self.end(height, at) or place
        return min(lowest, Place(at, 0))

    def around(self, at: int, height: int) -> Place:
        """The place from which an observation stands a third down the page, where there are rows for that."""
        return self.moved(Place(at, 0), -(height // 3))
