"""Writing as long work: progress by meeting, stopping, what cannot be read, and every sentence afterwards."""

import threading
from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.export.options import LAST, Options
from fieldnotes.export.outgoing import Asked
from fieldnotes.tui.exporting import told
from fieldnotes.tui.exporting.job import Exporting, Report
from tests.archive.rewriting import rewrite
from tests.tui.at_start import make_study


@pytest.fixture
def study(tmp_path: Path) -> StudyArchive:
    return make_study(tmp_path / "beds")


def run(study: StudyArchive, asked: Asked, stop_after: int = 99) -> tuple[Report, list[tuple[int, int]]]:
    """The report, and what was told meanwhile; it is stopped after so many readings."""
    heard: list[tuple[int, int]] = []
    stop = threading.Event()

    def tell(done: int, of: int) -> None:
        heard.append((done, of))
        if len(heard) == stop_after:
            stop.set()

    return Exporting(study, study.meetings(), asked).run(tell, stop), heard


def words(report: Report, width: int = 60) -> str:
    """All that is told of it."""
    return "\n".join("".join(piece.text for piece in row) for row in told.after(report, width))


def test_every_meeting_is_told_as_it_is_read(study: StudyArchive, tmp_path: Path) -> None:
    report, heard = run(study, Asked(("json", "qdpx"), tmp_path / "out"))
    assert heard == [(n, 14) for n in range(14)]
    assert len(report.paths) == len(list((tmp_path / "out").iterdir())) == 8
    assert (report.read, report.of, report.is_stopped, report.failed) == (7, 7, False, ())


def test_it_stops_between_meetings_and_tells_what_is_there(study: StudyArchive, tmp_path: Path) -> None:
    report, _ = run(study, Asked(("json", "html"), tmp_path / "out"), stop_after=3)
    assert report.is_stopped
    assert sorted(path.name for path in report.paths) == sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(report.paths) == 6
    assert told.said(report) == f"6 files written to {tmp_path / 'out'}, stopped after 3 of 7 meetings."


def test_a_project_that_is_stopped_leaves_nothing(study: StudyArchive, tmp_path: Path) -> None:
    report, _ = run(study, Asked(("qdpx",), tmp_path / "out"), stop_after=3)
    assert report.is_stopped
    assert report.paths == ()
    assert list((tmp_path / "out").iterdir()) == []


def test_what_cannot_be_read_is_told_and_the_rest_is_written(study: StudyArchive, tmp_path: Path) -> None:
    gone = study.meetings()[2].folder
    (log,) = gone.glob("*.jsonl")
    (gone / "meeting.json").unlink()
    rewrite(log, lambda said: {**said, "fieldnotes": 2} if "fieldnotes" in said else said)
    report, _ = run(study, Asked(("json",), tmp_path / "out"))
    assert len(report.paths) == 6
    (failed,) = report.failed
    assert failed.about == gone.name
    assert "\n" not in failed.words
    assert gone.name in words(report, 200)


def test_a_format_that_there_is_nothing_for_is_told_by_its_name(study: StudyArchive, tmp_path: Path) -> None:
    asked = Asked(("qdpx", "json"), tmp_path / "out", Options(since=LAST))
    run(study, asked)
    report, _ = run(study, asked)
    assert [one.about for one in report.failed] == ["qdpx"]
    assert "No meeting has changed since the last export" in report.failed[0].words
    assert len(report.paths) == 7


def test_a_folder_that_cannot_be_written_to_is_one_sentence(study: StudyArchive, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    report, heard = run(study, Asked(("json",), tmp_path / "out"))
    assert len(heard) == 1
    assert [one.words.count("could not be written") for one in report.failed] == [1]


def test_every_warning_is_told_and_none_twice(study: StudyArchive, tmp_path: Path) -> None:
    damaged = study.meetings()[1].folder
    (log,) = damaged.glob("*.jsonl")
    log.write_bytes(log.read_bytes() + b'{"half a line')
    report, _ = run(study, Asked(("json", "qdpx"), tmp_path / "out"))
    assert {one.about for one in report.warnings} == {damaged.name}
    assert len(set(report.warnings)) == len(report.warnings)
