"""A lock between processes, held for moments, around what is written anew as a whole; no log ever needs it."""

import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from hashlib import sha256
from pathlib import Path

from fieldnotes import locations
from fieldnotes.archive import disk

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None  # type: ignore[assignment]

PATIENCE = 2.0
_PAUSE = 0.01


@contextmanager
def moment(file: Path) -> Iterator[None]:
    """Alone with that file among the processes of this machine; raises OSError (TimeoutError) after two seconds."""
    name = sha256(str(file.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    folder = locations.cache_folder() / "locks"
    disk.make_folder(folder)
    with _locked(folder / f"{name}.lock"):
        yield


def _locked(path: Path) -> AbstractContextManager[object]:
    if fcntl is not None:
        return _flocked(path)  # filelock does the same here, and takes 12 ms of every `add` to import
    from filelock import FileLock

    return FileLock(path, timeout=PATIENCE, mode=disk.FILE_MODE)


@contextmanager
def _flocked(path: Path) -> Iterator[None]:
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, disk.FILE_MODE)
    try:
        until = time.monotonic() + PATIENCE
        while not _taken(fd):
            if time.monotonic() >= until:
                raise TimeoutError(f"another program holds {path} for too long")
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(fd)


def _taken(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
