"""Whose generations are whose: copies of a study keep apart, and one that was moved takes its own along."""

import shutil
from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive, device
from fieldnotes.archive.generations import generations
from fieldnotes.archive.keeping import Limits, keep
from fieldnotes.archive.names import id8_of
from fieldnotes.archive.whose import claimed, folder_of, own_generations
from tests.archive.making import a_meeting, a_study, seen

AMPLE = Limits(30, 10**9)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def back_up(archive: StudyArchive, backups: Path) -> Path:
    """Make a generation, with something new in it; the folder it went to."""
    meeting = a_meeting(archive)
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    folder = claimed(backups, archive.study, archive.folder)
    keep(archive.study, archive.folder, folder, AMPLE)
    return folder


def copied(archive: StudyArchive, target: Path) -> StudyArchive:
    shutil.copytree(archive.folder, target)
    return StudyArchive.open(target)


def test_a_copy_has_its_own_and_the_first_misses_nothing_of_it(study: StudyArchive, backups: Path) -> None:
    first = back_up(study, backups)
    copy = copied(study, study.folder.with_name("copy"))
    assert own_generations(backups, copy.study, copy.folder) == []
    second = back_up(copy, backups)
    assert second != first
    assert len(generations(first)) == len(generations(second)) == 1
    assert back_up(study, backups) == first
    logs = {kept.file for one in own_generations(backups, study.study, study.folder) for kept in one.manifest.logs}
    there = {path.relative_to(study.folder).as_posix() for path in study.folder.rglob("*.jsonl")}
    assert logs == there


def test_one_that_was_moved_takes_them_along(study: StudyArchive, backups: Path) -> None:
    first = back_up(study, backups)
    moved = StudyArchive.open(study.folder.rename(study.folder.with_name("moved")))
    assert folder_of(backups, moved.study, moved.folder) == first
    assert len(own_generations(backups, moved.study, moved.folder)) == 1
    second = back_up(moved, backups)
    assert not first.exists()
    assert len(generations(second)) == 2
    assert [path.name for path in backups.iterdir()] == [second.name]


def test_those_of_an_earlier_version_are_taken_over(study: StudyArchive, backups: Path) -> None:
    first = back_up(study, backups)
    old = first.rename(backups / f"case-studies-{id8_of(study.study.id)}")
    manifest = next(old.rglob("generation.json"))
    said = manifest.read_text()
    manifest.write_text(said.replace(f',\n "device": "{device.known_device()}"', ""))
    assert manifest.read_text() != said
    assert len(own_generations(backups, study.study, study.folder)) == 1
    assert back_up(study, backups) == first
    assert len(generations(first)) == 2


def test_of_a_folder_that_copies_shared_before_each_sees_its_own(study: StudyArchive, backups: Path) -> None:
    first = back_up(study, backups)
    copy = copied(study, study.folder.with_name("copy"))
    second = back_up(copy, backups)
    for generation in generations(second):
        generation.folder.rename(first / f"{generation.folder.name}-9")
    assert len(generations(first)) == 2
    assert len(own_generations(backups, study.study, study.folder)) == 1


def test_those_of_another_computer_stay_its_own(
    study: StudyArchive, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = back_up(study, backups)
    moved = StudyArchive.open(study.folder.rename(study.folder.with_name("theirs")))
    monkeypatch.setattr(device, "known_device", lambda: "another")
    assert folder_of(backups, moved.study, moved.folder) != first
    assert own_generations(backups, moved.study, moved.folder) == []


def test_another_study_of_the_same_name_is_another(study: StudyArchive, backups: Path) -> None:
    first = back_up(study, backups)
    other = a_study(study.folder.with_name("other"))
    assert folder_of(backups, other.study, other.folder) != first
    other.close()
