"""A figure and what it is held against."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table: ours and the other side in `unit` (smaller is better), and the most the ratio may be.

    `bound` is None where there is nothing to hold the ratio to; `other` where the figure is for information only.
    """

    name: str
    ours: float
    beside: str
    other: float | None
    unit: str
    bound: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours over the other side; None where there is none."""
        return None if self.other is None else self.ours / self.other

    @property
    def kept(self) -> bool:
        """False where the ratio is over its bound."""
        return self.bound is None or self.ratio is None or self.ratio <= self.bound


def by_turns(
    ours: Callable[[], object],
    other: Callable[[], object],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """The median seconds of each of two actions, run by turns so that both meet the same noise."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for action, times in zip((ours, other), taken, strict=True):
            start = clock()
            action()
            times.append(clock() - start)
    return statistics.median(taken[0]), statistics.median(taken[1])
