"""Search in a study: kept up with the logs, made anew or done without."""

import os
import shutil
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from fieldnotes.archive import StudyArchive
from fieldnotes.archive.erasure import empty_line
from fieldnotes.archive.line import Erase
from fieldnotes.archive.names import MeetingPlace
from fieldnotes.archive.search import MeetingNotes, Query, SearchIndex
from fieldnotes.archive.search.searching import index_file, read_meeting
from fieldnotes.model.coding import Coding
from fieldnotes.model.ids import new_id
from tests.archive.making import lines_of, logs_of
from tests.archive.search.making import LATER, NOON, Reading, found, held, seen

ROOT = Path(__file__).resolve().parents[3]


def test_hits_come_newest_first_whichever_meeting_was_made_first(study: StudyArchive, search: SearchIndex) -> None:
    held(study, [seen("beds later", LATER)], LATER, site="Site C")
    early = held(study, [seen("beds one"), seen("beds two", NOON + timedelta(minutes=1), "speech", actor="P1")])
    hits = search.search(Query("beds")).hits
    assert [hit.text for hit in hits] == ["beds later", "beds two", "beds one"]
    assert hits[1]._replace(id="") == (
        early.record().meeting.id, "", "2004-05-12T12:01:00+00:00", "speech", "P1", "beds two", "Site B", "PEC",
        "2004-05-12", early.folder.name,
    )  # fmt: skip


def test_write_ups_are_found_and_filters_hold(study: StudyArchive, search: SearchIndex) -> None:
    held(
        study,
        [
            seen("silence", written_up="nobody answered for a minute"),
            seen("asks", kind="speech", actor="P1", addressees=("P2",), codes=("shared-vision",)),
            seen("redraft", kind="action", owners=("P3",)),
        ],
    )
    assert found(search, "minute") == ["silence"]
    for person, texts in (("P1", ["asks"]), ("p2", ["asks"]), ("P3", ["redraft"]), ("P4", [])):
        assert found(search, "", people=(person,)) == texts
    assert found(search, "", codes=("Shared vision",)) == ["asks"]
    assert found(search, "", kinds=("note",)) == ["silence"]
    assert found(search, "", bodies=("pec",), sites=("Site B",), kinds=("action",)) == ["redraft"]


def test_codes_on_words_are_found_like_those_on_a_line(study: StudyArchive, search: SearchIndex) -> None:
    meeting = held(study, [seen("beds", written_up="who pays for the beds"), seen("silence")])
    of = next(one.id for one in meeting.record().observations if one.text == "beds")
    coding = Coding(
        id=new_id(), of=of, part="write-up", start=4, end=8, code="money-talk", quote="pays", coder="KC"
    )
    meeting.commit(who="KC", codings=[coding])
    assert found(search, "", codes=("Money talk",)) == ["beds"]
    meeting.commit(who="KC", codings=[replace(coding, retracted=True)])
    assert found(search, "", codes=("Money talk",)) == []


def test_only_meetings_that_changed_are_read_again(study: StudyArchive) -> None:
    reading = Reading()
    search = SearchIndex(study, read=reading)
    one, two = held(study, [seen("beds")]), held(study, [seen("beds too")])
    assert search.update().read == 2
    assert search.update() == (0, 0, ())
    two.commit(who="AB", observations=[seen("more beds")])
    reading.read.clear()
    assert search.update().read == 1
    assert [two.folder.name.endswith(read) for read in reading.read] == [True]
    search.close()
    again = SearchIndex(study, read=reading)
    assert len(found(again, "beds")) == 3
    assert len(reading.read) == 1
    again.close()
    one.close()  # the end line changes the log
    assert again.update().read == 1
    again.close()


def test_what_is_added_amended_or_retracted_is_followed(study: StudyArchive, search: SearchIndex) -> None:
    first, second = seen("beds first"), seen("beds second")
    meeting = held(study, [first, second])
    assert sorted(found(search, "beds")) == ["beds first", "beds second"]
    meeting.amend("observations", first.id, {"text": "chairs"}, "AB")
    assert found(search, "beds") == ["beds second"]  # seen at the hit, without an update
    meeting.amend("observations", second.id, {"retracted": True}, "AB")
    assert found(search, "beds") == []
    meeting.amend("observations", second.id, {"retracted": False}, "AB")
    meeting.commit(who="AB", observations=[seen("beds third", LATER)])
    search.update()
    assert found(search, "beds") == ["beds third", "beds second"]
    assert found(search, "chairs") == ["chairs"]


def test_erased_text_is_neither_found_nor_kept(study: StudyArchive, search: SearchIndex) -> None:
    meeting = held(study, [seen("beds")])
    change = meeting.commit(who="AB", observations=[seen("a zyxwvut name")])
    assert found(search, "zyxwvut") == ["a zyxwvut name"]
    log = logs_of(meeting)[0]
    line = len(lines_of(log)) - 1
    meeting.storage.journal.commit(lambda fold: [Erase(log.stem, line, "asked to", change)], "AB")
    assert found(search, "zyxwvut") == []
    assert found(search, "zyx*") == []
    meeting.close()
    empty_line(log, line)
    search.update()
    assert found(search, "zyxwvut") == []
    assert b"yxwvut" not in b"".join(path.read_bytes() for path in search.path.parent.iterdir())


def test_a_meeting_that_is_gone_is_not_found(study: StudyArchive, search: SearchIndex) -> None:
    gone = [held(study, [seen(f"beds gone {number}")]) for number in range(2)]
    held(study, [seen("beds kept")])
    assert len(found(search, "beds")) == 3
    shutil.rmtree(gone[0].folder)
    assert sorted(found(search, "beds")) == ["beds gone 1", "beds kept"]
    shutil.rmtree(gone[1].folder)
    assert search.update().forgotten == 1
    assert search.update().forgotten == 0
    assert found(search, "beds") == ["beds kept"]


