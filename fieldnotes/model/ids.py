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


def _next_tick() -> tuple[int, int]:
    global _last_ms, _counter
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _counter = now, int.from_bytes(os.urandom(2), "big") >> 6
        else:
            _counter += 1
            if _counter > 0xFFF:
                _last_ms, _counter = _last_ms + 1, 0
        return _last_ms, _counter


def new_id() -> str:
    """A new id, 36 characters, greater than every one this process has given out before."""
    ms, counter = _next_tick()
    bits = (ms << 80) | (0x7 << 76) | (counter << 64) | (0b10 << 62) | (int.from_bytes(os.urandom(8), "big") >> 2)
    digits = f"{bits:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def short_id(identity: str) -> str:
    """The last 8 characters, which are random: they name a meeting in folders and files."""
    return identity[-8:]
