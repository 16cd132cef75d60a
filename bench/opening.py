"""What opening a meeting costs: from its checkpoint, and one of many short runs against one of a single log."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.row import Row, by_turns
from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Protocol

START = datetime(2004, 5, 12, 14, 0, tzinfo=UTC)
TEXT = "P3 says that the figures for the second practice came late again, and looks at the chair before going on."
MOST_MS = 150.0
MOST_TIMES = 3.0


def _seen(number: int) -> Observation:
    at = START + timedelta(seconds=number)
    return Observation(id=new_id(), at=at, typed_at=at, kind="speech", actor="P3", text=TEXT, observer="AB")


@contextmanager
def study_of_its_own() -> Iterator[StudyArchive]:
    """A study in a folder of its own, with the user folders beside it."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("FIELDNOTES_BENCH")) as name:
        for variable in ("DATA", "STATE", "CACHE"):
            os.environ[f"FIELDNOTES_{variable}"] = f"{name}/{variable.lower()}"
        study = StudyArchive.create(Path(name) / "study", "Bench", "Europe/London")
        yield study
        study.close()


def _meeting(study: StudyArchive) -> MeetingArchive:
    head = Meeting(site="Site B", body="PEC", date=date(2004, 5, 12), zone="Europe/London", protocol="p")
    return study.new_meeting(head, Protocol(name="p", title="P", version="1", citation=""))


def long_meeting(study: StudyArchive, observations: int) -> str:
    """A closed meeting of so many notes of AB in one log; what it is asked for by."""
    meeting = _meeting(study)
    meeting.commit_each(who="AB", jottings=[[_seen(number)] for number in range(observations)])
    meeting.close()
    return meeting.folder.name[-8:]


def _many_runs(study: StudyArchive, runs: int) -> str:
    meeting = _meeting(study)
    meeting.close()
    ref = meeting.folder.name[-8:]
    for number in range(runs):
        run = study.open_meeting(ref)
        run.commit(who="AB", observations=[_seen(number)])
        run.close()
    return ref


def rows(quick: bool) -> Iterator[Row]:
    """Runs of a line each against one log of as many lines, with and without checkpoint; a long meeting."""
    runs, rounds = (100, 3) if quick else (500, 15)
    with study_of_its_own() as study:
        many, one = _many_runs(study, runs), long_meeting(study, runs)
        for how in ("from the checkpoint", "from the logs alone"):
            ours, other = by_turns(lambda: study.open_meeting(many), lambda: study.open_meeting(one), rounds)
            yield Row(
                f"opening {runs} runs of a line {how}",
                ours * 1e3,
                f"one log of {runs}",
                other * 1e3,
                "ms",
                MOST_TIMES,
            )
            for ref in (many, one):
                (study.find(ref).folder / "meeting.json").unlink(missing_ok=True)
        long = long_meeting(study, 10_000)
        ours, _ = by_turns(lambda: study.open_meeting(long), lambda: None, rounds)
        yield Row("opening 10,000 observations from the checkpoint", ours * 1e3, "the most", MOST_MS, "ms", 1.0)
