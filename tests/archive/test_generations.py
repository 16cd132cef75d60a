"""Generations: whole or absent, what changed and no more, thinned without losing a log, on any file system."""

import os
import shutil
from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive, disk
from fieldnotes.archive.erasure import empty_line
from fieldnotes.archive.generations import Generation, copies, generations
from fieldnotes.archive.keeping import Limits, keep
from fieldnotes.archive.line import Erase
from fieldnotes.archive.restoring import act, plan
from tests.archive.making import a_meeting, logs_of, seen

AMPLE = Limits(30, 10**9)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def made(study: StudyArchive, backups: Path, limits: Limits = AMPLE) -> list[Generation]:
    """The generations after one more try."""
    keep(study.study, study.folder, backups, limits)
    return generations(backups)


def with_a_line(study: StudyArchive, number: int = 1) -> Path:
    """The log of a new meeting with one observation."""
    archive = a_meeting(study)
    archive.commit(who="AB", observations=[seen(number)])
    archive.close()
    return logs_of(archive)[0]


def is_kept(study: StudyArchive, found: list[Generation]) -> bool:
    """True where restoring from these would change nothing, and all of the study is in them."""
    return {step.state for step in plan(found, study.folder)} == {"same"}


def test_each_holds_what_is_new_or_longer(study: StudyArchive, backups: Path) -> None:
    log = with_a_line(study)
    first = made(study, backups)
    assert len(first) == 1
    assert is_kept(study, first)
    assert made(study, backups) == first
    other = with_a_line(study)
    second = made(study, backups)
    assert [kept.file for kept in second[1].manifest.logs] == [other.relative_to(study.folder).as_posix()]
    assert is_kept(study, second)
    marks = copies(second)[log.relative_to(study.folder).as_posix()][0].kept
    assert marks.lines == log.read_bytes().count(b"\n")
    assert marks.head.encode() in log.read_bytes().splitlines()[-1]


def test_a_log_that_grows_is_kept_again_up_to_its_last_whole_line(study: StudyArchive, backups: Path) -> None:
    archive = a_meeting(study)
    made(study, backups)
    archive.commit(who="AB", observations=[seen(1)])
    (log,) = logs_of(archive)
    whole = log.read_bytes()
    log.write_bytes(whole + b'{"n":9')
    found = made(study, backups)
    (copy, *_) = copies(found)[log.relative_to(study.folder).as_posix()]
    assert copy.read() == whole
    log.write_bytes(whole)
    archive.close()


