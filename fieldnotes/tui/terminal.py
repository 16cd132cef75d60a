"""Where Textual's way with the terminal would lose data or hang, ours.

Bytes that are not UTF-8 become `�` instead of ending the app; a terminal that is gone ends it instead of
leaving it spinning or blocked; escape bytes inside a paste stay inside it; signals end it tidily.
"""

import asyncio
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver

SIGNALS: tuple[str, ...] = ("SIGTERM", "SIGHUP", "SIGBREAK")


def driver_class() -> "type[Driver] | None":
    """The driver for this system; None for Textual's own, which on Windows gets characters and not bytes."""
    if sys.platform == "win32":
        return None
    from fieldnotes.tui.posix_driver import PatientDriver  # needs termios, which Windows has not

    return PatientDriver


def leave_on_signals(leave: Callable[[], object]) -> None:
    """Call `leave` in the running loop when the process is asked to end."""
    loop = asyncio.get_running_loop()
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, leave)
        except (NotImplementedError, RuntimeError, ValueError):  # Windows' loops have none
            _leave_by_plain_signal(loop, number, leave)


def _leave_by_plain_signal(loop: asyncio.AbstractEventLoop, number: int, leave: Callable[[], object]) -> None:
    try:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(leave))
    except ValueError:  # not in the main thread, as in a test: nobody sends it signals
        return
