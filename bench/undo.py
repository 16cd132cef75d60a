"""What taking a line back costs the thread of the screen, the first time in a session and later on."""

import statistics
import time
from collections.abc import Callable, Iterator
from importlib import import_module

from bench.opening import long_meeting, study_of_its_own
from bench.row import Row
from fieldnotes.archive import StudyArchive
from fieldnotes.capture.session import Session

MANY = 10_000
MOST_MS = 50.0


def _seconds(action: Callable[[], object]) -> float:
    """The CPU of this thread alone: the writer's, which waits for the disk, is at work beside it."""
    start = time.thread_time()
    action()
    return time.thread_time() - start


def _session(study: StudyArchive, ref: str) -> tuple[float, float]:
    """The first undo of a session, and the median of ten later ones, in seconds."""
    session = Session(study.open_meeting(ref), "AB")
    try:
        first = _seconds(session.undo)
        return first, statistics.median(_seconds(session.undo) for _ in range(10))
    finally:
        session.close()


def rows(quick: bool) -> Iterator[Row]:
    """The first undo and later ones in a long meeting, at most 50 ms; beside a short one, for information."""
    import_module("fieldnotes.archive.acts")  # the screen has its writer's thread import it
    rounds = 3 if quick else 9
    with study_of_its_own() as study:
        long, short = long_meeting(study, MANY), long_meeting(study, 150)
        taken = [(*_session(study, long), *_session(study, short)) for _ in range(rounds)]
    first, later, short_first, short_later = (
        statistics.median(column) * 1e3 for column in zip(*taken, strict=True)
    )
    for which, ours, other in (("first", first, short_first), ("later", later, short_later)):
        yield Row(f"the {which} undo at {MANY:,} observations", ours, "the most", MOST_MS, "ms", 1.0)
        yield Row(f"the {which} undo at {MANY:,} observations", ours, "at 150", other, "ms")
