"""An operating system whose files fail when told to: it stands in the place of `os` in archive/disk.py."""

import errno
import os
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

FAILURES = ("ENOSPC", "EIO", "held 5", "held 32", "short", "killed")
_failure = st.sampled_from(FAILURES)
_shapes = st.one_of(
    st.builds(lambda first: [first], _failure),
    st.builds(lambda one, other: [one, other], _failure, _failure),
    st.builds(lambda one, other: [None, one, other], _failure, _failure),
    st.builds(lambda well, one: [*[None] * well, one], st.integers(2, 9), _failure),
    st.lists(st.one_of(st.none(), _failure), max_size=8),
)
plans = st.builds(lambda chance, shape: shape if chance > 5 else [], st.integers(0, 9), _shapes)


class Killed(BaseException):
    """The process ended in the middle of a call; from then on it calls nothing."""


class Held(OSError):
    """What Windows says while another program holds a file."""

    def __init__(self, winerror: int) -> None:
        super().__init__(errno.EACCES, "held by another program")
        self.winerror = winerror


class FaultyOs:
    """`os`, of which the calls to come fail as `plan` says: an entry a call, None for one that goes well.

    `failed` are the names of the calls that did, `unsynced` the files whose sync did.
    """

    def __init__(self) -> None:
        self.plan: list[str | None] = []
        self.dead = False
        self.failed: list[str] = []
        self.calls: list[str] = []
        self.unsynced: list[str] = []
        self._paths: dict[int, str] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def begin(self, plan: Iterable[str | None]) -> None:
        """Fail like this from now on."""
        self.plan, self.dead = list(plan), False
        self.failed, self.calls, self.unsynced = [], [], []

    def well(self) -> None:
        """Fail no more."""
        self.begin([])

    def _do(self, name: str, act: Callable[[], Any], torn: Callable[[], Any] = lambda: None) -> Any:
        if self.dead:
            raise Killed
        self.calls.append(name)
        how = self.plan.pop(0) if self.plan else None
        if how is None:
            return act()
        if how == "short":
            return torn() if name == "write" else act()
        self.failed.append(name)
        if how.startswith("held"):
            raise Held(int(how[5:]))
        torn()
        if how == "killed":
            self.dead = True
            raise Killed
        raise OSError(getattr(errno, how), os.strerror(getattr(errno, how)))

    def write(self, fd: int, data: bytes) -> int:
        """Half of it is written where it fails."""
        written: int = self._do("write", lambda: os.write(fd, data), lambda: os.write(fd, data[: len(data) // 2]))
        return written

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        """Reading is not failed by a full disk."""
        fd: int = self._do("open", lambda: os.open(path, flags, mode))
        self._paths[fd] = os.fspath(path)
        return fd

    def fdatasync(self, fd: int) -> None:
        """A failed one tells nothing of what is on the disk."""
        failed = len(self.failed)
        try:
            self._do("fdatasync", lambda: os.fdatasync(fd))
        finally:
            self.unsynced += [self._paths[fd]] * (len(self.failed) - failed)

    def fsync(self, fd: int) -> None:
        """As above; of folders."""
        self._do("fsync", lambda: os.fsync(fd))

    def ftruncate(self, fd: int, length: int) -> None:
        """The cutting back of a half line may fail too."""
        self._do("ftruncate", lambda: os.ftruncate(fd, length))

    def replace(self, source: Any, target: Any) -> None:
        """The name of a checkpoint."""
        self._do("replace", lambda: os.replace(source, target))

    def unlink(self, path: Any) -> None:
        """Of temporary files, and of logs without a whole line."""
        self._do("unlink", lambda: os.unlink(path))


def still_clock() -> SimpleNamespace:
    """Time that only sleeping moves, for the two seconds that a held file is waited for."""
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    return SimpleNamespace(monotonic=lambda: now[0], sleep=sleep)
