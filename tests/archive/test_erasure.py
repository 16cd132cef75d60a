"""Erasure: the text is gone, the chain holds, and nobody is told that anything was lost."""

from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.erasure import empty_line
from fieldnotes.archive.failures import NotErased
from fieldnotes.archive.line import Erase, read_line
from tests.archive.making import lines_of, logs_of, seen, texts


def _erase(archive: MeetingArchive, log: Path, n: int, change: str) -> None:
    archive.storage.journal.commit(lambda fold: [Erase(log.stem, n, "asked to", change)], "AB")


@pytest.fixture
def secret(meeting: MeetingArchive) -> tuple[Path, int, str]:
    """The log, the line and the change of a note that is to go, between two others."""
    meeting.commit(who="AB", observations=[seen(1)])
    change = meeting.commit(who="AB", observations=[seen(2, "a real name")])
    meeting.commit(who="AB", observations=[seen(3)])
    log = logs_of(meeting)[0]
    return log, len(lines_of(log)) - 2, change


def test_a_recorded_erasure_takes_effect_at_once(
    study: StudyArchive, meeting: MeetingArchive, secret: tuple[Path, int, str]
) -> None:
    other = study.open_meeting("last")
    _erase(meeting, *secret)
    assert texts(meeting) == ["note 1", "note 3"]
    assert len(other.refresh().keys["observations"]) == 1
    assert texts(other) == ["note 1", "note 3"]
    meeting.commit(who="AB", observations=[seen(4)])
    assert texts(meeting) == ["note 1", "note 3", "note 4"]
    meeting.close()
    assert b"a real name" not in (meeting.folder / "meeting.json").read_bytes()
    assert texts(study.open_meeting("last")) == ["note 1", "note 3", "note 4"]
    (meeting.folder / "meeting.json").unlink()
    assert texts(study.open_meeting("last")) == ["note 1", "note 3", "note 4"]


def test_an_emptied_log_still_verifies(
    study: StudyArchive, meeting: MeetingArchive, secret: tuple[Path, int, str]
) -> None:
    log, n, _ = secret
    _erase(meeting, *secret)
    other = study.open_meeting("last")
    meeting.close()
    chains = [line.chain for line in lines_of(log)]
    empty_line(log, n)
    assert b"a real name" not in log.read_bytes()
    assert [line.chain for line in lines_of(log)] == chains
    assert lines_of(log)[n].payload is None
    other.refresh()
    for archive in (other, study.open_meeting("last")):
        assert texts(archive) == ["note 1", "note 3"]
        assert archive.damage == []
    empty_line(log, n)  # a second time changes nothing
    assert lines_of(log)[n].payload is None


def test_a_checkpoint_from_before_the_emptying_is_not_believed(
    study: StudyArchive, meeting: MeetingArchive, secret: tuple[Path, int, str]
) -> None:
    """The erasure has not come yet, the emptied log has: what the checkpoint kept of it must not be shown."""
    meeting.close()
    assert b"a real name" in (meeting.folder / "meeting.json").read_bytes()
    empty_line(secret[0], secret[1])
    archive = study.open_meeting("last")
    assert texts(archive) == ["note 1", "note 3"]
    assert ["no record of an erasure" in damage.sentence for damage in archive.damage] == [True]


def test_header_end_and_erasures_are_never_emptied(meeting: MeetingArchive, secret: tuple[Path, int, str]) -> None:
    log, _, _ = secret
    _erase(meeting, *secret)
    meeting.close()
    before = log.read_bytes()
    last = len(lines_of(log)) - 1
    for n in (0, last, last - 1, last + 1):
        with pytest.raises(NotErased, match="nothing was changed"):
            empty_line(log, n)
    assert log.read_bytes() == before
    assert read_line(before.split(b"\n")[0]) is not None
