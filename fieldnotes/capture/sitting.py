"""What a running screen keeps outside the study: the line in the composer, and the lines that the disk refused.

Each screen has files of its own, and a lock that says it is alive. What an earlier one of the same observer at the
same meeting left behind is taken over, never what a living one has.
"""

import contextlib
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.capture.draft import Draft, read_draft, write_draft
from fieldnotes.capture.refused import Refused, add_refused, read_refused, write_refused
from fieldnotes.locations import state_folder

if TYPE_CHECKING:
    from filelock import BaseFileLock

_DRAFT, _REFUSED, _LOCK, _ALIVE = ".json", ".jsonl", ".lock", ".alive"


class Sitting:
    """The files of one screen. What a disk refuses here stops nothing: it is a convenience."""

    def __init__(self, meeting: str, observer: str) -> None:
        whose = sha256(f"{meeting}\0{observer}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
        self._folder, self._whose = state_folder() / "drafts", whose
        self._stem = f"{whose}-{os.urandom(4).hex()}"
        self._locks: dict[str, BaseFileLock] = {}

    def _path(self, ending: str, stem: str = "") -> Path:
        return self._folder / f"{stem or self._stem}{ending}"

    # -- what was left behind

    def take_over(self, is_entered: Callable[[Draft], bool]) -> tuple[Draft | None, list[Refused]]:
        """The newest draft that was left and not entered, and all lines that were refused, in their order.

        From now on the draft's file is this sitting's; the refused lines are in one file of its own.
        """
        stems = [stem for stem in self._left_behind() if self._lock(stem)]
        refused = [line for stem in reversed(stems) for line in read_refused(self._path(_REFUSED, stem))]
        draft = self._newest(stems, is_entered)
        if refused and self.keep_refused(refused):
            for stem in stems:
                if stem != self._stem:
                    _remove(self._path(_REFUSED, stem))
        for stem in stems:
            if stem != self._stem:
                self._release(stem)
        return draft, refused

    def _left_behind(self) -> list[str]:
        """The stems of this observer's files, that written last first."""
        found: dict[str, int] = {}
        for ending in (_DRAFT, _REFUSED):
            for path in self._folder.glob(f"{self._whose}-*{ending}"):
                with contextlib.suppress(OSError):
                    found[path.stem] = max(found.get(path.stem, 0), path.stat().st_mtime_ns)
        found.pop(self._stem, None)
        return sorted(found, key=lambda stem: found[stem], reverse=True)

    def _newest(self, stems: Sequence[str], is_entered: Callable[[Draft], bool]) -> Draft | None:
        for stem in stems:
            draft = read_draft(self._path(_DRAFT, stem))
            if draft is None:
                continue
            left = draft.without(is_entered)
            if left is None:
                _remove(self._path(_DRAFT, stem))  # the machine stopped before it was thrown away
                continue
            self._release(self._stem)
            self._stem = stem
            return left
        return None

    # -- what is kept now

    def keep_draft(self, draft: Draft | None) -> None:
        """Keep a draft in place of the one before, or none."""
        if draft is None:
            _remove(self._path(_DRAFT))
        elif self._lock(self._stem):
            write_draft(self._path(_DRAFT), draft)

    def add_refused(self, lines: Sequence[Refused]) -> bool:
        """Keep further lines; False where this disk refuses them too."""
        return self._lock(self._stem) and add_refused(self._path(_REFUSED), lines)

    def keep_refused(self, lines: Sequence[Refused]) -> bool:
        """Keep these lines in place of those before; False where this disk refuses them too."""
        if not lines:
            _remove(self._path(_REFUSED))
            return True
        return self._lock(self._stem) and write_refused(self._path(_REFUSED), lines)

    def be_alive(self, at: datetime, shown: Sequence[int] = ()) -> None:
        """Leave a sign that the program ran at that instant: the time of a file, for it is soon another.

        In it stands how many prompts were shown before, during and after the meeting.
        """
        path = self._folder / f"{self._whose}{_ALIVE}"
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(" ".join(map(str, shown)), encoding="ascii")
            os.utime(path, (at.timestamp(), at.timestamp()))

    def last_alive(self) -> datetime | None:
        """When this observer's screens on this meeting gave their last sign of life; None: they never did."""
        try:
            seconds = (self._folder / f"{self._whose}{_ALIVE}").stat().st_mtime
        except OSError:
            return None
        return datetime.fromtimestamp(seconds, UTC)

    def shown(self) -> list[int]:
        """How many prompts this observer's last screen on this meeting had shown by its last sign of life."""
        try:
            return [int(word) for word in (self._folder / f"{self._whose}{_ALIVE}").read_bytes().split()]
        except (OSError, ValueError):
            return []

    def close(self) -> None:
        """No longer alive: what is kept may be taken over."""
        for stem in list(self._locks):
            self._release(stem)

    # -- life

    def _lock(self, stem: str) -> bool:
        """Hold the lock of a stem until it is released; False where another process does."""
        if stem in self._locks:
            return True
        from filelock import FileLock  # wanted once there is something to keep

        lock = FileLock(self._path(_LOCK, stem), timeout=0, mode=0o600, thread_local=False)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except (OSError, NotImplementedError):
            return False
        self._locks[stem] = lock
        return True

    def _release(self, stem: str) -> None:
        lock = self._locks.pop(stem, None)
        if lock is None:
            return
        lock.release()
        if not any(self._path(ending, stem).exists() for ending in (_DRAFT, _REFUSED)):
            _remove(self._path(_LOCK, stem))


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
