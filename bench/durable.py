"""What a durable jotting costs, against the least it can cost: appending the same bytes and fdatasync."""

import gc
import os
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from bench.row import Row
from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Protocol

BLOCK = 20
START = datetime(2004, 5, 12, 14, 0, tzinfo=UTC)
TEXT = "P3 says that the figures for the second practice came late again, and looks at the chair before going on."


def _seen(number: int) -> Observation:
    at = START + timedelta(seconds=number)
    return Observation(
        id=new_id(), at=at, typed_at=at, kind="speech", actor="P3", addressees=("P1",), acts=("inform",),
        text=TEXT, codes=("evidence",), observer="AB", typed=f"P3 > P1 !inform: {TEXT} #evidence", mono=number,
    )  # fmt: skip


@contextmanager
def _meeting(observations: int) -> Iterator[tuple[StudyArchive, MeetingArchive]]:
    """A meeting that holds that many, in a folder of its own."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("FIELDNOTES_BENCH")) as name:
        for variable in ("DATA", "STATE", "CACHE"):
            os.environ[f"FIELDNOTES_{variable}"] = f"{name}/{variable.lower()}"
        study = StudyArchive.create(Path(name) / "study", "Bench", "Europe/London")
        head = Meeting(site="Site B", body="PEC", date=date(2004, 5, 12), zone="Europe/London", protocol="p")
        meeting = study.new_meeting(head, Protocol(name="p", title="P", version="1", citation=""))
        for first in range(0, observations, 1000):
            some = [_seen(number) for number in range(first, min(first + 1000, observations))]
            meeting.commit(who="AB", observations=some)
        yield study, meeting
        meeting.close()
        study.close()


def _timed(act: Any) -> tuple[float, float]:
    """Seconds by the clock and of this process alone."""
    cpu, began = time.process_time(), time.perf_counter()
    act()
    return time.perf_counter() - began, time.process_time() - cpu


def _against_append(observations: int, rounds: int) -> tuple[float, float, float]:
    """Milliseconds of a commit, and of an append and fdatasync; microseconds a commit computes beside those."""
    with _meeting(observations) as (_, meeting):
        meeting.commit(who="AB", observations=[_seen(0)])
        log = max(meeting.folder.glob("*.jsonl"))
        raw = log.read_bytes().splitlines(keepends=True)[-1]
        fd = os.open(meeting.folder / "plain", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

        def plain() -> None:
            os.write(fd, raw)
            getattr(os, "fdatasync", os.fsync)(fd)

        ours, theirs = [], []
        for _ in range(rounds):  # in turns, for the disk's mood changes within seconds
            some = [[_seen(number)] for number in range(BLOCK)]
            ours += [_timed(lambda one=one: meeting.commit(who="AB", observations=one)) for one in some]
            theirs += [_timed(plain) for _ in range(BLOCK)]
        os.close(fd)
    wall, cpu = ([statistics.median(t[i] for t in side) for side in (ours, theirs)] for i in (0, 1))
    return wall[0] * 1e3, wall[1] * 1e3, (cpu[0] - cpu[1]) * 1e6


def _opening(observations: int) -> tuple[float, float]:
    """Milliseconds to open a meeting from its checkpoint, and to parse that file alone."""
    with _meeting(observations) as (study, meeting):
        meeting.close()
        data = (meeting.folder / "meeting.json").read_bytes()
        opened = min(_timed(lambda: study.open_meeting("last"))[0] for _ in range(5))
        parsed = min(_timed(lambda: orjson.loads(data))[0] for _ in range(5))
    return opened * 1e3, parsed * 1e3


def _held(observations: int) -> float:
    """Megabytes that an open meeting of that many takes."""
    with _meeting(observations) as (study, meeting):
        meeting.close()
        gc.collect()
        tracemalloc.start()
        again = study.open_meeting("last")
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        again.close()
    return held / 1e6


def rows(quick: bool) -> Iterator[Row]:
    """A jotting among few and among many; what an open meeting takes."""
    for observations in (10, 10_000):
        ours, plain, computed = _against_append(observations, 5 if quick else 20)
        name = f"a durable jotting among {observations:,}"
        yield Row(name, ours, "append + fdatasync", plain, "ms", 1.5)
        yield Row(f"{name}, computing beside the sync", computed, "", None, "us CPU")
    opened, parsed = _opening(10_000)
    yield Row("opening 10,000 observations", opened, "parsing the file", parsed, "ms")
    if not quick:
        yield Row("10,000 observations held", _held(10_000), "", None, "MB")
