"""Several programs write one meeting at once; one is killed while it writes."""

import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive
from tests.archive.making import lines_of, logs_of, seen, texts
from tests.shared_material import CHECKOUT

WRITER = """
import sys
from pathlib import Path
from fieldnotes.archive import StudyArchive
from tests.archive.making import seen
meeting = StudyArchive.open(Path(sys.argv[1])).open_meeting("last")
for number in range(int(sys.argv[3])):
    meeting.commit(who=sys.argv[2], observations=[seen(number, f"{sys.argv[2]} {number}")])
    if number % 10 == 0:
        meeting.refresh()
    if number % 40 == 0:
        meeting.checkpoint()
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
meeting.close()
"""


def _start(study: StudyArchive, who: str, count: int) -> "subprocess.Popen[str]":
    call = [sys.executable, "-c", WRITER, str(study.folder), who, str(count)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT)


def test_several_processes_write_one_meeting_at_once(study: StudyArchive, meeting: MeetingArchive) -> None:
    writers = [_start(study, who, 60) for who in ("AB", "CD", "EF")]
    for number in range(60):
        meeting.commit(who="GH", observations=[seen(number, f"GH {number}")])
        meeting.refresh()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    expected = sorted(f"{who} {number}" for who in ("AB", "CD", "EF", "GH") for number in range(60))
    meeting.refresh()
    assert sorted(texts(meeting)) == expected
    meeting.close()
    assert len(logs_of(meeting)) == 4
    assert sorted(len(lines_of(log)) for log in logs_of(meeting)) == [62, 62, 62, 63]
    for _ in ("from the checkpoint", "from the logs"):
        opened = study.open_meeting("last")
        assert sorted(texts(opened)) == expected
        assert opened.damage == []
        (meeting.folder / "meeting.json").unlink(missing_ok=True)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_at_any_moment_no_acknowledged_line_is_lost(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.close()
    wait = random.Random(0)
    acknowledged: list[str] = []
    for run in range(8):
        writer = _start(study, f"R{run}", 100_000)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(wait.random() / 10)
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read()  # `communicate` with a timeout passes over what `readline` took in advance
        writer.stdout.close()
        writer.wait()
        lines = (first + rest).split("\n")[:-1]
        acknowledged += [f"R{run} {number}" for number in lines]
        opened = study.open_meeting("last")
        found = texts(opened)
        assert set(acknowledged) <= set(found)
        assert len(found) <= len(acknowledged) + run + 1  # and at most the line in flight of each run
        assert len(found) == len(set(found))
        assert all(damage.torn for damage in opened.damage)
        opened.close()
    assert len(acknowledged) > 8


def test_who_looks_does_not_wait_for_the_disk(meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    from fieldnotes.archive import disk

    syncing, go_on = threading.Event(), threading.Event()
    real = disk.sync_file

    def slow(fd: int) -> None:
        syncing.set()
        assert go_on.wait(30)
        real(fd)

    monkeypatch.setattr(disk, "sync_file", slow)
    writer = threading.Thread(target=meeting.commit, kwargs={"who": "AB", "observations": [seen(1)]})
    writer.start()
    assert syncing.wait(30)
    assert texts(meeting) == []
    assert not meeting.refresh()
    assert len(meeting.db.table("people")) == 2
    go_on.set()
    writer.join(30)
    assert texts(meeting) == ["note 1"]


def test_threads_write_and_look_at_one_archive(study: StudyArchive, meeting: MeetingArchive) -> None:
    other = study.open_meeting("last")
    errors: list[BaseException] = []

    def write(archive: MeetingArchive, who: str) -> None:
        try:
            for number in range(30):
                archive.commit(who=who, observations=[seen(number, f"{who} {number}")])
                archive.db.table("other").insert({"n": number})
        except BaseException as error:
            errors.append(error)

    def look() -> None:
        try:
            for _ in range(30):
                for archive in (meeting, other):
                    archive.refresh()
                    archive.record()
                    archive.db.table("other").all()
        except BaseException as error:
            errors.append(error)

    threads = [
        threading.Thread(target=write, args=(a, w)) for a, w in ((meeting, "AB"), (meeting, "CD"), (other, "EF"))
    ]
    threads += [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not errors
    for archive in (meeting, other):
        archive.refresh()
        assert len(set(texts(archive))) == len(texts(archive)) == 90
        assert len(archive.db.table("other")) == 90
        assert len({document.doc_id for document in archive.db.table("other")}) == 90
    other.close()
