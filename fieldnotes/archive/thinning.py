"""Fewer generations: the oldest goes into the one after it, so that no log is ever without its latest copy."""

import contextlib
import os
import shutil
from collections.abc import Set
from pathlib import Path

import msgspec

from fieldnotes.archive import disk
from fieldnotes.archive.generations import MANIFEST, Generation, Kept, make_private


def thin(found: list[Generation], erased: Set[str], number: int, size: int) -> None:
    """Put the oldest of these generations (oldest first) together until there are so few, of so many bytes.

    The newest always stays, and with it the latest copy of every log, whatever the size. Copies of the logs named
    in `erased` go from all but the newest: they hold what was erased in the study. Raises OSError.
    """
    for generation in found[:-1] if erased else []:
        _forget(generation, erased)
    left = list(found)
    while len(left) > 1 and (len(left) > max(number, 1) or sum(each.bytes for each in left) > size):
        older, newer = left[:2]
        left[:2] = [_together(older, newer)]


def _forget(generation: Generation, files: Set[str]) -> None:
    for kept in generation.manifest.logs:
        if kept.file in files:
            with contextlib.suppress(FileNotFoundError):
                _path(generation, kept).unlink()
    generation.manifest.logs = [kept for kept in generation.manifest.logs if kept.file not in files]
    _say(generation)


def _together(older: Generation, newer: Generation) -> Generation:
    """The newer one with what only the older one holds; a crash on the way leaves both whole."""
    there = {kept.file for kept in newer.manifest.logs}
    missing = [kept for kept in older.manifest.logs if kept.file not in there]
    for kept in missing:
        target = _path(newer, kept)
        make_private(target.parent)
        _second_name(_path(older, kept), target)
    disk.sync_all()
    newer.manifest.logs = [*missing, *newer.manifest.logs]
    _say(newer)
    going = older.folder.with_name(f".{older.folder.name}.tmp")  # first no generation any more, then nothing
    disk.replace(older.folder, going)
    shutil.rmtree(going, ignore_errors=True)
    return newer


def _second_name(source: Path, target: Path) -> None:
    """The same file under another name as well; a copy where the system has no such names."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        return  # the copy was taken away by hand: what is said of it is not true any more, and restoring says so
    except (OSError, AttributeError):
        disk.write_whole(target, disk.read_from(source), os.urandom(4).hex())


def _path(generation: Generation, kept: Kept) -> Path:
    return generation.folder.joinpath(*kept.file.split("/"))


def _say(generation: Generation) -> None:
    said = msgspec.json.format(msgspec.json.encode(generation.manifest), indent=1)
    disk.write_whole(generation.folder / MANIFEST, said, os.urandom(4).hex())
