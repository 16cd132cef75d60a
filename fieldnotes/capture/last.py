"""The study that was opened last on this machine."""

import os
from pathlib import Path

from fieldnotes.locations import keep_private, state_folder


def remember_study(study: Path) -> None:
    """Note a study as the last one opened; a disk that refuses it stops nothing."""
    try:
        keep_private(state_folder() / "last-study", os.fsencode(study.resolve()))
    except OSError:
        return


def last_study() -> Path | None:
    """The study opened last, if it is still there."""
    try:
        path = Path(os.fsdecode((state_folder() / "last-study").read_bytes()))
    except OSError:
        return None
    return path if path.is_dir() else None
