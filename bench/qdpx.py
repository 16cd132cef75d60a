"""A project of 2,000 meetings of 50 bodies, 50 coded lines each: its memory, and its time beside JSON files.

Each export is a process of its own, so that the peak of its memory is its own; 150 MB is the most it may take. The
other side of memory is a tenth of the meetings: sources are written one by one. Time is the processor's, since
a machine may be busy. With `--quick` there are 200.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.row import Row
from fieldnotes.archive import StudyArchive
from fieldnotes.locations import read_template
from fieldnotes.model.coding import Coding
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import Protocol, protocol_from_toml

MEETINGS, QUICK, BODIES, LINES, MOST_MB = 2000, 200, 50, 50, 150.0
BEGIN = datetime(2001, 1, 8, 14, 0, tzinfo=UTC)
_CALL = """
import pathlib, resource, sys, time
from fieldnotes.cli import run
status = run(sys.argv[1:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
own = pathlib.Path("/proc/self/status")  # on Linux the other figure begins with that of the parent
if own.exists():
    peak = next(int(line.split()[1]) / 1024 for line in own.read_text().splitlines() if line.startswith("VmHWM"))
print(peak, time.process_time())
sys.exit(status)
"""


def rows(quick: bool) -> Iterator[Row]:
    """Memory and time of the export."""
    meetings = QUICK if quick else MEETINGS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FIELDNOTES_CACHE"], os.environ["FIELDNOTES_DATA"] = f"{folder}/cache", f"{folder}/data"
        os.environ["FIELDNOTES_STATE"] = f"{folder}/state"
        study = Path(folder) / "study"
        made = _study(study, meetings)
        few = [place.folder.name[-8:] for place in made.meetings()[: meetings // 10]]
        made.close()
        out = ("--out", f"{folder}/out")
        _call("export", study, "--to", "qdpx", *out)  # what the codebook is used for is known from now on
        memory, seconds = _call("export", study, "--to", "qdpx", *out)
        _, beside = _call("export", study, "--to", "json", *out)
        size = Path(folder, "out", "study.qdpx").stat().st_size / 2**20
        small, _ = _call("export", study, *few, "--to", "qdpx", *out)
        what = f"QDPX of {meetings:,} meetings"
        yield Row(f"{what}, memory", memory, "the most it may take", MOST_MB, "MB", 1.0)
        yield Row(f"{what}, memory", memory, "a tenth of them", small, "MB", 2.5)
        yield Row(f"{what}, time", seconds, "as JSON", beside, "s CPU", 3.0)
        yield Row(f"{what}, the file", size, "", None, "MB")


def _call(*words: object) -> tuple[float, float]:
    """The peak of a command's memory in MB, and how many seconds of the processor it took."""
    asked = [sys.executable, "-c", _CALL, *map(str, words)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    peak, seconds = said.splitlines()[-1].split()
    return float(peak), float(seconds)


def _study(folder: Path, meetings: int) -> StudyArchive:
    study = StudyArchive.create(folder, "Bench", "UTC")
    study.once = True
    protocol = protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "meeting-observation")
    for number in range(meetings):
        _meeting(study, protocol, number)
    return study


def _meeting(study: StudyArchive, protocol: Protocol, number: int) -> None:
    begin = BEGIN + timedelta(days=number)
    site = f"Site {number % BODIES % 6}"
    head = Meeting(
        site=site,
        body=f"Body {number % BODIES}",
        date=begin.date(),
        start=begin,
        zone="UTC",
        protocol=protocol.name,
    )
    made = study.new_meeting(
        head, protocol, tuple(Person(f"P{n}", "member", "lay") for n in range(1, 13)), who="AB"
    )
    lines = [_line(begin, number, minute) for minute in range(LINES)]
    words = (
        Coding(id=new_id(), of=o.id, start=0, end=9, code="words", quote="something", coder="AB") for o in lines
    )
    made.commit(who="AB", observations=lines, codings=words)
    made.close()


def _line(begin: datetime, number: int, minute: int) -> Observation:
    return Observation(
        id=new_id(),
        at=begin + timedelta(minutes=minute),
        kind="speech",
        actor=f"P{minute % 12 + 1}",
        acts=("challenge",),
        text=f"something is said about the beds in ward {minute} and the money of year {number}, at some length",
        codes=(f"code-{(number * 7 + minute) % 60}",),
        observer="AB",
        written_up="a fuller note, of two lines\nor more" if minute % 10 == 0 else None,
    )
