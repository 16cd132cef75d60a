"""Dated generations of a study's logs, in a folder outside of it: what there is, and what each one says.

::

    <backups>/<name of the study>-<id8>/20040512T140000Z/
        generation.json                  what it adds, and the marks of those logs
        logs/…jsonl, meetings/…/…jsonl   those logs, byte for byte

A generation holds the logs that were new or longer when it was made; the others are in those before it. So the
study as it was at one of them is, for each log, the latest copy up to that one. Each log was written by one run of
the program and hardly any is ever longer the next time, so that a generation costs what changed. Copies are byte
for byte: what is sealed in the study is sealed here.
"""

import os
import re
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
from fieldnotes.model.study import Study

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
    """What a generation says of itself. `folder` is where the study lay."""

    fieldnotes: int = FORMAT
    study: str
    name: str
    folder: str
    logs: list[Kept]


class Generation(NamedTuple):
    """A generation that is whole."""

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
        try:
            data = self.path.read_bytes()
        except OSError:
            return None
        return data if sha256(data).hexdigest() == self.kept.sha256 else None


_decode = msgspec.json.Decoder(Manifest).decode


def backups_folder(chosen: str) -> Path:
    """Where the generations of all studies are; `chosen` is the setting, empty for the usual place."""
    return Path(chosen).expanduser() if chosen else locations.data_folder() / "backups"


def folder_of(backups: Path, study: Study) -> Path:
    """Where the generations of one study are."""
    return backups / f"{names.slug(study.name)}-{names.id8_of(study.id)}"


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
    """The whole generations in a folder, oldest first."""
    read = (read_generation(folder / name) for name in named(folder))
    return [found for found in read if found]


def read_generation(folder: Path) -> Generation | None:
    """The generation in a folder; None where it does not say what it holds, or a later version wrote it."""
    try:
        manifest = _decode((folder / MANIFEST).read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
    inside = all(re.match(_FILE, kept.file) for kept in manifest.logs)
    return Generation(folder, manifest) if inside and manifest.fieldnotes <= FORMAT else None


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
    try:
        with os.scandir(study / inside) as entries:
            found = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(names.ENDING)]
    except OSError:
        return
    yield from ((f"{inside}/{name}", status) for name, status in sorted(found))
