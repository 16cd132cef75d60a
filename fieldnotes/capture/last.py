"""The studies that were opened on this machine, the last one first."""

import os
from pathlib import Path

from fieldnotes.locations import keep_private, state_folder

_KEPT = 50


def remember_study(study: Path) -> None:
    """Note a study as the last one opened; a disk that refuses it stops nothing."""
    said = os.fsencode(study.resolve())
    try:
        before = _read()
        if before[:1] != [said]:
            known = [said, *(other for other in before if other != said)]
            keep_private(_file(), b"\0".join(known[:_KEPT]))
    except OSError:
        return


def last_study() -> Path | None:
    """The study opened last, if it is still there."""
    try:
        path = Path(os.fsdecode(_read()[0]))
    except (OSError, IndexError):
        return None
    return path if path.is_dir() else None


def known_studies() -> list[Path]:
    """The studies opened here that are still there, the last one first."""
    try:
        paths = [Path(os.fsdecode(said)) for said in _read()]
    except OSError:
        return []
    return [path for path in paths if path.is_dir()]


def _file() -> Path:
    return state_folder() / "last-study"


def _read() -> list[bytes]:
    """As they were written: paths with a zero byte between them, which no path has."""
    try:
        return [said for said in _file().read_bytes().split(b"\0") if said]
    except FileNotFoundError:
        return []
