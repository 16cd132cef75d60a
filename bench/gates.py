"""The gates of the capture screen, in a real terminal: a key, a commit to its durable mark, idle, start, memory.

Each round starts, by turns, an empty Textual app with one Input and the capture screen on a meeting of 10 and of
10,000 observations, each a new process on a fresh copy of the study, so that a meeting of 10 stays one. Processor
time is that of all threads, from the scheduler's own account; what the program takes when nothing happens is taken
off, so that a slow round does not count against a key.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.processes import EMPTY, NONE, medians, own_folders, spent
from bench.row import Row
from bench.startup import make_study
from tests.pty_driver import Terminal

SIZES = (10, 10_000)
KEYS, COMMITS, AFTER = 60, 20, 5.0
PAUSE = 0.04
LINE = "money is short"
KEY_TIMES, COMMIT_TIMES, IDLE_POINTS = 2.0, 3.0, 0.3
LATER_MS, TIMELINE_MS, MORE_MB, SAME = 100.0, 300.0, 30.0, 1.2


class Run(NamedTuple):
    """One process: milliseconds to the first frame and to the timeline, processor milliseconds a key and a commit,

    percent of a core when idle, megabytes resident. An empty app has no timeline and no commit.
    """

    frame: float
    timeline: float
    key: float
    commit: float
    idle: float
    memory: float


def rows(quick: bool) -> Iterator[Row]:
    """Each gate, with its bound; medians of rounds that go by turns."""
    rounds, seconds = (1, 5.0) if quick else (5, 10.0)
    with own_folders() as folder:
        studies = {size: make_study(folder, size) for size in SIZES}
        for size in (NONE, *SIZES):
            with _start(size, studies)[0]:  # compiles what is imported, as an installation has it
                pass
        figures = medians(lambda size: _run(size, studies, seconds), SIZES, rounds)
    empty, few, many = (Run(*each) for each in figures)
    for size, ours in ((10, few), (10_000, many)):
        yield from _gates(f"{size:,}", ours, empty)
    yield Row("a key, 10,000 observations", many.key, "with 10", few.key, "ms CPU", SAME)
    yield Row("a commit, 10,000 observations", many.commit, "with 10", few.commit, "ms CPU", SAME)


def _gates(among: str, ours: Run, empty: Run) -> Iterator[Row]:
    yield Row(f"a key, {among}", ours.key, "key of an empty app", empty.key, "ms CPU", KEY_TIMES)
    yield Row(f"a commit to its mark, {among}", ours.commit, "a key of its own", ours.key, "ms CPU", COMMIT_TIMES)
    yield Row(f"idle, {among}", ours.idle, "empty app + 0.3", empty.idle + IDLE_POINTS, "% of a core", 1.0)
    yield Row(f"first frame, {among}", ours.frame, "empty app + 100", empty.frame + LATER_MS, "ms", 1.0)
    yield Row(f"timeline, {among}", ours.timeline, "first frame + 300", ours.frame + TIMELINE_MS, "ms", 1.0)
    yield Row(f"memory, {among}", ours.memory, "empty app + 30", empty.memory + MORE_MB, "MB", 1.0)


def _start(size: int, studies: dict[int, Path]) -> tuple[Terminal, float, float]:
    """A program with its first frame on the screen, and when that and the timeline came (ms)."""
    study = _fresh(studies[size]) if size else Path()
    begun = time.perf_counter()
    if not size:
        screen = Terminal(EMPTY)
        screen.wait_for("ype here")
        frame = timeline = (time.perf_counter() - begun) * 1000
    else:
        screen = Terminal([sys.executable, "-m", "fieldnotes", "capture", str(study), "last", "--observer", "B"])
        screen.wait_for("›")
        frame = (time.perf_counter() - begun) * 1000
        screen.wait_for(f"observation {size - 1}")
        timeline = (time.perf_counter() - begun) * 1000
    return screen, frame, timeline


def _fresh(study: Path) -> Path:
    """A copy of the study as it was made, in place of that of the round before."""
    copy = study.with_name(f"{study.name}-copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(study, copy)
    return copy


def _run(size: int, studies: dict[int, Path], seconds: float) -> Run:
    screen, frame, timeline = _start(size, studies)
    with screen:
        screen.read_on(1.5)
        idle = spent(screen, lambda: screen.read_on(seconds)) / seconds
        key = spent(screen, lambda: screen.type_slowly("qzjxkv" * (KEYS // 6), PAUSE)) - idle * KEYS * PAUSE
        screen.send("\x15")  # ctrl+u: an empty line again
        screen.read_on(0.5)
        commit = _commits(screen, idle) if size else 0.0
        memory = _resident(screen)
        if size:
            screen.send("\x11")
            screen.wait_end()
    return Run(frame, timeline, key * 1000 / KEYS, commit * 1000, idle * 100, memory)


def _commits(screen: Terminal, idle: float) -> float:
    """Processor seconds of a commit: from Enter to the durable mark, and of what comes in the seconds after."""
    taken = 0.0
    for _ in range(COMMITS):
        screen.type_slowly(LINE, 0.01)
        screen.read_on(0.2)
        taken += spent(screen, lambda: _enter(screen)) - idle * 0.3
    taken += spent(screen, lambda: screen.read_on(AFTER)) - idle * AFTER
    return taken / COMMITS


def _enter(screen: Terminal) -> None:
    """Enter, and the mark: the head says `saved` anew once the line is on the disk, in less than the pause."""
    screen.written.clear()
    end = time.perf_counter() + 0.3
    screen.send("\r")
    screen.wait_for("saved")
    screen.read_on(max(0.0, end - time.perf_counter()))


def _resident(screen: Terminal) -> float:
    fields = Path(f"/proc/{screen.process.pid}/statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
