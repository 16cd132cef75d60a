"""Dated generations of a study's logs, in a folder outside of it: what there is, and what each one says.

::

    <backups>/<name of the study>-<id8>-<place8>/20040512T140000Z/
        generation.json                  what it adds, and the marks of those logs
        logs/…jsonl, meetings/…/…jsonl   those logs, byte for byte

A generation holds the logs that were new or longer when it was made; the others are in those before it. So the
study as it was at one of them is, for each log, the latest copy up to that one. Each log was written by one run of
the program and hardly any is ever longer the next time, so that a generation costs what changed. Copies are byte
for byte: what is sealed in the study is sealed here.
"""

import contextlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from fieldnotes import locations
from fieldnotes.archive import disk, names
from fieldnotes.archive.failures import FORMAT
from fieldnotes.archive.folders import meeting_folders
from fieldnotes.archive.line import read_line
from fieldnotes.archive.packs import header_of

MANIFEST = "generation.json"
_NAME = re.compile(r"\d{8}T\d{6}Z(-\d+)?\Z")
_FILE = r"(logs|meetings/(?![A-Za-z]:)[^./\\][^/\\]*)/[^/\\]+\.jsonl\Z"  # compiled when it is first wanted
_STAMP = "%Y%m%dT%H%M%SZ"


class Kept(Struct, frozen=True):
    """A log as it was copied: its path in the study, its length, digest, lines, and the checksum of the last one.

    `lines` and `head` tell a log that was cut exactly at the end of a line, which the log itself cannot.
    """

    file: str
    bytes: int
    sha256: str
    lines: int
    head: str


class Manifest(Struct, kw_only=True):
    """What a generation says of itself. `folder` is where the study lay, `device` the computer that made it."""

    fieldnotes: int = FORMAT
    study: str
    name: str
    folder: str
    logs: list[Kept]
    device: str = ""


class Generation(NamedTuple):
    """A generation, and what it says of itself."""

    folder: Path
    manifest: Manifest

    @property
    def bytes(self) -> int:
        """The length of the logs in it."""
        return sum(kept.bytes for kept in self.manifest.logs)


class Copy(NamedTuple):
    """A log's copy, and the generation it lies in."""

    generation: Generation
    kept: Kept

    @property
    def path(self) -> Path:
        """The file."""
        return self.generation.folder.joinpath(*self.kept.file.split("/"))

    def read(self) -> bytes | None:
        """The bytes that were copied; None where they are not there to the last one."""
        data = self.content()
        return data if data is not None and self.is_as_made(data) else None

    def content(self) -> bytes | None:
        """The bytes that are there now; None where they cannot be read."""
        try:
            return disk.read_from(self.path)
        except OSError:
            return None

    def is_as_made(self, data: bytes) -> bool:
        """True where these are the bytes that were copied."""
        return sha256(data).hexdigest() == self.kept.sha256


_decode = msgspec.json.Decoder(Manifest).decode


def backups_folder(chosen: str) -> Path:
    """Where the generations of all studies are; `chosen` is the setting, empty for the usual place."""
    return Path(chosen).expanduser() if chosen else locations.data_folder() / "backups"


def new_name(folder: Path) -> str:
    """A name for a generation that is made now, after all others of this second."""
    stamp = f"{datetime.now(UTC):{_STAMP}}"
    taken = [_in_order(name)[1] for name in named(folder) if name.startswith(stamp)]
    return f"{stamp}-{max(taken) + 1}" if taken else stamp


def named(folder: Path) -> list[str]:
    """The names of the generations in a folder, oldest first, whole or not."""
    try:
        found = [name for name in os.listdir(folder) if _NAME.match(name)]
    except OSError:
        return []
    return sorted(found, key=_in_order)


def _in_order(name: str) -> tuple[str, int]:
    stamp, _, number = name.partition("-")
    return stamp, int(number or 1)


