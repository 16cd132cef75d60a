"""Rows that are kept: asked for again only where a meeting changed, and never believed further than that."""

import os
from pathlib import Path

import pytest

from fieldnotes.archive import MeetingPlace, StudyArchive, disk
from tests.archive.making import a_meeting, logs_of, seen


class Making:
    """Makes rows, and counts them."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.whole = True

    def __call__(self, place: MeetingPlace) -> tuple[bytes, bool]:
        self.made.append(place.id8)
        return b'"%s of %d"' % (place.id8.encode(), len(self.made)), self.whole


@pytest.fixture
def making() -> Making:
    return Making()


@pytest.fixture
def three(study: StudyArchive) -> list[Path]:
    """Three meetings, closed."""
    folders = []
    for _ in range(3):
        archive = a_meeting(study)
        archive.close()
        folders.append(archive.folder)
    return folders


def the_file(own_folders: Path) -> Path:
    (found,) = (own_folders / "cache" / "summaries").iterdir()
    return found


def rows(study: StudyArchive, making: Making, form: str = "a") -> list[bytes]:
    making.made.clear()
    return study.summaries(form, making)


@pytest.mark.usefixtures("three")
def test_a_second_look_makes_none(study: StudyArchive, making: Making, own_folders: Path) -> None:
    first = rows(study, making)
    assert len(making.made) == 3
    assert rows(study, making) == first
    assert making.made == []
    assert the_file(own_folders).stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("three")
def test_rows_of_another_form_are_made_anew(study: StudyArchive, making: Making) -> None:
    rows(study, making)
    rows(study, making, "b")
    assert len(making.made) == 3


def test_only_what_changed_is_made_anew(study: StudyArchive, making: Making, three: list[Path]) -> None:
    rows(study, making)
    changed = study.open_meeting(three[1].name[-8:])
    changed.commit(who="AB", observations=[seen(1)])
    rows(study, making)
    assert making.made == [three[1].name[-8:]]
    changed.close()
    rows(study, making)
    assert making.made == [three[1].name[-8:]]
    made = a_meeting(study)
    rows(study, making)
    assert making.made == [made.folder.name[-8:]]


def test_a_file_of_the_same_size_and_another_time_is_a_change(
    study: StudyArchive, making: Making, three: list[Path]
) -> None:
    rows(study, making)
    os.utime(next(three[0].glob("*.jsonl")), ns=(1, 1))
    rows(study, making)
    assert making.made == [three[0].name[-8:]]


def test_a_file_of_the_same_time_and_another_size_is_a_change(
    study: StudyArchive, making: Making, three: list[Path]
) -> None:
    rows(study, making)
    log = next(three[2].glob("*.jsonl"))
    status = log.stat()
    log.write_bytes(log.read_bytes()[:-10])
    os.utime(log, ns=(status.st_atime_ns, status.st_mtime_ns))
    rows(study, making)
    assert making.made == [three[2].name[-8:]]


def test_a_meeting_that_went_is_no_row(study: StudyArchive, making: Making, three: list[Path]) -> None:
    rows(study, making)
    three[0].rename(three[0].parents[2] / "gone")
    assert len(rows(study, making)) == 2
    assert making.made == []


@pytest.mark.usefixtures("three")
def test_a_row_of_a_meeting_that_could_not_be_read_whole_is_made_each_time(
    study: StudyArchive, making: Making
) -> None:
    making.whole = False
    rows(study, making)
    rows(study, making)
    assert len(making.made) == 3


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("place", [0, 70, -3])
def test_a_damaged_cache_is_made_anew(study: StudyArchive, making: Making, own_folders: Path, place: int) -> None:
    first = rows(study, making)
    data = bytearray(the_file(own_folders).read_bytes())
    data[place] ^= 1
    the_file(own_folders).write_bytes(bytes(data))
    rows(study, making)
    assert len(making.made) == 3
    assert rows(study, making) != []
    assert making.made == []
    the_file(own_folders).write_bytes(b"")
    assert rows(study, making) == first


@pytest.mark.usefixtures("three")
def test_a_cache_that_cannot_be_written_is_done_without(
    study: StudyArchive, making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write_whole", refuse)
    assert len(rows(study, making)) == len(rows(study, making)) == len(making.made) == 3


def test_what_was_made_before_an_error_is_kept(study: StudyArchive, three: list[Path], making: Making) -> None:
    def fails_at_the_third(place: MeetingPlace) -> tuple[bytes, bool]:
        if len(making.made) == 2:
            raise KeyboardInterrupt
        return making(place)

    with pytest.raises(KeyboardInterrupt):
        study.summaries("a", fails_at_the_third)
    rows(study, making)
    assert len(making.made) == len(three) - 2


def test_a_copy_of_the_study_has_rows_of_its_own(
    study: StudyArchive, making: Making, three: list[Path], tmp_path: Path
) -> None:
    rows(study, making)
    folder = study.folder.rename(tmp_path / "elsewhere")
    rows(StudyArchive.open(folder), making)
    assert len(making.made) == len(three)


def test_a_log_that_grows_while_its_row_is_made_is_made_again(study: StudyArchive, making: Making) -> None:
    archive = a_meeting(study)

    def grows(place: MeetingPlace) -> tuple[bytes, bool]:
        made = making(place)
        archive.commit(who="AB", observations=[seen(1)])
        return made

    study.summaries("a", grows)
    assert len(logs_of(archive)) == 1
    rows(study, making)
    assert len(making.made) == 1
