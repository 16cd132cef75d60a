"""A study is made, opened, refused, and its meetings are found."""

import os
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from fieldnotes.archive import (
    AlreadyAStudy,
    AmbiguousMeeting,
    FolderInUse,
    MeetingArchive,
    MeetingExists,
    MeetingNotFound,
    NewerFormat,
    NotAStudy,
    NotSaved,
    StudyArchive,
    disk,
)
from fieldnotes.archive.line import encode, write_line
from fieldnotes.archive.writing import new_header
from fieldnotes.model.codebook import Code
from fieldnotes.model.ids import new_id, short_id
from tests.archive.making import HEAD, a_meeting, a_protocol, a_study, seen, texts


def test_a_study_is_opened_as_it_was_made(study: StudyArchive) -> None:
    study.add_codes((Code("second", "Second", status="emergent"), Code("shared-vision", "Shared aims")), "AB")
    study.close()
    for _ in ("from the checkpoint", "from the logs"):
        again = StudyArchive.open(study.folder)
        assert again.study == study.study
        assert (again.study.name, again.study.zone) == ("Case studies", "Europe/London")
        assert [(code.name, code.title) for code in again.codes()] == [
            ("shared-vision", "Shared aims"),
            ("second", "Second"),
        ]
        assert again.damage == []
        (study.folder / "study.json").unlink(missing_ok=True)


def test_a_study_is_opened_without_reading_its_meetings(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.close()
    study.close()
    for path in meeting.folder.iterdir():
        path.write_bytes(b"\xff not a log")
    again = StudyArchive.open(study.folder)
    assert [place.folder for place in again.meetings()] == [meeting.folder]
    assert again.damage == []
    assert again.open_meeting(again.meetings()[0]).damage != []


def test_without_its_head_a_study_still_opens(study: StudyArchive) -> None:
    study.close()
    (study.folder / "study.json").unlink()
    (log,) = (study.folder / "logs").iterdir()
    log.write_bytes(log.read_bytes().replace(b"Case studies", b"Cast studies"))
    again = StudyArchive.open(study.folder)
    assert (again.study.id, again.study.name, again.study.zone) == (study.study.id, "study", "Europe/London")
    assert [damage.line for damage in again.damage] == [2, 0]


def test_without_its_logs_the_checkpoint_is_enough(study: StudyArchive) -> None:
    study.close()
    for log in (study.folder / "logs").iterdir():
        log.unlink()
    again = StudyArchive.open(study.folder)
    assert again.study == study.study
    assert len(again.damage) == 1


def test_a_folder_without_a_study_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NotAStudy, match="fieldnotes init"):
            StudyArchive.open(folder)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "x.jsonl").write_bytes(b"torn")
    with pytest.raises(NotAStudy):
        StudyArchive.open(tmp_path)


def test_a_second_study_in_a_folder_is_refused(study: StudyArchive) -> None:
    before = sorted(study.folder.rglob("*"))
    with pytest.raises(AlreadyAStudy, match="left as it is"):
        a_study(study.folder)
    study.close()
    for log in (study.folder / "logs").iterdir():
        log.unlink()
    with pytest.raises(AlreadyAStudy):
        a_study(study.folder)
    assert len(before) == 3


def test_a_study_does_not_mix_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(FolderInUse, match=r"thesis\.docx"):
        a_study(tmp_path)
    with pytest.raises(FolderInUse):
        a_study(tmp_path / "thesis.docx")
    assert os.listdir(tmp_path) == ["thesis.docx"]


