"""When a key came."""

import time

from textual.message import Message

_APART = time.monotonic() - Message().time
"""Textual's clock and ours: measured once, so that two keys keep their order however close they came."""


def arrived(event: Message) -> float:
    """When a key reached this process, on `time.monotonic`'s clock, however late it is looked at.

    Textual stamps an event as it is read, on Windows with another clock.
    """
    return event.time + _APART
