"""The start screen: its first frame and a key, with 50 meetings and with 2,000, against an empty Textual app.

Each round starts the programs by turns, each a new process on a pseudo-terminal; the list has been read before, as
at every start but the first. Processor time is that of all threads, what is taken when nothing happens taken off.
"""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.gates import LATER_MS
from bench.processes import EMPTY, NONE, medians, own_folders, spent
from bench.row import Row
from fieldnotes.archive import StudyArchive
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Protocol
from tests.pty_driver import Terminal

SIZES = (50, 2000)
KEY_TIMES = 2.0
KEYS, PAUSE = 40, 0.04
DOWN = "\x1b[B"


class Run(NamedTuple):
    """One process: milliseconds to the first rows, processor milliseconds of an arrow key and of a letter typed."""

    frame: float
    arrow: float
    letter: float


def rows(quick: bool) -> Iterator[Row]:
    """Each size against the empty app."""
    rounds, seconds = (1, 2.0) if quick else (5, 4.0)
    with own_folders() as folder:
        studies = {size: make_study(folder, size) for size in SIZES}
        for size in (NONE, *SIZES):
            _run(size, studies, 0.5)  # compiles what is imported, and reads the meetings once
        figures = medians(lambda size: _run(size, studies, seconds), SIZES, rounds)
    empty, *ours = (Run(*each) for each in figures)
    for size, run in zip(SIZES, ours, strict=True):
        name = f"{size:,} meetings"
        bound = 1.0 if size == SIZES[0] else None
        yield Row(f"first rows, {name}", run.frame, "empty app + 100", empty.frame + LATER_MS, "ms", bound)
        yield Row(f"an arrow key, {name}", run.arrow, "key of an empty app", empty.letter, "ms CPU", KEY_TIMES)
        yield Row(
            f"a letter of the filter, {name}", run.letter, "key of an empty app", empty.letter, "ms CPU", KEY_TIMES
        )


def _run(size: int, studies: dict[int, Path], seconds: float) -> Run:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "fieldnotes", str(studies[size])] if size else EMPTY
    with Terminal(command) as screen:
        screen.wait_for(f"Body {size - 1}" if size else "ype here")
        frame = (time.perf_counter() - begun) * 1000
        screen.read_on(2.5)
        idle = spent(screen, lambda: screen.read_on(seconds)) / seconds
        arrow = spent(screen, lambda: _press(screen, DOWN)) if size else 0.0
        if size:
            screen.send("/")
            screen.read_on(0.3)
        letter = spent(screen, lambda: screen.type_slowly("body 1 \x15" * (KEYS // 8), PAUSE))
    off = idle * KEYS * PAUSE
    return Run(frame, max(0.0, arrow - off) * 1000 / KEYS, (letter - off) * 1000 / KEYS)


def _press(screen: Terminal, key: str) -> None:
    for _ in range(KEYS):
        screen.send(key)
        screen.read_on(PAUSE)


def make_study(folder: Path, size: int) -> Path:
    """A study of so many meetings of three notes each, a day apart; the latest is of `Body <size - 1>`."""
    begin = datetime(2004, 5, 12, 14, 0, tzinfo=UTC)
    study = StudyArchive.create(folder / f"start-{size}", "Bench", "UTC")
    study.once = True
    protocol = Protocol(name="p", title="P", version="1", citation="")
    for number in range(size):
        at = begin + timedelta(days=number)
        site, body = f"Site {number % 7}", f"Body {number}"
        head = Meeting(site=site, body=body, date=at.date(), start=at, zone="UTC", protocol="p")
        meeting = study.new_meeting(head, protocol)
        notes = (
            Observation(id=new_id(), at=at + timedelta(minutes=n), kind="note", text="x", observer="B")
            for n in range(3)
        )
        meeting.commit(who="B", observations=tuple(notes))
        meeting.close()
    study.close()
    return folder / f"start-{size}"