def test_what_the_system_leaves_in_a_folder_is_no_hindrance(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db"):
        (tmp_path / name).touch()
    (tmp_path / "logs").mkdir()
    a_study(tmp_path).close()
    assert StudyArchive.open(tmp_path).study.name == "Case studies"


def test_a_folder_that_was_there_becomes_its_owners(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir(mode=0o755)
    a_study(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_study_that_cannot_be_made_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disk, "make_folder", refuse)
    with pytest.raises(NotSaved, match="Permission denied"):
        a_study(tmp_path / "study")


def test_a_log_of_a_newer_format_is_refused(study: StudyArchive, meeting: MeetingArchive) -> None:
    header = replace(new_header("20990101t000000-00000000", study.study.id, None, "d", "UTC"), fieldnotes=2)
    raw, _ = write_line(0, "", encode(header))
    for folder in (study.folder / "logs", meeting.folder):
        (folder / f"{header.log}.jsonl").write_bytes(raw)
    with pytest.raises(NewerFormat, match="format 2"):
        study.open_meeting("last")
    with pytest.raises(NewerFormat, match="update fieldnotes"):
        StudyArchive.open(study.folder)


def _meetings(study: StudyArchive) -> list[str]:
    """Three meetings on three days; their ids, in the order of their making."""
    ids = []
    for day in (12, 14, 13):
        made = study.new_meeting(replace(HEAD, date=date(2004, 5, day)), a_protocol(), who="AB")
        ids.append(made.record().meeting.id)
        made.close()
    return ids


def test_meetings_are_listed_newest_first(study: StudyArchive) -> None:
    assert study.meetings() == []
    ids = _meetings(study)
    (study.folder / "meetings" / "notes").mkdir()
    assert [place.date.day for place in study.meetings()] == [14, 13, 12]
    assert [place.id8 for place in study.meetings()] == [short_id(ids[i]) for i in (1, 2, 0)]


def test_a_meeting_is_found_by_its_id_and_by_beginnings(study: StudyArchive) -> None:
    for identity in _meetings(study):
        place = study.find(identity)
        assert place.id8 == short_id(identity)
        assert study.find(place.id8) == study.find(place.id8.upper()) == place
        assert study.find(place.id8[:7]) == study.find(f" {identity[:35]} ") == place
        assert study.open_meeting(identity).record().meeting.id == identity


def test_what_no_meeting_or_several_begin_with_is_said(study: StudyArchive) -> None:
    with pytest.raises(MeetingNotFound, match="fieldnotes list"):
        study.find("last")
    ids = _meetings(study)
    with pytest.raises(AmbiguousMeeting, match="3 meetings"):
        study.find(ids[0][:4])
    for ref in ("", "zzz", new_id()):
        with pytest.raises(MeetingNotFound):
            study.find(ref)


def test_the_last_meeting_is_the_one_written_to_last(study: StudyArchive) -> None:
    ids = _meetings(study)
    for number, identity in enumerate((ids[1], ids[2], ids[0])):
        for log in study.find(identity).folder.glob("*.jsonl"):
            os.utime(log, (number, number))
    assert study.find("last") == study.find(ids[0])
    archive = study.open_meeting(ids[1])
    archive.commit(who="AB", observations=[seen(1)])
    assert study.find("last") == study.find(ids[1])
    archive.close()


def test_a_meeting_may_bring_its_id_once(study: StudyArchive) -> None:
    for identity in (new_id(), "../somewhere else"):
        made = study.new_meeting(replace(HEAD, id=identity), a_protocol())
        assert made.record().meeting.id == identity
        assert made.folder.parent == study.folder / "meetings"
        assert study.find(identity).folder == made.folder
        for day in (12, 13):
            with pytest.raises(MeetingExists, match="Open it instead"):
                study.new_meeting(replace(HEAD, id=identity, date=date(2004, 5, day)), a_protocol())
        made.close()
    assert len(study.meetings()) == 2


def test_a_meeting_that_cannot_be_made_leaves_nothing(study: StudyArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(fd: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "append", fail)
        with pytest.raises(NotSaved):
            a_meeting(study)
    assert study.meetings() == []
    a_meeting(study).close()


def test_codes_that_come_later_are_in_the_record_of_an_open_meeting(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    study.add_codes((Code("later"),), "AB")
    assert [code.name for code in meeting.record().framework] == ["shared-vision", "later"]
    assert texts(meeting) == []


def test_another_run_sees_codes_after_a_refresh(study: StudyArchive) -> None:
    other = StudyArchive.open(study.folder)
    study.add_codes((Code("later"),), "AB")
    assert other.refresh().keys == {"codes": ("later",)}
    assert [code.name for code in other.codes()] == ["shared-vision", "later"]
