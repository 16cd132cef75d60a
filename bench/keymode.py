"""Key mode: what a turn of three keys costs against the same typed, in short meetings and long ones."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from bench.row import Row, by_turns
from fieldnotes.archive import StudyArchive
from fieldnotes.capture.keycaps import Letters, act_keys
from fieldnotes.capture.keying import Keying
from fieldnotes.capture.session import Session
from fieldnotes.locations import read_template
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import protocol_from_toml

TURNS = 50
SHORT, LONG = 10, 10_000


@contextmanager
def _session(observations: int) -> Iterator[Session]:
    """A session on a meeting of now that holds that many."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("FIELDNOTES_BENCH")) as name:
        for variable in ("DATA", "STATE", "CACHE"):
            os.environ[f"FIELDNOTES_{variable}"] = f"{name}/{variable.lower()}"
        study = StudyArchive.create(Path(name) / "study", "Bench", "UTC")
        begin = datetime.now(UTC) - timedelta(hours=3)
        head = Meeting(site="B", body="PEC", date=datetime.now(UTC).date(), zone="UTC", protocol="p")
        protocol = protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "protocol")
        meeting = study.new_meeting(head, protocol, tuple(Person(f"P{n}") for n in range(1, 11)))
        seen = Observation(at=begin, kind="note", text="something that was seen", observer="AB", typed="something")
        notes = [
            msgspec.structs.replace(seen, id=new_id(), at=begin + timedelta(seconds=n)) for n in range(observations)
        ]
        meeting.commit(who="AB", observations=notes)
        session = Session(meeting, "AB")
        yield session
        session.close()
        study.close()


def _keyed(session: Session, keying: Keying) -> None:
    """Turns of three keys: who, to whom, an act."""
    for turn in range(TURNS):
        for key in ("aB2", "cA.s")[turn % 2]:
            step = keying.key(key, session.key_time(time.monotonic()), session.room.floor)
            for line, at in step.lines:
                session.take(line, at)
            if keying.pending:
                session.keep_draft(*keying.pending, keyed=True)


def _typed(session: Session) -> None:
    """The same, typed: the composer reads the line after each key, and keeps it."""
    for turn in range(TURNS):
        for line in (("/floor P1", "P1>P2 challenge:"), ("/floor P3", "P3>P1 support:"))[turn % 2]:
            at = session.now()
            for end in range(1, len(line) + 1):
                session.read(line[:end], at)
                session.keep_draft(line[:end], at)
            session.take(line, at)


def _keying(session: Session) -> Keying:
    letters = Letters()
    letters.learn(session.record.roster)
    return Keying(letters, act_keys(session.record.protocol))


def rows(quick: bool) -> Iterator[Row]:
    """Computing only; the writer's thread, which waits for the disk, runs beside."""
    rounds = 3 if quick else 9
    with _session(SHORT) as short, _session(500 if quick else LONG) as long:
        few, many = _keying(short), _keying(long)
        keyed, typed = by_turns(lambda: _keyed(short, few), lambda: _typed(short), rounds, time.thread_time)
        yield Row("a turn in key mode", keyed * 1e6 / TURNS, "the same typed", typed * 1e6 / TURNS, "µs", 1.0)
        ours, other = by_turns(lambda: _keyed(long, many), lambda: _keyed(short, few), rounds, time.thread_time)
        name = "a turn in key mode, 10,000 observations"
        yield Row(name, ours * 1e6 / TURNS, "10 observations", other * 1e6 / TURNS, "µs", 1.2)
