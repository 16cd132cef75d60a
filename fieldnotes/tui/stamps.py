"""The times of keys: never before those of the keys that came first."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime

_JITTER = timedelta(seconds=1)


def arrived(event: Message) -> float:
    """When a key reached this process, on `time.monotonic`'s clock, however late it is looked at.

    Textual stamps an event as it is read, on Windows with another clock; so its age is what counts.
    """
    return time.monotonic() - (Message().time - event.time)


class Stamps:
    """Makes a time of a monotonic one, so that lines typed within a millisecond keep their order.

    Two readings of two clocks differ by a millisecond now and then. A step back of a second or more is no
    jitter: somebody set the clock, and that stays as it is.
    """

    def __init__(self, key_time: Callable[[float], KeyTime]) -> None:
        self._key_time = key_time
        self._last: KeyTime | None = None

    def __call__(self, monotonic: float) -> KeyTime:
        """The time of a key that came at a monotonic time in seconds."""
        stamp, last = self._key_time(monotonic), self._last
        if last is not None and stamp.at < last.at < stamp.at + _JITTER:
            stamp = stamp._replace(at=last.at)
        self._last = stamp
        return stamp
