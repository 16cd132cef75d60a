"""Targets for a crash probe: a meeting to which one observation is committed a step.

The probe calls `setup(root)`, takes the values of `steps(root)` while it records every file operation, rebuilds
each state that a crash could have left, and compares `read(root)`.
"""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from fieldnotes.archive import StudyArchive, disk, packing
from fieldnotes.archive.reading import TORN, UNFINISHED
from tests.archive.making import a_meeting, a_study, seen, texts


def _own_folders(root: str) -> None:
    for variable in ("DATA", "STATE", "CACHE"):
        os.environ[f"FIELDNOTES_{variable}"] = str(Path(root).parent / "home")


class Target:
    """The archive as it is."""

    def setup(self, root: str) -> None:
        """A study and a meeting, closed."""
        _own_folders(root)
        study = a_study(Path(root) / "study")
        a_meeting(study).close()
        study.close()

    def steps(self, root: str) -> Iterator[str]:
        """One observation after the other; after some a checkpoint, or the end of the log, a pack and a new log."""
        _own_folders(root)
        packing.ENOUGH = 2
        study = StudyArchive.open(Path(root) / "study")
        meeting = study.open_meeting("last")
        for number in itertools.count():
            text = f"note {number} " * 40
            meeting.commit(who="AB", observations=[seen(number, text)])
            yield text
            if number % 3 == 1:
                meeting.close()
                meeting = study.open_meeting("last")
            elif number % 3 == 2:
                meeting.checkpoint()

    def read(self, root: str) -> list[str]:
        """What a new run finds; the meeting's head and people have to be there too."""
        _own_folders(root)
        meeting = StudyArchive.open(Path(root) / "study").open_meeting("last")
        record = meeting.record()
        assert record.meeting.site == "Site B"
        assert len(record.people) == 2
        assert {damage.sentence for damage in meeting.damage} <= {TORN, UNFINISHED}, meeting.damage
        found = texts(meeting)
        meeting.close()
        return found

    def probe_write(self, root: str) -> bool:
        """True where one more observation can be written and is found again."""
        before = self.read(root)
        meeting = StudyArchive.open(Path(root) / "study").open_meeting("last")
        meeting.commit(who="AB", observations=[seen(1000, "probe")])
        meeting.close()
        return self.read(root) == [*before, "probe"]


class Unsynced(Target):
    """The control: the same without its syncs, which a power cut has to show."""

    def steps(self, root: str) -> Iterator[str]:
        """As above, told that all is on the disk when it is not."""
        disk.sync_file = lambda fd: None
        disk.sync_folder = lambda folder: None
        yield from super().steps(root)
