"""The two ends of a short command, which together were half of what one `add` cost: its start, and its leaving."""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn


def load_msgspec() -> None:
    """Import msgspec without typing_extensions, which it takes where there is one and needs below Python 3.11 only.

    It takes 15 ms with what it draws in, and is there for other libraries, which import it afterwards as ever.
    """
    if {"msgspec", "typing_extensions"} & sys.modules.keys():
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # to an import: as if it were not installed
    try:
        with suppress(ImportError):  # an msgspec that does need it is imported by whoever comes next
            import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put Ctrl+C off to the end: one that comes while msgspec makes a decoder is a segmentation fault."""
    came: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    try:
        if before is signal.default_int_handler:
            signal.signal(signal.SIGINT, lambda number, frame: came.append(number))
    except ValueError:  # not in the main thread, which alone is interrupted
        before = None
    try:
        yield
    finally:
        if before is signal.default_int_handler:
            signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt


@contextmanager
def uncollected() -> Iterator[None]:
    """Load with the garbage collector asleep: what is imported and read stays, and was looked through 40 times."""
    gc.disable()
    try:
        with uninterrupted():
            yield
    finally:
        gc.freeze()
        gc.enable()


def leave(code: int) -> NoReturn:
    """End the program without taking the interpreter apart, which is a tenth of an `add`.

    For commands that have nothing left to do: logs closed, threads joined.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):  # nobody reads it any more
                stream.flush()
    os._exit(code)
