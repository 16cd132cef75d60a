"""A meeting is found by what is in its folder, whatever people and sync tools make of the folder's name."""

import shutil
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from fieldnotes.archive import AmbiguousMeeting, MeetingArchive, MeetingExists, StudyArchive
from fieldnotes.archive.checking import check
from fieldnotes.archive.generations import generations
from fieldnotes.archive.keeping import Limits, keep
from fieldnotes.archive.search import Query, SearchIndex
from fieldnotes.archive.witnesses import of_generations
from tests.archive.making import HEAD, START, a_meeting, a_protocol, seen, texts


@pytest.fixture
def closed(study: StudyArchive, meeting: MeetingArchive) -> MeetingArchive:
    """A closed meeting of one note."""
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    study.close()
    return meeting


def _id_of(study: StudyArchive) -> str:
    return study.open_meeting("last").record().meeting.id


NAMES = ["{} (copy)", "{}x", "Board May", "{upper}", "2004-05-12-a-copyofit", "Sitzung–Mai", "x"]


@pytest.mark.parametrize("name", NAMES)
def test_a_renamed_folder_is_the_same_meeting(study: StudyArchive, closed: MeetingArchive, name: str) -> None:
    meeting = _id_of(study)
    before = closed.folder
    renamed = before.with_name(name.format(before.name, upper=before.name.upper()))
    before.rename(renamed)
    (place,) = study.meetings()
    assert (place.folder, place.id8, place.date) == (renamed, meeting[-8:], place.date)
    for ref in (meeting, meeting[-8:], meeting[:35], meeting[-8:-1], renamed.name, "last"):
        assert texts(study.open_meeting(ref)) == ["note 1"]
    checked = check(study.folder)
    assert (checked.meetings, checked.is_well) == (1, True)
    assert study.summaries("a row", lambda place: (b'"%s"' % place.id8.encode(), True)) == [
        b'"%s"' % meeting[-8:].encode()
    ]
    with closing(SearchIndex(study)) as index:
        index.update()
        assert [hit.folder for hit in index.search(Query("note")).hits] == [renamed.name]
    with pytest.raises(MeetingExists):
        study.new_meeting(msgspec.structs.replace(HEAD, id=meeting), a_protocol(), who="AB")


def test_the_date_of_a_renamed_one_is_that_in_its_name_or_of_its_first_log(
    study: StudyArchive, closed: MeetingArchive
) -> None:
    dated = closed.folder.rename(closed.folder.with_name("old 2004-05-12"))
    assert study.meetings()[0].date == HEAD.date
    dated.rename(dated.with_name("old 2004-99-99"))
    assert study.meetings()[0].date > START.date()


def test_its_logs_are_backed_up(study: StudyArchive, closed: MeetingArchive, tmp_path: Path) -> None:
    closed.folder.rename(closed.folder.with_name("Board May"))
    keep(study.study, study.folder, tmp_path / "kept", Limits(9, 1 << 30))
    (found,) = generations(tmp_path / "kept")
    assert any(kept.file.startswith("meetings/Board May/") for kept in found.manifest.logs)


def test_of_two_folders_of_one_meeting_the_one_with_its_own_name_is_meant(
    study: StudyArchive, closed: MeetingArchive
) -> None:
    meeting = _id_of(study)
    copied = closed.folder.with_name(closed.folder.name + " (copy)")
    shutil.copytree(closed.folder, copied)
    other = study.open_meeting(copied.name)
    other.commit(who="AB", observations=[seen(2)])
    other.close()
    assert texts(study.open_meeting(meeting[-8:])) == texts(study.open_meeting(meeting)) == ["note 1"]
    assert texts(study.open_meeting(copied.name)) == ["note 1", "note 2"]
    found = [each for each in check(study.folder).findings if each.kind == "place"]
    assert [each.file for each in found] == [f"meetings/{copied.name}/"]
    assert f"meetings/{closed.folder.name}" in found[0].sentence
    closed.folder.rename(closed.folder.with_name("another"))
    with pytest.raises(AmbiguousMeeting, match=r"2 folders \(.*another.*Name a folder"):
        study.find(meeting)


def test_moving_its_logs_over_makes_it_one_meeting(study: StudyArchive, closed: MeetingArchive) -> None:
    copied = closed.folder.with_name("copy")
    shutil.copytree(closed.folder, copied)
    other = study.open_meeting("copy")
    other.commit(who="AB", observations=[seen(2)])
    other.close()
    for log in copied.glob("*.jsonl"):
        log.replace(closed.folder / log.name)
    shutil.rmtree(copied)
    assert texts(study.open_meeting("last")) == ["note 1", "note 2"]
    assert check(study.folder).is_well


