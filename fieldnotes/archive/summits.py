"""How far the checkpoints of a study know its logs, and which of those do not go as far any more."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from fieldnotes.archive import disk
from fieldnotes.archive.checkpoint import read_checkpoint
from fieldnotes.archive.reading import Mark
from fieldnotes.archive.witnesses import Witness, compared


def summary_of(folder: str) -> str:
    """The checkpoint of the logs in a folder of the study, both as paths in it."""
    return "study.json" if folder == "logs" else f"{folder}/meeting.json"


def known(summary: Path) -> list[Mark]:
    """How far a checkpoint knows the logs; nothing where it is not whole."""
    try:
        read = read_checkpoint(disk.read_from(summary))
    except OSError:
        return []
    return list(read.archived.logs) if read else []


def lost(folder: Path, marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks whose last line is in no log of the folder."""
    for mark in marks:
        if any(compared(folder, [Witness("", "", mark)], "")):
            yield mark


def known_lost(study: Path) -> Iterator[tuple[str, int]]:
    """The logs that hold less than a checkpoint knows: their paths in the study, and how many lines it knows."""
    try:
        meetings = [f"meetings/{name}" for name in sorted(os.listdir(study / "meetings"))]
    except OSError:
        meetings = []
    for folder in ("logs", *meetings):
        for mark in lost(study / folder, known(study / summary_of(folder))):
            yield f"{folder}/{mark.file}", mark.lines
