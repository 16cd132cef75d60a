"""The driver for Linux and macOS: Textual's, with its reading and writing made to survive a bad terminal."""

import codecs
import contextlib
import os
import re
import selectors
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from textual._xterm_parser import XTermParser  # private: the driver it is part of has no seam for its bytes
from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"
_ESCAPE = re.compile("\x1b(?!\\[201~)")
_ARROWS = ("up", "down", "left", "right")
_TICK, _AWAKE = 0.1, 2.0  # seconds: how often a sequence that was begun is looked at, and how long after it came


class Stopping(threading.Event):
    """Tells the thread that reads to end; a selector that waits on `told` wakes."""

    def __init__(self) -> None:
        super().__init__()
        self.told, self._tell = os.pipe()
        os.set_blocking(self._tell, False)

    def set(self) -> None:
        """End it, and wake it for that."""
        super().set()
        with contextlib.suppress(OSError):
            os.write(self._tell, b"0")

    def heard(self) -> None:
        """The selector woke."""
        os.read(self.told, 64)


class Outlet:
    """The terminal to write to; once it is gone, what is written goes nowhere, and nobody is blocked by it."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, or do nothing."""
        try:
            self._file.write(text)
        except (OSError, ValueError):
            return

    def flush(self) -> None:
        """Flush, or do nothing."""
        try:
            self._file.flush()
        except (OSError, ValueError):
            return

    def fileno(self) -> int:
        """The file's number."""
        return self._file.fileno()


class Pastes:
    """Takes escape characters out of pasted text, which the parser would take for the paste's end or for keys.

    It is fed the stream in whatever pieces it arrives; a piece of the end mark at the end of one is held back.
    """

    def __init__(self) -> None:
        self._inside = False
        self._held = ""

    def clean(self, text: str) -> str:
        """The text with every escape inside a paste replaced by `�`."""
        text, self._held = self._held + text, ""
        done: list[str] = []
        while text:
            mark = _PASTE_END if self._inside else _PASTE_START
            part, found, text = text.partition(mark)
            if not found and self._inside:
                part = self._hold_back(part)
            done.append(_ESCAPE.sub("\ufffd", part) if self._inside else part)
            done.append(found)
            self._inside ^= bool(found)
        return "".join(done)

    def _hold_back(self, part: str) -> str:
        for size in range(min(len(_PASTE_END) - 1, len(part)), 0, -1):
            if part.endswith(_PASTE_END[:size]):
                self._held = part[-size:]
                return part[:-size]
        return part


def with_alt_arrows(events: Iterable[Message]) -> Iterator[Message]:
    """What one piece of input came to, Alt with an arrow as one key: the parser tells of an escape and an arrow."""
    escape: Message | None = None
    for event in events:
        name = event.key if isinstance(event, Key) else ""
        if escape is not None and name in _ARROWS:
            escape = None
            yield Key(f"alt+{name}", None)
            continue
        if escape is not None:
            yield escape
        escape = event if name == "escape" else None
        if escape is None:
            yield event
    if escape is not None:
        yield escape


class PatientDriver(LinuxDriver):
    """Reads whatever bytes come, and ends the app when none can come any more."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file: Any = Outlet(self._file)
        self.exit_event = self._stopping = Stopping()

    def run_input_thread(self) -> None:
        """Read, decode, parse and pass on, until the app or the terminal ends.

        Where nothing comes it sleeps: ten looks a second were a third of what an idle screen costs.
        """
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        pastes, parser = Pastes(), XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._stopping.told, selectors.EVENT_READ)
            until = 0.0
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(_TICK if time.monotonic() < until else None)}
                if self._stopping.told in ready:
                    self._stopping.heard()
                if self.fileno in ready:
                    until = time.monotonic() + max(_AWAKE, 2 * ESCAPE_DELAY)
                    if not self._read(lambda raw: pastes.clean(decode(raw)), parser):
                        self._app.call_later(self._app.exit)
                        return
                for event in parser.tick():
                    self.process_message(event)

    def _read(self, told: Callable[[bytes], str], parser: XTermParser) -> bool:
        """Pass on what has arrived; False at the end of the input, or where there is no terminal any more."""
        try:
            raw = os.read(self.fileno, 4096)
        except OSError:
            return False
        at = Message().time
        if text := told(raw):
            for event in with_alt_arrows(parser.feed(text)):
                event.time = at  # what came in one piece has one time, however long this thread is kept waiting
                self.process_message(event)
        return bool(raw)
