"""Drafts of fuller notes, kept outside the study until they are in it: one file a screen, synced at each writing.

What an earlier screen of the same observer at the same meeting left behind is taken over, never what a living one
has.
"""

import contextlib
import os
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from fieldnotes.archive.disk import make_folder, write_whole
from fieldnotes.locations import state_folder

if TYPE_CHECKING:
    from filelock import BaseFileLock

_PADS, _LOCK = ".pads", ".pads.lock"


class Pad(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fuller note as far as it was typed, and the one in the record that it grew from."""

    text: str
    base: str = ""


_decoder = msgspec.json.Decoder(dict[str, Pad])


class Pads:
    """The drafts of one screen, by the id of the observation. Any one thread at a time may ask."""

    def __init__(self, meeting: str, observer: str) -> None:
        whose = sha256(f"{meeting}\0{observer}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
        self._folder, self._whose = state_folder() / "drafts", whose
        self._path = self._folder / f"{whose}-{os.urandom(4).hex()}{_PADS}"
        self._locks: dict[Path, BaseFileLock] = {}

    def take_over(self) -> dict[str, Pad]:
        """What earlier screens left, the latest of each; their files go once one of this screen holds it all.

        One that cannot be read stays where it is.
        """
        left = [path for path in self._left_behind() if self._lock(path)]
        read = {path: pads for path in left if (pads := _read(path)) is not None}
        found = {of: pad for pads in read.values() for of, pad in pads.items()}
        if not found or self.keep(found):
            for path in read:
                _remove(path)
        for path in left:
            self._release(path)
        return found

    def _left_behind(self) -> list[Path]:
        """The files of this observer, that written last being the last."""
        times: dict[Path, int] = {}
        for path in self._folder.glob(f"{self._whose}-*{_PADS}"):
            with contextlib.suppress(OSError):
                times[path] = path.stat().st_mtime_ns
        times.pop(self._path, None)
        return sorted(times, key=lambda path: times[path])

    def keep(self, pads: Mapping[str, Pad]) -> bool:
        """Keep these in place of those before; True once they are on the disk itself, False where it refuses."""
        if not pads:
            _remove(self._path)
            return True
        if not self._lock(self._path):
            return False
        try:
            make_folder(self._folder)
            write_whole(self._path, msgspec.json.encode(dict(pads)), f"{os.getpid()}-{time.monotonic_ns()}")
        except OSError:
            return False
        return True

    def close(self) -> None:
        """No longer alive: what is kept may be taken over."""
        for path in list(self._locks):
            self._release(path)

    def _lock(self, path: Path) -> bool:
        if path in self._locks:
            return True
        from filelock import FileLock  # wanted once there is something to keep

        lock = FileLock(path.with_suffix(_LOCK), timeout=0, mode=0o600, thread_local=False)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except (OSError, NotImplementedError):
            return False
        self._locks[path] = lock
        return True

    def _release(self, path: Path) -> None:
        lock = self._locks.pop(path, None)
        if lock is not None:
            lock.release()
            if not path.exists():
                _remove(path.with_suffix(_LOCK))


def _read(path: Path) -> dict[str, Pad] | None:
    """The drafts in a file; None for one that cannot be read."""
    try:
        return _decoder.decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
