"""A meeting is written, changed, and found again as it was."""

import stat
from datetime import timedelta, timezone
from pathlib import Path

import pytest
import tinydb
from msgspec.structs import replace

from fieldnotes.archive import MeetingArchive, NoSuchRecord, StudyArchive
from fieldnotes.model.codebook import Code
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from tests.archive.making import START, a_protocol, lines_of, logs_of, seen, texts

FULL = Observation(
    id="01900000-0000-7000-8000-000000000001",
    at=START.astimezone(timezone(timedelta(hours=5, minutes=45))) + timedelta(milliseconds=7),
    typed_at=START + timedelta(seconds=2),
    kind="decision",
    mode="vote",
    actor="P1",
    addressees=("P2", "*"),
    acts=("question",),
    text="“wörds”\u2028said\nין \U0001f600",
    verbatim=((1, 6),),
    codes=("shared-vision",),
    votes=(3, 1, None),
    rating=2.5,
    observer="AB",
    typed="14:00 …",
    mono=12,
)


def test_what_is_committed_is_read_back_equal(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[FULL], codes=[Code("new", "New", status="emergent")])
    meeting.close()
    found = study.open_meeting("last").record()
    assert found.observations == (FULL,)
    assert found.observations[0].at.utcoffset() == timedelta(hours=5, minutes=45)
    assert found.protocol == a_protocol()
    assert [person.code for person in found.people] == ["P1", "P2"]
    assert [code.name for code in found.codebook.codes] == ["shared-vision", "new"]
    assert (found.study, found.meeting.site) == ("Case studies", "Site B")