@pytest.mark.parametrize("step", ["append", "sync_file", "replace", "sync_folder"])
def test_one_that_fails_in_the_middle_is_not_there(
    study: StudyArchive, backups: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with_a_line(study)
    before = made(study, backups)
    with_a_line(study)
    really, calls = getattr(disk, step), []

    def fails(*words: object) -> object:
        calls.append(words)
        if len(calls) == (2 if step == "append" else 1):
            raise OSError(28, os.strerror(28))
        return really(*words)

    with monkeypatch.context() as broken:
        broken.setattr(disk, step, fails)
        with pytest.raises(OSError, match="No space left"):
            made(study, backups)
    assert calls
    assert generations(backups) == before
    assert [path.name for path in backups.iterdir()] == [one.folder.name for one in before]
    assert is_kept(study, made(study, backups))


def test_what_a_killed_run_left_is_no_generation_and_goes(study: StudyArchive, backups: Path) -> None:
    with_a_line(study)
    (first,) = made(study, backups)
    shutil.copytree(first.folder, backups / f".{first.folder.name}.0a1b2c3d.tmp")
    with_a_line(study)
    assert len(made(study, backups)) == 2
    assert not list(backups.glob(".*"))


@pytest.mark.parametrize("links", [True, False])
def test_thinning_keeps_the_newest_and_the_latest_copy_of_every_log(
    study: StudyArchive, backups: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.delattr(os, "link")
    for number in range(5):
        with_a_line(study, number)
        found = made(study, backups, Limits(3, 10**9))
        assert len(found) == min(number + 1, 3)
        assert is_kept(study, found)
        assert found == [one for one in found if one.folder.is_dir()]
    assert len(list(backups.iterdir())) == 3
    with_a_line(study)
    found = made(study, backups, Limits(3, 1))
    assert len(found) == 1
    assert is_kept(study, found)


def test_a_cut_or_damaged_log_never_takes_the_place_of_its_copy(study: StudyArchive, backups: Path) -> None:
    log = with_a_line(study)
    whole = log.read_bytes()
    made(study, backups)
    for spoilt in (whole[:-200], b"".join(whole.splitlines(keepends=True)[:-1]), whole.replace(b"AB", b"XYZ")):
        log.write_bytes(spoilt)
        (copy, *_) = copies(made(study, backups))[log.relative_to(study.folder).as_posix()]
        assert copy.read() == whole


def test_an_erasure_reaches_every_copy(study: StudyArchive, backups: Path) -> None:
    archive = a_meeting(study)
    change = archive.commit(who="AB", observations=[seen(1, "her name is Ada")])
    (log,) = logs_of(archive)
    archive.close()
    made(study, backups)
    again = study.open_meeting(archive.folder.name[-8:])
    again.storage.journal.commit(lambda fold: [Erase(log.stem, 2, "asked to", change)], "AB")
    again.close()
    empty_line(log, 2)
    found = made(study, backups)
    assert is_kept(study, found)
    assert not [path for path in backups.rglob("*") if path.is_file() and b"Ada" in path.read_bytes()]


def test_one_whose_list_is_damaged_holds_what_lies_in_it(study: StudyArchive, backups: Path) -> None:
    with_a_line(study)
    (first,) = made(study, backups)
    manifest = first.folder / "generation.json"
    said = manifest.read_text()
    for garbled in (said.replace("logs/", "meetings/../", 1), said.replace('"study"', '"stuby"'), "", "garbage"):
        manifest.write_text(garbled)
        (found,) = generations(backups)
        assert sorted(kept.file for kept in found.manifest.logs) == sorted(
            kept.file for kept in first.manifest.logs
        )
        assert found.manifest.study == study.study.id
        assert is_kept(study, [found])
    manifest.unlink()
    assert is_kept(study, generations(backups))


def test_one_whose_list_names_a_log_wrongly_still_holds_it(study: StudyArchive, backups: Path) -> None:
    log = with_a_line(study)
    (first,) = made(study, backups)
    manifest = first.folder / "generation.json"
    manifest.write_text(manifest.read_text().replace(log.stem, log.stem[:-1] + "x", 1))
    steps = {step.file: step.state for step in plan(generations(backups), study.folder)}
    assert steps[log.relative_to(study.folder).as_posix()] == "same"


def test_a_list_of_wrong_digests_makes_no_copy_unusable(study: StudyArchive, backups: Path) -> None:
    log = with_a_line(study)
    (first,) = made(study, backups)
    manifest = first.folder / "generation.json"
    for kept in first.manifest.logs:
        manifest.write_text(manifest.read_text().replace(kept.sha256, "0" * 64))
    log.unlink()
    steps = {step.file: step.state for step in plan(generations(backups), study.folder)}
    assert steps[log.relative_to(study.folder).as_posix()] == "missing"


def test_a_meeting_whose_folder_was_renamed_is_restored_where_it_is(study: StudyArchive, backups: Path) -> None:
    with_a_line(study)
    log = with_a_line(study)
    found = made(study, backups)
    folder = log.parent.rename(log.parent.with_name(log.parent.name.replace("2004-05-12", "2004-05-13")))
    assert is_kept(study, found)
    whole = folder.joinpath(log.name).read_bytes()
    folder.joinpath(log.name).write_bytes(whole.replace(b"note 1", b"note 2", 1))
    steps = plan(found, study.folder)
    assert [step.file for step in steps if step.acts] == [f"meetings/{folder.name}/{log.name}"]
    act(steps, study.folder)
    assert folder.joinpath(log.name).read_bytes() == whole
    assert not log.parent.exists()


def test_one_that_a_later_version_made_is_left_alone(study: StudyArchive, backups: Path) -> None:
    with_a_line(study)
    (first,) = made(study, backups)
    (first.folder / "generation.json").write_text('{"fieldnotes":99,"logs":"otherwise"}')
    assert generations(backups) == []


def test_no_folder_or_file_is_open_to_others(study: StudyArchive, backups: Path) -> None:
    with_a_line(study)
    made(study, backups)
    assert {path.stat().st_mode & 0o077 for path in backups.rglob("*")} == {0}
