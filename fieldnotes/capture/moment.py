"""The time of a keystroke, by the wall and by the monotonic clock of the machine."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from fieldnotes.model.clock import in_zone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DRIFT_MS = 50
_JUMP_MS = 2000
_SPANS = 16  # so often may the clock be read anew while a key waits to be dealt with


class KeyTime(NamedTuple):
    """When a key was pressed: the instant in the meeting's zone, and monotonic milliseconds.

    `moved` is by how many minutes the observer has then moved the time of the line that it began, earlier where
    negative; `at` stays the time of the key.
    """

    at: datetime
    mono: int
    moved: int = 0


class Clocks(NamedTuple):
    """The clocks of a machine in milliseconds: since 1970, of this run, and one that goes on while it sleeps."""

    wall: int
    mono: int
    unsleeping: int


class Jump(NamedTuple):
    """What the wall clock did that nothing else did: milliseconds forward, or back where negative.

    `slept` says that the machine was asleep for so long instead; `seen` is when that was noticed, the wall clock as
    it is told here.
    """

    ms: int
    slept: bool
    seen: Clocks


class Span(NamedTuple):
    """How the time is told of what came after `since` (monotonic ms): by one reading, and never below `least`."""

    since: int
    anchor: Clocks
    least: int

    def tell(self, mono: int) -> int:
        """Milliseconds since 1970."""
        return max(self.anchor.wall + mono - self.anchor.mono, self.least)


def instant(ms: int, zone: str) -> datetime:
    """Milliseconds since 1970 as an instant in a zone."""
    return in_zone(_EPOCH + timedelta(milliseconds=ms), zone)


def _unsleeping_ns() -> int:
    """Linux stops its monotonic clock in suspend, and counts on in another; macOS has both under other names."""
    number = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic_ns() if number is None else time.clock_gettime_ns(number)


def read_clocks() -> Clocks:
    """The clocks of this machine now."""
    return Clocks(time.time_ns() // 1_000_000, time.monotonic_ns() // 1_000_000, _unsleeping_ns() // 1_000_000)


class Watch:
    """Tells the time by the monotonic clock from one reading of both, so that keys keep their order.

    Where the wall clock has gone another way by more than 50 ms it is read anew; a correction backwards then
    holds the time still until the clock is there. Of more than two seconds it is a jump, which is kept for `jumps`:
    the time goes on by what the machine slept, and unbroken where its clock was set, so that the order of what is
    noted and the lengths between stay right. Any thread may ask.
    """

    def __init__(self, clocks: Callable[[], Clocks] = read_clocks) -> None:
        self._clocks = clocks
        self._anchor = clocks()
        self._looked = self._anchor.mono
        self._spans = [Span(self._looked, self._anchor, 0)]
        self._jumps: list[Jump] = []
        self._set = 0
        self._alone = threading.Lock()

    def now(self, zone: str) -> KeyTime:
        """This moment."""
        with self._alone:
            return self._told(self._look().mono, zone)

    def of_event(self, monotonic: float, zone: str) -> KeyTime:
        """The moment of an event that carries the monotonic clock in seconds, however late it is handled."""
        with self._alone:
            return self._told(min(round(monotonic * 1000), self._look().mono), zone)

    def jumps(self) -> list[Jump]:
        """The jumps since this was asked last, in order."""
        with self._alone:
            found, self._jumps = self._jumps, []
            return found

    def _told(self, mono: int, zone: str) -> KeyTime:
        return KeyTime(instant(self._ms_of(mono), zone), mono)

    def _ms_of(self, mono: int) -> int:
        """What came before the clock was read anew is told as what was before it: no key overtakes another."""
        span = next((span for span in reversed(self._spans) if mono >= span.since), self._spans[0])
        return span.tell(mono)

    def _begin(self, anchor: Clocks) -> None:
        """From the last look on the time goes by this reading, and not behind what was told until then."""
        self._spans.append(Span(self._looked, anchor, self._ms_of(self._looked)))
        del self._spans[:-_SPANS]
        self._anchor = anchor

    def _look(self) -> Clocks:
        """Read the clocks, and take the wall clock's time where it has gone another way."""
        present, anchor = self._clocks(), self._anchor
        present = present._replace(wall=present.wall - self._set)
        drift = (present.wall - anchor.wall) - (present.mono - anchor.mono)
        asleep = (present.unsleeping - anchor.unsleeping) - (present.mono - anchor.mono)
        if max(abs(drift), asleep) > _JUMP_MS:
            self._take_jump(present, drift, asleep)
        elif abs(drift) > _DRIFT_MS:
            self._begin(present)
        self._looked = present.mono
        return present

    def _take_jump(self, present: Clocks, drift: int, asleep: int) -> None:
        """Asleep for as long as the unsleeping clock says; what is left was done to the wall clock."""
        was_set = drift - asleep
        if abs(was_set) > _JUMP_MS:
            self._set += was_set
            present = present._replace(wall=present.wall - was_set)
            self._jumps.append(Jump(was_set, False, present))
        if asleep > _JUMP_MS:
            self._jumps.append(Jump(asleep, True, present))
        self._begin(present)