def test_a_meeting_that_cannot_be_read_keeps_nobody_from_the_others(study: StudyArchive) -> None:
    bad, _ = held(study, [seen("beds bad")]), held(study, [seen("beds good")])

    def read(study: StudyArchive, place: MeetingPlace) -> MeetingNotes:
        if place.folder == bad.folder:
            raise PermissionError(13, "Permission denied")
        return read_meeting(study, place)

    search = SearchIndex(study, read=read)
    (sentence,) = search.update().unread
    assert bad.folder.name in sentence
    assert found(search, "beds") == ["beds good"]
    search.close()
    search = SearchIndex(study)
    assert search.update().read == 1  # it is tried again
    assert len(found(search, "beds")) == 2
    search.close()


def test_a_meeting_that_changed_and_cannot_be_read_is_not_shown_as_it_was(study: StudyArchive) -> None:
    bad, _ = held(study, [seen("beds bad")]), held(study, [seen("beds good")])
    broken: list[Path] = []

    def read(study: StudyArchive, place: MeetingPlace) -> MeetingNotes:
        if place.folder in broken:
            raise PermissionError(13, "Permission denied")
        return read_meeting(study, place)

    search = SearchIndex(study, read=read)
    assert len(found(search, "beds")) == 2
    broken.append(bad.folder)
    assert len(found(search, "beds")) == 2  # nothing changed
    bad.commit(who="AB", observations=[seen("beds more")])
    assert found(search, "beds") == ["beds good"]
    broken.clear()
    search.update()
    assert sorted(found(search, "beds")) == ["beds bad", "beds good", "beds more"]
    search.close()


def test_the_index_of_a_study_that_nobody_searches_is_removed(study: StudyArchive, search: SearchIndex) -> None:
    search.update()
    unused, used = search.path.with_name("unused.sqlite"), search.path.with_name("used.sqlite")
    for path in (unused, Path(f"{unused}-wal"), used):
        path.write_bytes(b"")
    os.utime(unused, (0, 0))
    os.utime(search.path, (0, 0))
    search.close()
    search.update()
    assert not unused.exists()
    assert not Path(f"{unused}-wal").exists()
    assert used.exists()
    assert search.path.exists()


def test_the_index_is_for_its_owner_alone_and_outside_the_study(study: StudyArchive, search: SearchIndex) -> None:
    held(study, [seen("beds")])
    before = set(study.folder.rglob("*"))
    search.update()
    assert set(study.folder.rglob("*")) == before
    files = list(search.path.parent.iterdir())
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert search.path.parent.stat().st_mode & 0o777 == 0o700
    assert index_file(study.folder, "x") != search.path
    assert index_file(study.folder.parent / "copy", study.study.id) != search.path


def test_a_study_whose_text_may_lie_nowhere_else_is_searched_in_memory(study: StudyArchive) -> None:
    held(study, [seen("beds")])
    search = SearchIndex(study, keep=False)
    assert found(search, "beds") == ["beds"]
    search.close()
    assert not index_file(study.folder, study.study.id).exists()


def test_progress_is_told_and_an_update_can_be_stopped(study: StudyArchive, search: SearchIndex) -> None:
    for number in range(3):
        held(study, [seen(f"beds {number}")])
    said: list[tuple[int, int]] = []
    stop = threading.Event()
    stop.set()
    assert search.update(lambda done, of: said.append((done, of)), stop).read == 0
    assert search.update(lambda done, of: said.append((done, of))).read == 3
    assert said == [(0, 3), (0, 3), (3, 3)]
    assert search.rebuild().read == 3


def test_a_search_during_the_first_update_answers_from_what_is_in(study: StudyArchive) -> None:
    held(study, [seen("beds")])
    begun, go_on = threading.Event(), threading.Event()

    def read(study: StudyArchive, place: MeetingPlace) -> MeetingNotes:
        begun.set()
        assert go_on.wait(20)
        return read_meeting(study, place)

    search = SearchIndex(study, read=read)
    worker = threading.Thread(target=search.update)
    worker.start()
    assert begun.wait(20)
    early = search.search(Query("beds"))
    go_on.set()
    worker.join()
    assert (early.hits, early.complete) == ((), False)
    assert search.search(Query("beds")).complete
    assert found(search, "beds") == ["beds"]
    search.close()


UPDATER = """
import sys
from pathlib import Path
from fieldnotes.archive import StudyArchive
from fieldnotes.archive.search import Query, SearchIndex
study = StudyArchive.open(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    search = SearchIndex(study)
    search.update()
    assert search.is_without == "", search.is_without
    texts = [hit.text for hit in search.search(Query("beds", limit=1000)).hits]
    assert len(set(texts)) == len(texts) and "beds 0 0" in texts, texts
    search.close()
"""


def test_several_processes_keep_one_index(study: StudyArchive) -> None:
    meetings = [held(study, [seen(f"beds {number} 0")]) for number in range(6)]
    call = [sys.executable, "-c", UPDATER, str(study.folder), "8"]
    others = [subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    search = SearchIndex(study)
    for turn in range(1, 20):
        for number, meeting in enumerate(meetings):
            meeting.commit(who="AB", observations=[seen(f"beds {number} {turn}")])
        search.update()
        assert f"beds 0 {turn}" in found(search, "beds", limit=1000)
    for other in others:
        _, said = other.communicate(timeout=60)
        assert other.returncode == 0, said
    search.update()
    assert len(found(search, "beds", limit=1000)) == 120
    assert search.check() == ""
    search.close()
