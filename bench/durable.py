"""What a durable jotting costs, against the least it can cost: appending the same bytes and fdatasync."""

import gc
import itertools
import os
import sqlite3
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import orjson
from tinydb import TinyDB

from bench.row import Row
from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Protocol

BLOCK = 20
MOST = 2_000
QUICK_MS = 0.3
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


class Side(NamedTuple):
    """What one durable line costs: milliseconds by the clock, microseconds of computing."""

    wall: float
    cpu: float


def _by_turns(sides: list[Callable[[int], object]], rounds: int) -> list[Side]:
    """The medians of each side over blocks of lines: by turns, for the disk's mood changes within seconds."""
    walls: list[list[float]] = [[] for _ in sides]
    cpus: list[list[float]] = [[] for _ in sides]
    numbers = itertools.count()
    for _ in range(rounds):
        for act, wall, cpu in zip(sides, walls, cpus, strict=True):
            began = time.process_time()
            for _ in range(BLOCK):
                number = next(numbers)
                start = time.perf_counter()
                act(number)
                wall.append(time.perf_counter() - start)
            cpu.append((time.process_time() - began) / BLOCK)
    return [Side(statistics.median(w) * 1e3, statistics.median(c) * 1e6) for w, c in zip(walls, cpus, strict=True)]


def _committing(meeting: MeetingArchive) -> Callable[[int], object]:
    made = iter([_seen(number) for number in range(MOST)])  # to make one is not the archive's to pay for
    return lambda number: meeting.commit(who="AB", observations=[next(made)])


def _appending(meeting: MeetingArchive) -> Callable[[int], object]:
    """The least that a durable line can cost: the same bytes, appended and synced."""
    raw = max(meeting.folder.glob("*.jsonl")).read_bytes().splitlines(keepends=True)[-1]
    fd = os.open(meeting.folder / "plain", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    sync = getattr(os, "fdatasync", os.fsync)

    def plain(number: int) -> None:
        os.write(fd, raw)
        sync(fd)

    return plain


def _inserting(meeting: MeetingArchive, observations: int) -> Callable[[int], object]:
    """SQLite with a write-ahead log and a sync at each commit."""
    table = sqlite3.connect(meeting.folder / "notes.db", isolation_level=None)
    table.execute("pragma journal_mode=wal")
    table.execute("pragma synchronous=full")
    table.execute("create table note(id text primary key, doc text)")
    docs = ((seen.id, msgspec.json.encode(seen)) for seen in map(_seen, range(observations)))
    table.execute("begin")
    table.executemany("insert into note values(?, ?)", docs)
    table.execute("commit")

    made = iter([_seen(number) for number in range(MOST)])  # as ours: to make one is not part of keeping it

    def insert(number: int) -> None:
        seen = next(made)
        table.execute("insert into note values(?, ?)", (seen.id, msgspec.json.encode(seen)))

    return insert


def _storing(meeting: MeetingArchive, observations: int) -> Callable[[int], object]:
    """TinyDB with its own storage."""
    table = TinyDB(meeting.folder / "tiny.json").table("observations")
    table.insert_multiple(msgspec.to_builtins(_seen(number)) for number in range(observations))
    made = iter([msgspec.to_builtins(_seen(number)) for number in range(MOST)])
    return lambda number: table.insert(next(made))


def _jotting(observations: int, rounds: int) -> Iterator[Row]:
    """A jotting among so many, against the same bytes alone and against SQLite."""
    with _meeting(observations) as (_, meeting):
        meeting.commit(who="AB", observations=[_seen(0)])
        sides = [_committing(meeting), _appending(meeting), _inserting(meeting, observations)]
        ours, plain, sqlite = _by_turns(sides, rounds)
    name = f"a durable jotting among {observations:,}"
    quick_disk = plain.wall < QUICK_MS
    yield Row(name, ours.wall, "append + fdatasync", plain.wall, "ms", 1.5 if quick_disk else None)
    yield Row(f"{name}, CPU beside the sync", ours.cpu - plain.cpu, "at most", 40.0, "us", 1.0)
    yield Row(name, ours.wall, "SQLite, WAL, FULL", sqlite.wall, "ms", 1.0)


def _many_against_few(rounds: int) -> Row:
    """A jotting among 10,000 against one among 10."""
    with _meeting(10_000) as (_, many), _meeting(10) as (_, few):
        ours, other = _by_turns([_committing(many), _committing(few)], rounds)
    return Row("a durable jotting among 10,000", ours.wall, "one among 10", other.wall, "ms", 1.2)


def _against_storage(rounds: int) -> Row:
    """A jotting among 10,000 against TinyDB's JSONStorage, which writes the whole file anew."""
    with _meeting(10_000) as (_, meeting):
        commit, store = _committing(meeting), _storing(meeting, 10_000)
        ours = [_timed(lambda: commit(0))[0] for _ in range(rounds * BLOCK)]
        theirs = [_timed(lambda: store(0))[0] for _ in range(3)]
    times = statistics.median(ours) * 1e3, statistics.median(theirs) * 1e3
    return Row("a durable jotting among 10,000", times[0], "TinyDB's JSONStorage", times[1], "ms", 1 / 300)


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
    rounds = 5 if quick else 25
    for observations in (10, 10_000) if quick else (10, 100, 1_000, 10_000):
        yield from _jotting(observations, rounds)
    yield _many_against_few(rounds)
    yield _against_storage(rounds)
    opened, parsed = _opening(10_000)
    yield Row("opening 10,000 observations", opened, "parsing the file", parsed, "ms")
    if not quick:
        yield Row("10,000 observations held", _held(10_000), "", None, "MB")
