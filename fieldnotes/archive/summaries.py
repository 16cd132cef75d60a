"""What a list says of each meeting, kept so that it need not be opened again: one file a study, outside of it.

A row is bytes that the caller makes and understands: the archive must not know how a meeting is shown, and JSON
that is made once is not made again. A row holds as long as the meeting's files have the names, sizes and times they
had before it was made.
"""

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from fieldnotes.archive import names
from fieldnotes.archive.cachefile import cache_path, read_cache, write_cache
from fieldnotes.archive.finding import place_of
from fieldnotes.archive.folders import meeting_folders
from fieldnotes.archive.meeting import SUMMARY
from fieldnotes.archive.names import MeetingPlace

Make = Callable[[MeetingPlace], tuple[bytes, bool]]


class Kept(Struct, array_like=True):
    """A row (JSON), and the fingerprint of the meeting it was made from."""

    fingerprint: str
    row: Raw

    def holds(self, fingerprint: str) -> bool:
        """True where the meeting's files are as they were."""
        return self.fingerprint == fingerprint != ""


_decode = msgspec.json.Decoder(dict[str, Kept]).decode


class Summaries:
    """The rows of a study's meetings. `form` names what the rows are; a row of another form is none.

    `kind` is the folder of the cache in which they are kept.
    """

    def __init__(self, study: str, folder: Path, form: str, kind: str = "summaries") -> None:
        self._folder, self._form = folder, f"summaries 1 {form}"
        self._file = cache_path(kind, study, folder)

    def rows(self, make: Make, anew: bool = False) -> list[bytes]:
        """The row of each meeting, in no order. `make` is called for those that are new or changed, one by one.

        It also says whether all of the meeting could be read: else the row is made again the next time. What was
        made until an error is kept. `anew` believes none of the rows that are kept.
        """
        before = {} if anew else self._read()
        now: dict[str, Kept] = {}
        try:
            for name, fingerprint in fingerprints(self._folder):
                known = before.get(name)
                now[name] = known if known and known.holds(fingerprint) else self._made(name, fingerprint, make)
        except BaseException:
            now = {**before, **now}
            raise
        finally:
            if anew or now != before:
                write_cache(self._file, self._form, msgspec.json.encode(now))
        return [bytes(kept.row) for kept in now.values()]

    def kept(self) -> list[bytes]:
        """The rows as they were made last, whatever happened to the meetings since: at once, to begin with."""
        return [bytes(kept.row) for kept in self._read().values()]

    def _made(self, name: str, fingerprint: str, make: Make) -> Kept:
        row, whole = make(place_of(self._folder / name))
        return Kept(fingerprint if whole else "", Raw(row))

    def _read(self) -> dict[str, Kept]:
        try:
            return _decode(read_cache(self._file, self._form) or b"{}")
        except msgspec.DecodeError:
            return {}


def fingerprints(folder: Path) -> Iterator[tuple[str, str]]:
    """The name of each meeting's folder, and a digest of its logs' and checkpoint's names, sizes and times."""
    try:
        there = [(entry.name, entry.path) for entry in meeting_folders(folder)]
    except OSError:
        return
    for name, path in there:
        try:
            yield name, _fingerprint(path)
        except OSError:  # it went meanwhile, or cannot be looked into
            yield name, ""


def _fingerprint(path: str) -> str:
    with os.scandir(path) as entries:
        files = [
            f"{entry.name}\t{status.st_size}\t{status.st_mtime_ns}"
            for entry in entries
            if (names.ENDING in entry.name or entry.name == SUMMARY) and (status := entry.stat())
        ]
    said = "\n".join(sorted(files)).encode("utf-8", "surrogateescape")
    return sha256(said).hexdigest()[:32]
