"""Whether a log is still being written by a program of this machine and user, so that nobody mends it meanwhile.

Each run that writes a log holds a file of the log's name, among the locks in the user's cache folder, from before
the log is made until after it is closed. It does not lie beside the log: on a network share a lock there would keep
others from reading it, and sync tools would carry it about. On Linux and macOS the file is held by `flock`, which
ends with the process however it ends; on Windows a file that is open cannot be taken away, which says the same.

Should the file be lost (a cleaned cache), mending is safe still: it puts a new file in the place of the log, which
the one who writes notices before its next line, and writes down again what the new file lacks.
"""

import contextlib
import os
from pathlib import Path

from fieldnotes import locations
from fieldnotes.archive import disk

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None  # type: ignore[assignment]


def _file(log: str) -> Path:
    return locations.cache_folder() / "locks" / f"{log}.writing"


class Alive:
    """Says, until `end`, that a log is being written. That it cannot be said is nobody's trouble."""

    def __init__(self, log: str) -> None:
        self._path, self._fd = _file(log), -1
        with contextlib.suppress(OSError):
            disk.make_folder(self._path.parent)
            self._fd = disk.open_exclusive(self._path)
            if fcntl is not None:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def end(self) -> None:
        """The log is not written any more."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
            with contextlib.suppress(OSError):
                os.unlink(self._path)


def is_written(log: str) -> bool:
    """True while a run on this machine writes that log; what a run that was killed left is taken away."""
    path = _file(log)
    try:
        fd = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        if fcntl is not None:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(fd)
    try:
        os.unlink(path)
    except FileNotFoundError:
        return False
    except OSError:  # Windows: it is open elsewhere
        return True
    return False
