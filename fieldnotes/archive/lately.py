"""Which meeting was written to last, and the ids of all, without a look into each folder.

What was seen of a folder is kept in the cache. It holds as long as the folder's own time says that no file came or
went; a log without its end line may have grown meanwhile, so that it is asked for its time again. A folder that had
changed within moments of being looked at is looked at anew, for its time could not tell a second change.
"""

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from fieldnotes.archive import disk, names
from fieldnotes.archive.cachefile import cache_path, read_cache, write_cache
from fieldnotes.archive.folders import meeting_folders

FORM = "lately 1"
MOMENT_NS = 3_000_000_000  # the coarsest clock of a file system, FAT's, ticks every two seconds
FEW = 32
_ENDED = re.compile(rb'"end":\d+\}\}\n\Z')
_TAIL = 256


class Seen(Struct, array_like=True):
    """A meeting's folder: its own time and the latest of its logs' in ns, the name of its last log.

    `growing` are the logs that have no end line. `meeting` is the id, empty until it was asked for.
    """

    folder_time: int
    settled: bool
    written: int
    last: str
    growing: tuple[str, ...]
    meeting: str = ""


class Folder(NamedTuple):
    """A meeting's folder, and its time in ns."""

    path: str
    name: str
    time: int


_decode = msgspec.json.Decoder(dict[str, Seen]).decode


class Lately:
    """The folders of a study's meetings. `looked` counts those that had to be looked into."""

    def __init__(self, study: str, folder: Path) -> None:
        self._folder = folder
        self._file = cache_path("lately", study, folder)
        self._seen: dict[str, Seen] = {}
        self.looked = 0

    def last(self) -> Path | None:
        """The meeting whose logs were written to last; between equals the one whose last log began later."""
        found = self._look()
        if not found:
            return None
        latest = max(found, key=lambda name: (found[name].written, found[name].last, name))
        return self._folder / latest

    def ids(self, read: Callable[[Path], str]) -> dict[str, str]:
        """The id of each meeting, by the name of its folder. `read` is asked for those that are not known yet."""
        found = self._look()
        unknown = [name for name, seen in found.items() if not seen.meeting]
        for name in unknown:
            found[name].meeting = read(self._folder / name)
        self._keep(found, len(unknown))
        return {name: seen.meeting for name, seen in found.items()}

    def _look(self) -> dict[str, Seen]:
        folders = list(_folders(self._folder))
        if not self._seen and len(folders) > FEW:
            self._seen = self._kept()
        found = {folder.name: self._now(folder, self._seen.get(folder.name)) for folder in folders}
        self._keep(found, self.looked)
        return found

    def _kept(self) -> dict[str, Seen]:
        with contextlib.suppress(msgspec.DecodeError):
            return _decode(read_cache(self._file, FORM) or b"{}")
        return {}

    def _keep(self, found: dict[str, Seen], news: int) -> None:
        """Write what was seen, once it is more than a few looks' worth."""
        self._seen = found
        if news > FEW:
            write_cache(self._file, FORM, msgspec.json.encode(found))
            self.looked = 0

    def _now(self, folder: Folder, before: Seen | None) -> Seen:
        if before is None or not before.settled or before.folder_time != folder.time:
            self.looked += 1
            return look_into(folder, before.meeting if before else "")
        if before.growing:
            times = _times(os.path.join(folder.path, name) for name in before.growing)
            before.written = max(before.written, *times)
        return before


def _folders(folder: Path) -> Iterable[Folder]:
    try:
        for entry in meeting_folders(folder):
            with contextlib.suppress(OSError):
                yield Folder(entry.path, entry.name, entry.stat().st_mtime_ns)
    except OSError:
        return


def look_into(folder: Folder, meeting: str = "") -> Seen:
    """What a folder's logs say of when they were written; their content but for the last bytes is not read."""
    settled = (
        abs(time.time_ns() - folder.time) > MOMENT_NS and os.name != "nt"
    )  # FAT under Windows: no folder times
    try:
        logs = sorted(name for name in os.listdir(folder.path) if name.endswith(names.ENDING))
    except OSError:
        logs = []
    paths = [os.path.join(folder.path, name) for name in logs]
    growing = tuple(name for name, path in zip(logs, paths, strict=True) if settled and not _is_ended(path))
    return Seen(folder.time, settled, max(_times(paths), default=0), logs[-1] if logs else "", growing, meeting)


def _times(paths: Iterable[str]) -> list[int]:
    found = [0]
    for path in paths:
        with contextlib.suppress(OSError):
            found.append(os.stat(path).st_mtime_ns)
    return found


def _is_ended(path: str) -> bool:
    try:
        with open(path, "rb", opener=disk.open_to_read) as file:
            file.seek(-_TAIL, os.SEEK_END)
            return _ENDED.search(file.read()) is not None
    except OSError:
        return False
