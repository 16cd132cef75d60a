"""The time of a keystroke, by the wall and by the monotonic clock of the machine."""

import time
from datetime import datetime, timedelta
from typing import NamedTuple

from fieldnotes.model.clock import cut_to_ms, now_in


class KeyTime(NamedTuple):
    """When a key was pressed: the instant in the meeting's zone, and monotonic milliseconds."""

    at: datetime
    mono: int


def now(zone: str) -> KeyTime:
    """This moment."""
    return KeyTime(now_in(zone), time.monotonic_ns() // 1_000_000)


def of_event(monotonic: float, zone: str) -> KeyTime:
    """The moment of an event that carries the monotonic clock in seconds, however late it is handled."""
    present = now(zone)
    ago = max(present.mono - round(monotonic * 1000), 0)
    return KeyTime(cut_to_ms(present.at - timedelta(milliseconds=ago)), present.mono - ago)
