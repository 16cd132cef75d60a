"""What the commands cost as programs of their own: the processor time of one `add`, and `list` over many meetings.

Each run is a new process that starts as the installed command does, with its bytecode kept, in folders of its own.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.row import Row
from fieldnotes.archive import StudyArchive
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Protocol

NOTES = 50
START = datetime(2004, 5, 12, 14, 0, tzinfo=UTC)
PASS = [sys.executable, "-c", "pass"]
COMMAND = [sys.executable, "-c", "from fieldnotes.cli import main; main()"]
_PEAK = """
import resource, sys
from fieldnotes.cli import run
run(sys.argv[1:])
try:  # what `getrusage` says of a new process begins with the peak of the one that started it
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak, file=sys.stderr)
"""


class Cost(NamedTuple):
    """Seconds by the clock, and of processor time."""

    wall: float
    cpu: float


class Place(NamedTuple):
    """A folder with studies, and the surroundings in which commands run on them."""

    folder: Path
    surroundings: dict[str, str]


def rows(quick: bool) -> Iterator[Row]:
    """One `add`; `add` among many meetings; `list` and its memory."""
    many, few, rounds = (200, 20, 5) if quick else (2000, 200, 15)
    with tempfile.TemporaryDirectory(dir=os.environ.get("FIELDNOTES_BENCH")) as name:
        place = Place(Path(name), _surroundings(Path(name)))
        sizes = {size: _study(place, size, NOTES) for size in (1, few, many)}
        long = _study(place, few, NOTES * many // few)
        yield from _adding(place, sizes, many, rounds)
        yield from _listing(place, sizes[many], many, 3 if quick else 7)
        yield from _holding(place, sizes, (few, many))
        yield _growing(place, sizes[few], long, f"{few:,} × {NOTES * many // few:,} against {few:,} × {NOTES}")


def _surroundings(folder: Path) -> dict[str, str]:
    """A home of its own, so that where the user's folders are has to be found out; bytecode is kept."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FIELDNOTES", "XDG"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    checkout = str(Path(__file__).resolve().parents[1])
    return {
        **kept,
        "HOME": str(folder / "home"),
        "PYTHONPATH": checkout,
        "PYTHONPYCACHEPREFIX": str(folder / "pyc"),
    }


def _study(place: Place, meetings: int, notes: int) -> Path:
    """A study of so many meetings, each of one run and its notes in one line."""
    for kind in ("DATA", "STATE", "CACHE"):
        os.environ[f"FIELDNOTES_{kind}"] = str(place.folder / "making" / kind.lower())
    folder = place.folder / f"study-{meetings}-{notes}"
    study = StudyArchive.create(folder, "Bench", "UTC")
    study.once = True
    for number in range(meetings):
        day = date(1990, 1, 1) + timedelta(days=number)
        head = Meeting(site="Site B", body="PEC", date=day, start=START, zone="UTC", protocol="p")
        meeting = study.new_meeting(head, Protocol(name="p", title="P", version="1", citation=""))
        meeting.commit(who="AB", observations=[_note(count) for count in range(notes)])
        meeting.close()
    study.close()
    return folder


def _note(number: int) -> Observation:
    at = START + timedelta(seconds=number)
    return Observation(id=new_id(), at=at, typed_at=at, kind="note", text=f"observation {number}", observer="AB")


def _run(place: Place, command: Sequence[str]) -> Cost:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=place.surroundings)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - began, cpu)


def _by_turns(place: Place, commands: Sequence[Sequence[str]], rounds: int) -> list[Cost]:
    """The median cost of each, after one run that is not counted."""
    taken: list[list[Cost]] = [[] for _ in commands]
    for turn in range(rounds + 1):
        for command, costs in zip(commands, taken, strict=True):
            cost = _run(place, command)
            costs += [cost] if turn else []
    return [Cost(*map(statistics.median, zip(*costs, strict=True))) for costs in taken]


def _adding(place: Place, sizes: dict[int, Path], many: int, rounds: int) -> Iterator[Row]:
    def add(meetings: int) -> list[str]:
        return [*COMMAND, "add", str(sizes[meetings]), "last", "the chair opens late"]

    nothing, one, among = (cost.cpu * 1000 for cost in _by_turns(place, [PASS, add(1), add(many)], rounds))
    yield Row("one `add` over python -c pass", one - nothing, "allowed", 150, "ms CPU", 1.0)
    yield Row(f"`add` among {many:,} meetings", among, "among 1", one, "ms CPU", 1.2)


def _listing(place: Place, study: Path, many: int, rounds: int) -> Iterator[Row]:
    began = _run(place, [*COMMAND, "list", str(study)])
    yield Row(f"list, {many:,} × {NOTES}, no cache", began.wall * 1000, "", None, "ms")
    (warm,) = _by_turns(place, [[*COMMAND, "list", str(study)]], rounds)
    yield Row(f"list, {many:,} × {NOTES}, warm cache", warm.wall * 1000, "allowed", 500, "ms", 1.0)


def _peak(place: Place, study: Path, cold: bool) -> float:
    """Megabytes that `list` takes at its peak."""
    if cold:
        shutil.rmtree(Path(place.surroundings["HOME"]) / ".cache", ignore_errors=True)
    command = [sys.executable, "-c", _PEAK, "list", str(study)]
    ran = subprocess.run(command, check=True, capture_output=True, env=place.surroundings)
    return int(ran.stderr.split()[-1]) / (1e6 if sys.platform == "darwin" else 1e3)


def _holding(place: Place, sizes: dict[int, Path], pair: tuple[int, int]) -> Iterator[Row]:
    few, many = pair
    for name, cold in (("no cache", True), ("warm cache", False)):
        ours, other = _peak(place, sizes[many], cold), _peak(place, sizes[few], cold)
        yield Row(f"memory of list, {many:,} × {NOTES}, {name}", ours, f"{few:,} × {NOTES}", other, "MB", 1.5)


def _growing(place: Place, short: Path, long: Path, name: str) -> Row:
    """The same meetings with more notes in each: nothing of that stays."""
    return Row(f"memory of list, {name}", _peak(place, long, True), "", _peak(place, short, True), "MB", 1.5)
