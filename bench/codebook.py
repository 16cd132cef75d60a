"""The codebook of a study of 2,000 meetings: what its codes are used for, after one of the meetings has changed.

Held against listing the same meetings, which looks at the same files. With `--quick` there are 200 meetings.
"""

import itertools
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.row import Row, by_turns
from fieldnotes.archive import StudyArchive
from fieldnotes.export.listing import listing
from fieldnotes.locations import read_template
from fieldnotes.model.codebook_toml import codebook_from_toml
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Protocol, protocol_from_toml

MEETINGS, QUICK = 2000, 200
ROUNDS = 5
BEGIN = datetime(2001, 1, 8, 14, 0, tzinfo=UTC)


def rows(quick: bool) -> Iterator[Row]:
    """The codebook with its uses, against the list of meetings."""
    meetings = QUICK if quick else MEETINGS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FIELDNOTES_CACHE"], os.environ["FIELDNOTES_DATA"] = f"{folder}/cache", f"{folder}/data"
        study = _study(Path(folder) / "study", meetings)
        study.code_uses()
        listing(study)
        numbers = itertools.count(meetings)

        def changed(look: object) -> None:
            _meeting(study, _protocol(), next(numbers))
            assert callable(look)
            look()

        ours, other = by_turns(lambda: study.codebook(), lambda: listing(study), ROUNDS)
        yield Row(f"codebook of {meetings:,} meetings", ours * 1000, "list of them", other * 1000, "ms", 2.5)
        ours, other = by_turns(lambda: changed(study.codebook), lambda: changed(lambda: listing(study)), ROUNDS)
        yield Row("the same, one meeting new", ours * 1000, "list, one new", other * 1000, "ms", 2.5)


def _protocol() -> Protocol:
    return protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "meeting-observation")


def _study(folder: Path, meetings: int) -> StudyArchive:
    codes = codebook_from_toml(read_template("codebooks", "system-leadership.toml"), "system-leadership").codes
    study = StudyArchive.create(folder, "Bench", "UTC", codes)
    study.once = True
    protocol = _protocol()
    for number in range(meetings):
        _meeting(study, protocol, number)
    return study


def _meeting(study: StudyArchive, protocol: Protocol, number: int) -> None:
    begin = BEGIN + timedelta(days=number)
    head = Meeting(site=f"Site {number % 6}", body="PEC", date=begin.date(), zone="UTC", protocol=protocol.name)
    made = study.new_meeting(head, protocol, who="AB")
    seen = (
        Observation(
            id=new_id(),
            at=begin + timedelta(minutes=minute),
            kind="note",
            text="something is said",
            codes=(f"code-{(number * 7 + minute) % 60}", "underlying-tensions"),
            observer="AB",
        )
        for minute in range(10)
    )
    made.commit(who="AB", observations=seen)
    made.close()