def test_the_record_is_the_same_with_and_without_the_checkpoint(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    ids = []
    for number in (3, 1, 2):
        observation = seen(number)
        ids.append(observation.id)
        meeting.commit(who="AB", observations=[observation])
    meeting.amend("observations", ids[0], {"written_up": "more"}, "CD")
    live = meeting.record()
    meeting.close()
    from_checkpoint = study.open_meeting("last").record()
    (meeting.folder / "meeting.json").unlink()
    from_logs = study.open_meeting("last").record()
    assert live == from_checkpoint == from_logs
    assert [observation.text for observation in live.observations] == ["note 1", "note 2", "note 3"]


def test_one_commit_is_one_line_whatever_it_holds(meeting: MeetingArchive) -> None:
    (log,) = logs_of(meeting)
    before = len(lines_of(log))
    meeting.commit(who="AB", observations=[seen(1), seen(2)], people=[Person("P9")], codes=[Code("c")])
    assert len(lines_of(log)) == before + 1


def test_what_is_so_already_writes_nothing(meeting: MeetingArchive) -> None:
    observation = seen(1)
    assert meeting.commit(who="AB", observations=[observation])
    size = logs_of(meeting)[0].stat().st_size
    assert meeting.commit(who="AB", observations=[observation]) == ""
    assert logs_of(meeting)[0].stat().st_size == size


def test_a_struct_that_is_there_changes_only_the_fields_that_differ(meeting: MeetingArchive) -> None:
    first = meeting.commit(who="AB", people=[Person("P7", "nurse", "clinical")])
    meeting.commit(who="AB", people=[Person("P7", "lead nurse")])
    payload = lines_of(logs_of(meeting)[0])[-1].payload
    assert payload is not None
    assert b'"fields":{"role":"lead nurse"},"over":{"role":"%b","group":"%b"}' % (2 * (first.encode(),)) in payload
    assert meeting.record().roster.get("P7") == Person("P7", "lead nurse")


def test_a_second_change_of_a_struct_is_over_the_first(meeting: MeetingArchive) -> None:
    first = meeting.commit(who="AB", people=[Person("P7", "nurse", "clinical")])
    second = meeting.commit(who="AB", people=[Person("P7", "lead nurse", "clinical")])
    meeting.commit(who="AB", people=[Person("P7", "matron", "managerial")])
    payload = lines_of(logs_of(meeting)[0])[-1].payload or b""
    assert b'"over":{"role":"%b","group":"%b"}' % (second.encode(), first.encode()) in payload
    assert not meeting.storage.journal.fold.differences()


def test_an_amendment_names_the_change_it_replaces(meeting: MeetingArchive) -> None:
    observation = seen(1)
    first = meeting.commit(who="AB", observations=[observation])
    second = meeting.amend("observations", observation.id, {"text": "b"}, "AB")
    third = meeting.amend("observations", observation.id, {"text": "c", "retracted": True}, "CD")
    amendments = [line.payload or b"" for line in lines_of(logs_of(meeting)[0])[-2:]]
    assert b'"over":{"text":"%b"}' % first.encode() in amendments[0]
    assert b'"over":{"text":"%b","retracted":"%b"}' % (second.encode(), first.encode()) in amendments[1]
    assert b'"who":"CD"' in amendments[1]
    assert third.encode() in amendments[1]
    assert meeting.record().observations == (replace(observation, text="c", retracted=True),)


def test_nothing_is_amended_that_is_not_there(meeting: MeetingArchive) -> None:
    with pytest.raises(NoSuchRecord, match="nothing was changed"):
        meeting.amend("observations", "nowhere", {"text": "b"}, "AB")


def test_an_observation_without_an_id_is_given_one(meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[replace(seen(1), id="")])
    meeting.commit_each(who="AB", jottings=[[replace(seen(2), id="")], [replace(seen(3), id="")]])
    assert len({observation.id for observation in meeting.record().observations} - {""}) == 3


def test_several_jottings_at_once_are_a_line_each(meeting: MeetingArchive) -> None:
    before = len(lines_of(logs_of(meeting)[0]))
    meeting.commit_each(who="AB", jottings=[[seen(1), seen(2)], [seen(3)]])
    assert len(lines_of(logs_of(meeting)[0])) == before + 2
    assert texts(meeting) == ["note 1", "note 2", "note 3"]


def test_opening_and_looking_writes_nothing(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.close()
    before = {path: path.stat().st_mtime_ns for path in meeting.folder.iterdir()}
    again = study.open_meeting("last")
    again.record()
    again.refresh()
    again.close()
    assert {path: path.stat().st_mtime_ns for path in meeting.folder.iterdir()} == before


def test_another_sees_what_was_committed_once_it_refreshes(study: StudyArchive, meeting: MeetingArchive) -> None:
    other = study.open_meeting("last")
    observation = seen(1)
    meeting.commit(who="AB", observations=[observation])
    assert texts(other) == []
    assert other.refresh().keys == {"observations": (observation.id,)}
    assert not other.refresh()
    assert texts(other) == ["note 1"]
    other.commit(who="CD", observations=[seen(2)])
    assert meeting.refresh()
    assert texts(meeting) == ["note 1", "note 2"]
    other.close()


def test_a_refresh_without_news_opens_no_file(
    study: StudyArchive, meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = study.open_meeting("last")
    meeting.commit(who="AB", observations=[seen(1)])
    assert other.refresh()

    def refuse(self: Path, *args: object, **kwargs: object) -> None:
        raise AssertionError(f"{self.name} was opened")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert not other.refresh()


def test_one_is_not_told_of_what_one_wrote_oneself(meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    assert not meeting.refresh()


def test_each_run_has_a_log_of_its_own_and_ends_it(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.close()
    again = study.open_meeting("last")
    again.commit(who="AB", observations=[seen(1)])
    again.close()
    logs = logs_of(meeting)
    assert len(logs) == 2
    for log in logs:
        lines = lines_of(log)
        assert [line.n for line in lines] == list(range(len(lines)))
        assert b'"end":%d}' % (len(lines) - 1) in (lines[-1].payload or b"")
        assert len(log.stem) == 24


def test_plain_tinydb_opens_the_checkpoint(meeting: MeetingArchive) -> None:
    for number in (2, 1):
        meeting.commit(who="AB", observations=[seen(number)])
    meeting.close()
    plain = tinydb.TinyDB(meeting.folder / "meeting.json", access_mode="r")
    table = plain.table("observations")
    assert [document["text"] for document in table] == ["note 1", "note 2"]
    assert [document.doc_id for document in table] == [1, 2]
    assert [document["fieldnotes"] for document in plain.table("_archive")] == [1]


def test_folders_and_files_are_for_their_owner_only(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.close()
    study.close()
    for path in [study.folder, *study.folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
