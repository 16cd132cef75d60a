"""Which observations the timeline shows, by their places among all of them: every one, or those that fit.

What fits is looked for from the end on, and no further than a page needs: a key costs the same however long the
meeting was, the rest is looked at when nothing else is to be done.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from operator import neg
from typing import Protocol

from fieldnotes.model.observation import Observation

Seen = Callable[[], Sequence[Observation]]
AT_ONCE = 1000
"""How many observations one key looks at; about 3 ms."""


class View(Protocol):
    """Some of the observations, in their order; places are those among all observations."""

    def first(self) -> int | None:
        """The first one; None where there is none."""

    def last(self) -> int | None:
        """The last one; None where there is none."""

    def before(self, place: int) -> int | None:
        """The nearest one before a place, None where there is none; the place itself need not be of them."""

    def after(self, place: int) -> int | None:
        """The nearest one after a place."""

    def above(self, place: int) -> int:
        """How many there are before a place, as far as is known."""

    def below(self, place: int) -> int:
        """How many there are after a place."""


class Whole:
    """All of them."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    def first(self) -> int | None:
        """The first one."""
        return 0 if self._seen() else None

    def last(self) -> int | None:
        """The last one."""
        return len(self._seen()) - 1 if self._seen() else None

    def before(self, place: int) -> int | None:
        """The one before."""
        return min(place, len(self._seen())) - 1 if place > 0 and self._seen() else None

    def after(self, place: int) -> int | None:
        """The one after."""
        return place + 1 if place + 1 < len(self._seen()) else None

    def above(self, place: int) -> int:
        """How many there are before."""
        return place

    def below(self, place: int) -> int:
        """How many there are after."""
        return max(0, len(self._seen()) - 1 - place)


class Sifted:
    """Those that fit, as far as anybody looked; `allow` before each key, `look_on` while nothing is to be done."""

    def __init__(self, seen: Seen, fits: Callable[[Observation], bool]) -> None:
        self._seen, self.fits = seen, fits
        self._found: list[int] = []  # the last one first: what is found goes to the end
        self._from = self._to = len(seen())
        self._may = AT_ONCE

    @property
    def known(self) -> int:
        """How many fit of those that were looked at."""
        return len(self._found)

    @property
    def is_whole(self) -> bool:
        """True once all were looked at."""
        return self._from == 0

    def allow(self) -> None:
        """Look at so many more, should a page want them."""
        self._may = AT_ONCE

    def grown(self) -> None:
        """Look at those that are new at the end."""
        seen = self._seen()
        for place in range(self._to, len(seen)):
            if self.fits(seen[place]):
                self._found.insert(0, place)
        self._to = len(seen)

    def start_over(self, back_to: int) -> None:
        """Observations changed, or their places: look again, at once as far back as to a place."""
        self._found.clear()
        self._from = self._to = len(self._seen())
        self._look(self._from - back_to)

    def look_on(self, most: int = AT_ONCE) -> bool:
        """Look at that many more; True where there are further ones."""
        self._look(most)
        return not self.is_whole

    def _look(self, most: int) -> None:
        seen = self._seen()
        end = max(0, self._from - most)
        self._found += [place for place in range(self._from - 1, end - 1, -1) if self.fits(seen[place])]
        self._from = min(self._from, end)

    def first(self) -> int | None:
        """The first one: everything is looked at."""
        self._look(self._from)
        return self._found[-1] if self._found else None

    def last(self) -> int | None:
        """The last one."""
        return self.before(self._to)

    def before(self, place: int) -> int | None:
        """The nearest one before; none where it was not come upon within what a key may look at."""
        at = bisect_right(self._found, -place, key=neg)
        while at >= len(self._found) and self._may > 0 and not self.is_whole:
            step = min(self._may, 50)
            self._may -= step
            self._look(step)
            at = bisect_right(self._found, -place, key=neg)
        return self._found[at] if at < len(self._found) else None

    def after(self, place: int) -> int | None:
        """The nearest one after."""
        at = bisect_left(self._found, -place, key=neg)
        return self._found[at - 1] if at else None

    def above(self, place: int) -> int:
        """How many are known before."""
        return len(self._found) - bisect_right(self._found, -place, key=neg)

    def below(self, place: int) -> int:
        """How many there are after."""
        return bisect_left(self._found, -place, key=neg)
