"""The log that this run writes: made at its first change, never reopened, the only writer of its file for ever."""

import contextlib
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import fieldnotes
from fieldnotes.archive import disk, line, names
from fieldnotes.archive.failures import FORMAT, DiskFull, NotSaved
from fieldnotes.archive.line import End, Header
from fieldnotes.archive.reading import Mark


class Writer:
    """An open log. `mark` says what of it is durable; after `suspect` nothing more is written to it."""

    def __init__(self, folder: Path, header: Header) -> None:
        self.path = folder / (header.log + names.ENDING)
        self.mark = Mark(self.path.name, header.log, header.device)
        self.suspect = False
        self._unwritten = line.encode(header)
        self._fd = disk.open_exclusive(self.path)
        self._identity = disk.file_identity(self.path)

    def append(self, payloads: list[bytes]) -> int:
        """Write these lines as one and return once they are durable; the number of the last of them.

        Raises NotSaved: what was durable before still is, and nothing of these is left where that can be done.
        """
        first = not self.mark.lines
        written, marks = self._lined([self._unwritten, *payloads] if first else payloads)
        try:
            disk.append(self._fd, written)
        except OSError as error:
            self._cut_back()
            raise _sentence(error) from error
        try:
            disk.sync_file(self._fd)
            if first:
                disk.sync_folder(self.path.parent)
        except OSError as error:
            self.suspect = True
            self._cut_back()
            raise _sentence(error) from error
        self.mark = marks
        return marks.lines - 1

    def _lined(self, payloads: list[bytes]) -> tuple[bytes, Mark]:
        mark = Mark(**{name: getattr(self.mark, name) for name in Mark.__struct_fields__})
        parts = []
        for payload in payloads:
            raw, chain = line.write_line(mark.lines, mark.chains[0], payload)
            parts.append(raw)
            mark.chains, mark.head, mark.last = (chain,), chain, mark.bytes
            mark.lines, mark.bytes = mark.lines + 1, mark.bytes + len(raw)
        mark.n, mark.last_end = mark.lines, mark.bytes
        return b"".join(parts), mark

    def _cut_back(self) -> None:
        try:
            os.ftruncate(self._fd, self.mark.bytes)
        except OSError:
            self.suspect = True  # half a line is in it: the next one would not be read
        if not self.mark.lines:
            self.suspect = True
            self.close()
            with contextlib.suppress(OSError):
                self.path.unlink()

    def is_replaced(self) -> bool:
        """True where the file of that name is not the open one any more: a sync tool put its own copy there."""
        return self._identity is not None and disk.file_identity(self.path) != self._identity

    def finish(self) -> None:
        """Write the end line and close; a log that cannot be ended is only closed."""
        if self._fd >= 0 and self.mark.lines and not self.suspect and not self.is_replaced():
            with contextlib.suppress(NotSaved):
                self.append([line.encode(End(line.new_salt(), self.mark.lines))])
                self.mark.ended = True
        self.close()

    def close(self) -> None:
        """Give the file back; nothing is written."""
        if self._fd >= 0:
            with contextlib.suppress(OSError):
                os.close(self._fd)
            self._fd = -1

    def missing(self) -> list[bytes]:
        """The changes in the open file that the one which now has its name does not hold: they were acknowledged.

        A line that was emptied there is not missing.
        """
        there = b""
        with contextlib.suppress(OSError):
            there = self.path.read_bytes()
        lines = [line.read_line(raw) for raw in self._content().split(b"\n")]
        return [
            found.payload
            for found in lines
            if found and found.n and found.payload and b'"chain":"%b"' % found.chain.encode() not in there
        ]

    def _content(self) -> bytes:
        with contextlib.suppress(OSError):
            os.lseek(self._fd, 0, os.SEEK_SET)
            return os.read(self._fd, self.mark.bytes)
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


def _sentence(error: OSError) -> NotSaved:
    return DiskFull() if disk.is_full(error) else NotSaved(error.strerror or type(error).__name__)
