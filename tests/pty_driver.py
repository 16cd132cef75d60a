"""A program in a real terminal: what Pilot cannot see of bytes, batches, signals and a terminal that goes away.

Standard library only; the terminal's replies are those of a usual one, and what the program writes is kept as
bytes. `pyte` makes a screen of them where a test asks for one.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_PATIENCE = 120.0
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$[a-z]|\x1b\[[0-9;]*t")
_UNFINISHED = re.compile(rb"\x1b(?:\[[<>=?]?[0-9;:]*\$?)?\Z")


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Picture:
    """What bytes make of a screen of so many rows and columns; of bytes that grow it reads each once."""

    def __init__(self, rows: int, columns: int) -> None:
        self._size = (rows, columns)
        self._begin()

    def _begin(self) -> None:
        import pyte

        rows, columns = self._size
        self._taken = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    def of(self, written: bytes | bytearray) -> str:
        """The screen, row by row, after all of these bytes."""
        if len(written) < self._taken:  # a test has cleared what was written
            self._begin()
        new = bytes(written[self._taken :])
        if cut := _UNFINISHED.search(new):
            new = new[: cut.start()]
        self._taken += len(new)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", new))
        return "\n".join(self._screen.display)


class Terminal:
    """A child process on a pseudo-terminal of so many rows and columns."""

    def __init__(
        self, command: Sequence[str], *, size: tuple[int, int] = (24, 80), env: Mapping[str, str] | None = None
    ) -> None:
        self._picture = Picture(*size)
        self.written = bytearray()
        self.gone = False
        wanted = {name: value for name, value in os.environ.items() if name not in ("LINES", "COLUMNS", "NO_COLOR")}
        surroundings = {**wanted, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        # a session of its own, whose controlling terminal this is: only so does closing it send SIGHUP
        self.process = subprocess.Popen(
            list(command),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=surroundings,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(theirs)
        self._fd = ours

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    # -- bytes

    def _read(self, seconds: float) -> None:
        if self._fd < 0:
            time.sleep(min(seconds, 0.02))
            return
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return
        try:
            got = os.read(self._fd, 1 << 16)
        except OSError:
            got = b""
        if not got:
            self.gone = True
            self.hang_up()
        self.written += got
        self._reply(got)

    def _reply(self, asked: bytes) -> None:
        for mode in re.findall(rb"\x1b\[\?(\d+)\$p", asked):
            self._write(b"\x1b[?%s;%s$y" % (mode, b"2" if mode == b"2026" else b"0"))
        if b"\x1b[c" in asked:
            self._write(b"\x1b[?62;22c")

    def _write(self, some: bytes | memoryview) -> int:
        with contextlib.suppress(OSError):
            return os.write(self._fd, some)
        return len(some)

    def send(self, keys: bytes | str) -> None:
        """Type, as fast as the program takes it, reading on meanwhile."""
        left = memoryview(keys.encode() if isinstance(keys, str) else keys)
        while left and self._fd >= 0:
            _, writable, _ = select.select([], [self._fd], [], 0)
            if writable:
                left = left[self._write(left[:512]) :]
            self._read(0 if writable else 0.01)

    def type_slowly(self, keys: str, seconds: float) -> None:
        """Type one character after the other, that far apart."""
        for key in keys:
            self.send(key)
            self.read_on(seconds)

    def read_on(self, seconds: float) -> None:
        """Take what is written for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    # -- what is waited for

    def wait_until(self, holds: Callable[[], bool], what: str, patience: float = _PATIENCE) -> None:
        """Read on until something holds; fails with the screen when it never does."""
        end = time.monotonic() + patience
        while not holds():
            if time.monotonic() > end or (self.process.poll() is not None and not holds()):
                raise AssertionError(f"{what} was never seen; the screen says:\n{self.screen()}")
            self._read(0.02)

    def wait_for(self, text: str) -> None:
        """Until the text has been written, at whatever place."""
        self.wait_until(lambda: text.encode() in self.written, repr(text))

    def wait_shown(self, text: str) -> None:
        """Until the text stands on the screen."""
        self.wait_until(lambda: text in self.screen(), repr(text))

    def wait_end(self, patience: float = _PATIENCE) -> int:
        """The exit status, once the program has ended: negative the number of a signal."""
        end = time.monotonic() + patience
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError(f"it did not end; the screen says:\n{self.screen()}")
            self._read(0.02)
        self.read_on(0.05)
        return self.process.returncode

    def screen(self) -> str:
        """The screen as it stands now."""
        return self._picture.of(self.written)

    # -- what happens to a terminal

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def resize(self, rows: int, columns: int) -> None:
        """Give the window another size; the system tells the program."""
        self._picture = Picture(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self) -> None:
        """The window is closed: no more input, and nobody reads."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def cpu_seconds(self) -> float:
        """The processor time the program has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
