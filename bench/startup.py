"""The start of the app: the first frame that takes keys, and the processor time until then.

Each round starts an empty Textual app with one Input and the capture screen on a meeting of 10 observations and
of 10,000, by turns, each a new process on a pseudo-terminal.
"""

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.processes import own_folders
from bench.row import Row
from fieldnotes.archive import StudyArchive
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Protocol
from tests.pty_driver import Terminal

EMPTY = [sys.executable, "-m", "bench.empty_app"]
BOUNDS = {10: 1.5, 10_000: 1.5}  # by observations


class Start(NamedTuple):
    """Seconds from the start of the process to its first frame, and of processor time until then."""

    frame: float
    cpu: float


def rows(quick: bool) -> Iterator[Row]:
    """The first frame and the processor time of each size."""
    rounds = 2 if quick else 7
    with own_folders() as folder:
        studies = {size: make_study(folder, size) for size in BOUNDS}
        _by_turns(studies, 1)  # compiles what is imported, as an installation has it
        started = _by_turns(studies, rounds)
    for size, bound in BOUNDS.items():
        ours, other = _median(started[size]), _median(started[0])
        name = f"{size:,} observations"
        yield Row(f"first frame, {name}", ours.frame * 1000, "empty Textual app", other.frame * 1000, "ms", bound)
        yield Row(f"start-up CPU, {name}", ours.cpu * 1000, "empty Textual app", other.cpu * 1000, "ms", bound)


def _by_turns(studies: dict[int, Path], rounds: int) -> dict[int, list[Start]]:
    started: dict[int, list[Start]] = {0: [], **{size: [] for size in studies}}
    for _ in range(rounds):
        started[0].append(_start(EMPTY, "ype here"))
        for size, study in studies.items():
            command = [sys.executable, "-m", "fieldnotes", "capture", str(study), "last", "--observer", "B"]
            started[size].append(_start(command, "No item open"))
    return started


def _start(command: Sequence[str], shown: str) -> Start:
    begun = time.perf_counter()
    with Terminal(command) as screen:
        screen.wait_for(shown)
        return Start(time.perf_counter() - begun, screen.cpu_seconds())


def _median(starts: list[Start]) -> Start:
    return Start(statistics.median(s.frame for s in starts), statistics.median(s.cpu for s in starts))


def make_study(folder: Path, size: int) -> Path:
    """A study with one meeting of so many notes, in checkpoint and log as a session leaves them."""
    begin = datetime(2004, 5, 12, 14, 0, tzinfo=UTC)
    study = StudyArchive.create(folder / f"study-{size}", "Bench", "UTC")
    head = Meeting(site="Bench", body="PEC", date=begin.date(), start=begin, zone="UTC", protocol="p")
    meeting = study.new_meeting(head, Protocol(name="p", title="P", version="1", citation=""))
    for first in range(0, size, 1000):
        numbers = range(first, min(first + 1000, size))
        meeting.commit(who="B", observations=[_note(number, begin) for number in numbers])
    meeting.close()
    study.close()
    return folder / f"study-{size}"


def _note(number: int, begin: datetime) -> Observation:
    at = begin + timedelta(seconds=number)
    return Observation(id=new_id(), at=at, typed_at=at, kind="note", text=f"observation {number}", observer="B")
