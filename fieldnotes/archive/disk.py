"""What differs between operating systems about files, and nothing else: each way with the reason for it.

Files are 0600 and folders 0700 from the first one on.
"""

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None  # type: ignore[assignment]

FILE_MODE = 0o600
FOLDER_MODE = 0o700
PATIENCE = 2.0
_HELD = (5, 32)  # Windows: access denied, sharing violation; a virus scanner or sync tool lets go in moments
_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
_AT_ONCE = 1 << 30
T = TypeVar("T")


def _patiently(act: Callable[[], T]) -> T:
    """Do it; on Windows try for two seconds while another program holds the file."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD or time.monotonic() >= until:
                raise
            time.sleep(0.05)


def open_exclusive(path: Path, how: int = os.O_APPEND) -> int:
    """A new file, for reading and for writing at its end; raises FileExistsError."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | how
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    return _patiently(lambda: os.open(path, flags, FILE_MODE))


def read_from(path: Path, start: int = 0, length: int = -1) -> bytes:
    """So many bytes of a file, or all, from there on. One that is held is not waited for: it is read later.

    Raises OSError, as `open_to_read` does.
    """
    fd = open_to_read(path)
    try:
        if start:
            os.lseek(fd, start, os.SEEK_SET)
        return _read(fd, length if length >= 0 else sys.maxsize, max(0, os.fstat(fd).st_size - start) + 1)
    finally:
        os.close(fd)


def open_to_read(path: str | Path, more_flags: int = 0) -> int:
    """A file as `open` takes it for its `opener`.

    Raises OSError, for a pipe or a device too: nobody may ever write to it, and reading would wait for that.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
    fd = os.open(path, flags | more_flags)
    if stat.S_ISREG(os.fstat(fd).st_mode):
        return fd
    os.close(fd)
    raise OSError(errno.EINVAL, "not a file that can be read", str(path))


def _read(fd: int, most: int, likely: int) -> bytes:
    """So many bytes at the most, in parts until the end: the file may have grown, and systems read at most 2 GB."""
    parts: list[bytes] = []
    while most and (part := os.read(fd, min(most, likely, _AT_ONCE))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def append(fd: int, data: bytes) -> None:
    """All of the bytes at the end of the file; a nearly full disk makes the system take them in parts."""
    written = os.write(fd, data)
    while written < len(data):
        written += os.write(fd, data[written:])


def sync_file(fd: int) -> None:
    """Return once the file's bytes and length are on the disk itself."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:  # macOS: fsync only reaches the drive's cache
        try:
            fcntl.fcntl(fd, full)
            return
        except OSError as error:
            if error.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):
                raise
    getattr(os, "fdatasync", os.fsync)(fd)


def sync_folder(folder: Path) -> None:
    """Return once the names in the folder are on the disk; Windows cannot be asked and needs not be."""
    directory = getattr(os, "O_DIRECTORY", None)
    if directory is None:
        return
    fd = os.open(folder, os.O_RDONLY | directory)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems refuse
            raise
    finally:
        os.close(fd)


def sync_all() -> None:
    """Everything at once, where a thousand small files would each wait for the disk; Windows has no such call."""
    getattr(os, "sync", lambda: None)()


def make_folder(folder: Path) -> None:
    """The folder, and each one above it that is missing, for its owner only and durable."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, FOLDER_MODE)
    sync_folder(folder.parent)


def replace(source: Path, target: Path) -> None:
    """Put one file in the place of another."""
    _patiently(lambda: os.replace(source, target))


def remove(path: Path) -> None:
    """Take a file away."""
    _patiently(lambda: os.unlink(path))


def cut(fd: int, length: int) -> None:
    """Take off what stands behind that length."""
    os.ftruncate(fd, length)


def write_whole(path: Path, data: bytes, mark: str) -> None:
    """Replace a file by these bytes so that either the old or the new is there whatever happens.

    `mark` makes the name of the temporary file beside it, which is taken away when the writing fails.
    """
    _write_beside(path, mark, os.O_APPEND, lambda fd: append(fd, data))


def write_whole_by(path: Path, write: Callable[[BinaryIO], T], mark: str) -> T:
    """The same for a file that is too large for memory: `write` fills it, to and fro; what that gives."""

    def fill(fd: int) -> T:
        with open(fd, "w+b", closefd=False) as out:
            return write(out)

    return _write_beside(path, mark, 0, fill)


def _write_beside(path: Path, mark: str, how: int, fill: Callable[[int], T]) -> T:
    beside = path.with_name(f"{path.name}.{mark}.tmp")
    fd = open_exclusive(beside, how)
    try:
        try:
            made = fill(fd)
            sync_file(fd)
        finally:
            os.close(fd)
        replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            remove(beside)
        raise
    sync_folder(path.parent)
    return made


def file_identity(path: str) -> tuple[int, int] | None:
    """What tells two files of one name apart; None where the system has no number for it, or there is no file."""
    try:
        status = os.stat(path)
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino) if status.st_ino else None


def is_full(error: OSError) -> bool:
    """True where there was no room, or no more allowed."""
    return error.errno in _NO_ROOM


def is_read_only(error: OSError) -> bool:
    """True where nothing may be written, whatever room there is."""
    return error.errno in (errno.EROFS, errno.EACCES, errno.EPERM)


def is_open_to_others(path: Path) -> bool:
    """True where others than the owner may read it; Windows says that by other means, and not here."""
    if os.name == "nt":
        return False
    try:
        return bool(os.lstat(path).st_mode & 0o077) and not path.is_symlink()
    except OSError:
        return False


def make_private(path: Path) -> None:
    """Take it from all but its owner."""
    os.chmod(path, FOLDER_MODE if path.is_dir() else FILE_MODE)
