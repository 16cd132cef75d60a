"""Identity: UUIDv7 (RFC 9562), strictly rising within a process.

Windows' clock ticks every 15 ms, so the 12 bits behind the millisecond count up within one; when the wall
clock goes back, the last millisecond given out is kept.
"""

import os
import threading
import time

_lock = threading.Lock()
_last_ms = 0
_counter = 0
_drawn: list[tuple[int, str]] = []  # a few at a time: each asking of the system costs as much as the rest of an id
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_drawn.clear)  # a child must not give out those of its parent


def _draw() -> None:
    """Random parts: what a new millisecond counts from (10 bits), and the last two groups with the variant."""
    for _ in range(64):
        drawn = int.from_bytes(os.urandom(9), "big")
        last = f"{0b10 << 62 | drawn >> 10:016x}"
        _drawn.append((drawn & 0x3FF, f"{last[:4]}-{last[4:]}"))


def new_id() -> str:
    """A new id, 36 characters, greater than every one this process has given out before."""
    global _last_ms, _counter
    with _lock:
        if not _drawn:
            _draw()
        start, last = _drawn.pop()
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _counter = now, start
        elif _counter < 0xFFF:
            _counter += 1
        else:
            _last_ms, _counter = _last_ms + 1, 0
        return f"{_last_ms >> 16:08x}-{_last_ms & 0xFFFF:04x}-7{_counter:03x}-{last}"


def short_id(identity: str) -> str:
    """The last 8 characters, which are random: they name a meeting in folders and files."""
    return identity[-8:]
