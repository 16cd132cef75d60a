"""`last` and the beginnings of ids, from what was seen of the folders before."""

import os
import shutil
import time
from pathlib import Path

import pytest

from fieldnotes.archive import AmbiguousMeeting, MeetingNotFound, StudyArchive, finding, lately
from fieldnotes.archive.lately import Lately
from tests.archive.making import a_meeting, a_study, logs_of, seen

MANY = lately.FEW + 4
LONG_AGO = 1_000_000_000 * 10**9


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of many meetings; the fifth of them was written to last."""
    with pytest.MonkeyPatch.context() as own:
        own.setenv("FIELDNOTES_DATA", str(tmp_path_factory.mktemp("data")))
        own.setenv("FIELDNOTES_CACHE", str(tmp_path_factory.mktemp("cache")))
        folder = tmp_path_factory.mktemp("many") / "study"
        study = a_study(folder)
        first = a_meeting(study)
        first.close()
        for number in range(1, MANY):
            shutil.copytree(first.folder, first.folder.with_name(f"2004-05-12-site-b-pec-{number:08x}"))
        study.close()
    return folder


@pytest.fixture
def many(made: Path, tmp_path: Path) -> Path:
    """The meetings of such a study, all of long ago."""
    shutil.copytree(made, tmp_path / "many")
    meetings = tmp_path / "many" / "meetings"
    for number, folder in enumerate(sorted(meetings.iterdir())):
        for log in folder.glob("*.jsonl"):
            os.utime(log, ns=(LONG_AGO, LONG_AGO + (10 if number == 5 else 0)))
        os.utime(folder, ns=(LONG_AGO, LONG_AGO))
    return meetings


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that were looked into."""
    names: list[str] = []
    real = lately.look_into

    def spy(folder: lately.Folder, meeting: str = "") -> lately.Seen:
        names.append(folder.name)
        return real(folder, meeting)

    monkeypatch.setattr(lately, "look_into", spy)
    return names


def last_of(meetings: Path) -> str:
    found = Lately("s", meetings).last()
    assert found is not None
    return found.name


def test_the_second_time_no_folder_is_looked_into(many: Path, looked: list[str]) -> None:
    fifth = sorted(many.iterdir())[5].name
    assert last_of(many) == fifth
    assert len(looked) == MANY
    looked.clear()
    assert last_of(many) == fifth
    assert looked == []


def test_a_folder_with_a_new_log_is(many: Path, looked: list[str]) -> None:
    last_of(many)
    looked.clear()
    third = sorted(many.iterdir())[3]
    shutil.copy(next(third.glob("*.jsonl")), third / "20990101t000000-00000000.jsonl")
    assert last_of(many) == third.name
    assert looked == [third.name]


def test_a_log_that_was_never_ended_may_have_grown_unseen(many: Path) -> None:
    third = sorted(many.iterdir())[3]
    (log,) = third.glob("*.jsonl")
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    os.utime(log, ns=(LONG_AGO, LONG_AGO))
    os.utime(third, ns=(LONG_AGO, LONG_AGO))
    assert last_of(many) != third.name
    with log.open("ab") as file:
        file.write(b"{")
    os.utime(third, ns=(LONG_AGO, LONG_AGO))
    assert last_of(many) == third.name


def test_a_folder_that_changed_within_moments_is_looked_at_again(many: Path) -> None:
    third = sorted(many.iterdir())[3]
    now = time.time_ns()
    os.utime(third, ns=(now, now))
    assert last_of(many) != third.name
    os.utime(next(third.glob("*.jsonl")), ns=(now, now))
    os.utime(third, ns=(now, now))
    assert last_of(many) == third.name


def test_a_cache_that_cannot_be_read_is_done_without(many: Path, own_folders: Path) -> None:
    last = last_of(many)
    (kept,) = (own_folders / "cache" / "lately").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert last_of(many) == last
    shutil.rmtree(own_folders / "cache")
    (own_folders / "cache").write_text("a file where the folder should be")
    assert last_of(many) == last


def test_a_beginning_of_an_id_reads_no_log_the_second_time(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MeetingNotFound):
        finding.find("s", many, "nosuch")
    read: list[Path] = []
    monkeypatch.setattr(finding, "first_header", lambda folder: read.append(folder))
    with pytest.raises(MeetingNotFound):
        finding.find("s", many, "nosuch")
    assert read == []


def test_the_ways_to_name_a_meeting(study: StudyArchive) -> None:
    one, other = a_meeting(study), a_meeting(study)
    whole = one.record().meeting.id
    for ref in (whole, whole[-8:], whole[-8:].upper(), whole[-8:-2], whole[:-3]):
        assert study.find(ref).folder == one.folder
    with pytest.raises(AmbiguousMeeting):
        study.find(whole[:4])
    one.commit(who="AB", observations=[seen(1)])
    later = other.folder / logs_of(other)[0].name
    os.utime(later, ns=(LONG_AGO, LONG_AGO))
    assert study.find("last").folder == one.folder
    for ref in ("", "nosuch"):
        with pytest.raises(MeetingNotFound):
            study.find(ref)
