"""The log that this run writes: made at its first change, never reopened, the only writer of its file for ever."""

import contextlib
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import fieldnotes
from fieldnotes.archive import disk, line, names
from fieldnotes.archive.failures import FORMAT, DiskFull, FolderGone, NotSaved, ReadOnly
from fieldnotes.archive.line import End, Header
from fieldnotes.archive.living import Alive
from fieldnotes.archive.reading import Mark


class Writer:
    """An open log. `lines` and `bytes` say how much is durable; after `suspect` nothing more is written to it."""

    def __init__(self, folder: Path, header: Header) -> None:
        self.path = folder / (header.log + names.ENDING)
        self.log, self.device = header.log, header.device
        self.suspect = False
        self.lines = self.bytes = self._last = 0
        self._head = ""
        self._ended = False
        self._unwritten = line.encode(header)
        self._file = os.fspath(self.path)
        self._alive = Alive(header.log)
        try:
            self._fd = disk.open_exclusive(self.path)
        except OSError:
            self._alive.end()
            raise
        self._identity = disk.file_identity(self._file)

    @property
    def mark(self) -> Mark:
        """How far the log is written, as one who had read it would have it."""
        return Mark(
            self.path.name,
            self.log,
            self.device,
            lines=self.lines,
            bytes=self.bytes,
            last=self._last,
            last_end=self.bytes,
            head=self._head,
            n=self.lines,
            chains=(self._head,),
            ended=self._ended,
        )

    def append(self, payloads: list[bytes]) -> int:
        """Write these lines as one and return once they are durable; the number of the last of them.

        Raises NotSaved: what was durable before still is, and nothing of these is left where that can be done.
        """
        n, head, lines = self.lines, self._head, []
        for payload in payloads if n else [self._unwritten, *payloads]:
            raw, head = line.write_line(n, head, payload)
            lines.append(raw)
            n += 1
        data = b"".join(lines)
        self._write(data, not self.lines)
        self.lines, self._head = n, head
        self.bytes += len(data)
        self._last = self.bytes - len(lines[-1])
        return n - 1

    def _write(self, data: bytes, first: bool) -> None:
        try:
            disk.append(self._fd, data)
        except OSError as error:
            self._cut_back()
            raise not_saved(error) from error
        except BaseException:  # an interrupt: nobody knows how much was written
            self.suspect = True
            raise
        try:
            disk.sync_file(self._fd)
            if first:
                disk.sync_folder(self.path.parent)
        except BaseException as error:
            self.suspect = True
            self._cut_back()
            if isinstance(error, OSError):
                raise not_saved(error) from error
            raise

    def _cut_back(self) -> None:
        try:
            disk.cut(self._fd, self.bytes)
        except OSError:
            self.suspect = True  # half a line is in it: the next one would not be read
        if not self.lines:
            self.suspect = True
            self.close()
            with contextlib.suppress(OSError):
                disk.remove(self.path)

    def left(self) -> list[bytes]:
        """The changes behind what is durable that stand whole in the file all the same: others may read them."""
        with contextlib.suppress(OSError):
            lines = [line.read_line(raw) for raw in disk.read_from(self.path, self.bytes).split(b"\n")]
            return [found.payload for found in lines if found and found.n and found.payload and found.is_whole]
        return []

    def is_replaced(self) -> bool:
        """True where the file of that name is not the open one any more: a sync tool put its own copy there."""
        return disk.file_identity(self._file) != self._identity is not None

    def finish(self) -> None:
        """Write the end line and close; a log that cannot be ended is only closed."""
        if self._fd >= 0 and self.lines and not self.suspect and not self.is_replaced():
            with contextlib.suppress(NotSaved):
                self.append([line.encode(End(line.new_salt(), self.lines))])
                self._ended = True
        self.close()

    def close(self) -> None:
        """Give the file back; nothing is written."""
        if self._fd >= 0:
            with contextlib.suppress(OSError):
                os.close(self._fd)
            self._fd = -1
            self._alive.end()

    def missing(self) -> list[bytes]:
        """The changes in the open file that the one which now has its name does not hold: they were acknowledged.

        A line that was emptied there is not missing.
        """
        there = b""
        with contextlib.suppress(OSError):
            there = disk.read_from(self.path)
        lines = [line.read_line(raw) for raw in self._content().split(b"\n")]
        return [
            found.payload
            for found in lines
            if found and found.n and found.payload and b'"chain":"%b"' % found.chain.encode() not in there
        ]

    def _content(self) -> bytes:
        with contextlib.suppress(OSError):
            os.lseek(self._fd, 0, os.SEEK_SET)
            return os.read(self._fd, self.bytes)
        return b""


def new_header(log: str, study: str, meeting: str | None, device: str, zone: str) -> Header:
    """The header of a log that begins now."""
    return Header(
        salt=line.new_salt(),
        fieldnotes=FORMAT,
        log=log,
        study=study,
        meeting=meeting,
        device=device,
        started=datetime.now(UTC).isoformat(timespec="milliseconds"),
        mono=time.monotonic_ns() // 1_000_000,
        zone=zone,
        program=f"fieldnotes {fieldnotes.__version__}",
    )


def not_saved(error: OSError) -> NotSaved:
    """What is to be said of an error of the disk."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)) and error.filename:
        return FolderGone(Path(os.fsdecode(error.filename)).parent)
    why = error.strerror or type(error).__name__
    return DiskFull() if disk.is_full(error) else ReadOnly(why) if disk.is_read_only(error) else NotSaved(why)