def age_seconds(folder: Path) -> float | None:
    """How long ago the latest generation was made, either way where a clock was wrong; None where there is none."""
    found = named(folder)
    if not found:
        return None
    try:
        made = datetime.fromisoformat(found[-1].partition("-")[0])  # strptime is 6 ms to import
    except ValueError:
        return None
    return abs((datetime.now(UTC) - made).total_seconds())


def generations(folder: Path) -> list[Generation]:
    """The generations in a folder, oldest first."""
    read = (read_generation(folder / name) for name in named(folder))
    return [found for found in read if found]


def latest(folder: Path) -> Generation | None:
    """The last of the generations in a folder."""
    return next((found for name in reversed(named(folder)) if (found := read_generation(folder / name))), None)


def read_generation(folder: Path) -> Generation | None:
    """The generation in a folder; None where there is none, or a later version wrote it.

    One that does not say what it holds, because a byte of it was damaged, holds the logs that lie in it.
    """
    try:
        data = disk.read_from(folder / MANIFEST)
        if _version(data) > FORMAT:
            return None
        manifest = _decode(data)
    except (OSError, msgspec.DecodeError):
        return _as_it_lies(folder)
    if not all(re.match(_FILE, kept.file) for kept in manifest.logs):
        return _as_it_lies(folder)
    if all(os.path.exists(f"{folder}/{kept.file}") for kept in manifest.logs):
        return Generation(folder, manifest)
    named = {kept.file for kept in manifest.logs}  # what has gone from it may lie there, under its right name
    lying = _as_it_lies(folder)
    manifest.logs += [kept for kept in lying.manifest.logs if kept.file not in named] if lying else []
    return Generation(folder, manifest)


class _Said(Struct):
    fieldnotes: int


def _version(data: bytes) -> int:
    return msgspec.json.decode(data, type=_Said).fieldnotes


def _as_it_lies(folder: Path) -> Generation | None:
    logs, study = [], ""
    for file, _ in logs_of_study(folder):
        try:
            data = disk.read_from(folder.joinpath(*file.split("/")))
        except OSError:
            continue
        logs.append(marked(file, data))
        header = header_of(data.partition(b"\n")[0])
        study = study or (header.study if header else "")
    return Generation(folder, Manifest(study=study, name="", folder="", logs=logs)) if logs else None


def copies(found: Iterable[Generation]) -> dict[str, list[Copy]]:
    """The copies of each log in these generations, which come oldest first; the latest copy first."""
    by_file: dict[str, list[Copy]] = {}
    for generation in found:
        for kept in generation.manifest.logs:
            by_file.setdefault(kept.file, []).insert(0, Copy(generation, kept))
    return by_file


def marked(file: str, data: bytes) -> Kept:
    """What a generation says of a log of these bytes."""
    last = data[data.rfind(b"\n", 0, -1) + 1 :].rstrip(b"\n")
    found = read_line(last)
    return Kept(file, len(data), sha256(data).hexdigest(), data.count(b"\n"), found.chain if found else "")


def make_private(folder: Path) -> None:
    """The folder and those above it that are missing, for their owner only; not durable yet."""
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=disk.FOLDER_MODE, exist_ok=True)


def logs_of_study(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every log of a study by its path in it, `/` between the parts."""
    yield from _logs_in(folder, "logs")
    try:
        meetings = sorted(entry.name for entry in meeting_folders(folder / "meetings"))
    except OSError:
        return
    for name in meetings:
        yield from _logs_in(folder, f"meetings/{name}")


def _logs_in(study: Path, inside: str) -> Iterator[tuple[str, os.stat_result]]:
    """Those that are files: a folder or a pipe may be called like a log, and a link may lead to nothing."""
    found = []
    with contextlib.suppress(OSError), os.scandir(study / inside) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if entry.name.endswith(names.ENDING) and stat.S_ISREG(entry.stat().st_mode):
                    found.append((f"{inside}/{entry.name}", entry.stat()))
    yield from sorted(found)