@pytest.mark.parametrize("where", ["meetings/old/{}", "{}", "meetings/a/b/{}", "elsewhere/{}"])
def test_logs_where_nothing_reads_them_are_told(study: StudyArchive, closed: MeetingArchive, where: str) -> None:
    moved = study.folder / where.format(closed.folder.name)
    moved.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    closed.folder.rename(moved)
    found = [each for each in check(study.folder).findings if each.kind == "place"]
    assert [each.file for each in found] == [f"{moved.relative_to(study.folder).as_posix()}/"]
    assert "1 log" in found[0].sentence


def test_a_meeting_inside_another_is_told(study: StudyArchive, closed: MeetingArchive) -> None:
    other = a_meeting(study)
    other.close()
    closed.folder.rename(other.folder / closed.folder.name)
    (found,) = check(study.folder).findings
    assert (found.kind, found.file.count("/")) == ("place", 3)


def test_what_is_set_aside_or_hidden_is_not(study: StudyArchive, closed: MeetingArchive) -> None:
    for name in ("set-aside", ".stversions"):
        shutil.copytree(closed.folder, closed.folder / name)
        shutil.copytree(closed.folder, closed.folder.parent / name)
    assert check(study.folder).is_well
    assert len(study.meetings()) == 1


def test_a_link_to_nothing_is_told_and_no_meeting(study: StudyArchive, closed: MeetingArchive) -> None:
    away = closed.folder.rename(study.folder.parent / "away")
    closed.folder.symlink_to(study.folder.parent / "unmounted")
    (found,) = check(study.folder).findings
    assert (found.kind, found.file) == ("place", f"meetings/{closed.folder.name}")
    assert study.summaries("a row", lambda place: (b'"shown"', True)) == []
    closed.folder.unlink()
    closed.folder.symlink_to(away)
    assert texts(study.open_meeting("last")) == ["note 1"]
    assert check(study.folder).is_well


def test_a_file_in_place_of_all_meetings_is_told(study: StudyArchive, closed: MeetingArchive) -> None:
    shutil.rmtree(study.folder / "meetings")
    (study.folder / "meetings").write_bytes(b"")
    (study.folder / "meetings").chmod(0o600)
    (found,) = check(study.folder).findings
    assert (found.kind, found.file) == ("place", "meetings")


def _check_with_backups(study: StudyArchive, backups: Path) -> list[tuple[str, str]]:
    found = check(study.folder, of_generations(study.folder, generations(backups))).findings
    assert all("fieldnotes restore" in each.sentence for each in found if each.kind == "lost")
    return [(each.kind, each.file) for each in found]


def test_a_folder_that_is_gone_and_that_a_backup_knows_is_told(
    study: StudyArchive, closed: MeetingArchive, tmp_path: Path
) -> None:
    backups = tmp_path / "kept"
    keep(study.study, study.folder, backups, Limits(9, 1 << 30))
    assert _check_with_backups(study, backups) == []
    renamed = closed.folder.rename(closed.folder.with_name("Board May"))
    assert _check_with_backups(study, backups) == []
    shutil.rmtree(renamed)
    assert _check_with_backups(study, backups) == [("lost", f"meetings/{closed.folder.name}/")]
    shutil.rmtree(study.folder / "meetings")
    assert _check_with_backups(study, backups) == [("lost", f"meetings/{closed.folder.name}/")]


def test_a_renamed_folder_whose_log_was_cut_is_not_taken_for_the_whole(
    study: StudyArchive, closed: MeetingArchive, tmp_path: Path
) -> None:
    keep(study.study, study.folder, tmp_path / "kept", Limits(9, 1 << 30))
    renamed = closed.folder.rename(closed.folder.with_name("Board May"))
    (renamed / "meeting.json").unlink()
    (log,) = renamed.glob("*.jsonl")
    log.write_bytes(log.read_bytes().rpartition(b"\n")[0].rpartition(b"\n")[0] + b"\n")
    assert ("lost", f"meetings/{closed.folder.name}/") in _check_with_backups(study, tmp_path / "kept")


def test_a_folder_that_is_gone_and_whose_backup_is_damaged_in_part_is_not_called_safe(
    study: StudyArchive, closed: MeetingArchive, tmp_path: Path
) -> None:
    again = study.open_meeting("last")
    again.commit(who="AB", observations=[seen(2)])
    again.close()
    keep(study.study, study.folder, tmp_path / "kept", Limits(9, 1 << 30))
    first = min((tmp_path / "kept").glob("*/meetings/*/*.jsonl"))
    first.write_bytes(first.read_bytes().replace(b"note", b"nota"))
    shutil.rmtree(closed.folder)
    known = of_generations(study.folder, generations(tmp_path / "kept"))
    (found,) = check(study.folder, known).findings
    assert (found.kind, "some of it is damaged there" in found.sentence) == ("lost", True)
