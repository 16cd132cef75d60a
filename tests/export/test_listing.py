"""The rows of `list`: the same whether they are made or kept, and made for no meeting that stayed as it was."""

from pathlib import Path
from typing import Any

import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.export.listing import listing, rows
from tests.archive.making import a_meeting, a_study, seen
from tests.archive.rewriting import rewrite
from tests.measures.meetings import meeting


@pytest.fixture
def study(tmp_path: Path) -> StudyArchive:
    """A study of three meetings, the second with two observations."""
    made = a_study(tmp_path / "study")
    for number in range(3):
        archive = a_meeting(made)
        archive.commit(who="AB", observations=[seen(1), seen(2)] if number == 1 else [])
        archive.close()
    return made


def test_a_warm_list_opens_no_meeting(study: StudyArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = listing(study)
    assert cold == rows(study.open_meeting(place).record() for place in study.meetings())
    opened: list[Path] = []
    really = Path.open

    def spy(path: Path, *words: Any, **more: Any) -> Any:
        opened.append(path)
        return really(path, *words, **more)

    monkeypatch.setattr(MeetingArchive, "__init__", lambda *words: pytest.fail("a meeting was opened"))
    monkeypatch.setattr(Path, "open", spy)
    assert listing(study) == cold
    assert opened
    assert not [path for path in opened if path.is_relative_to(study.folder)]


def test_a_new_line_shows(study: StudyArchive) -> None:
    before = listing(study)
    archive = study.open_meeting(before[0]["id"])
    archive.commit(who="AB", observations=[seen(3)])
    after = listing(study)
    assert after[0]["observations"] == before[0]["observations"] + 1
    assert after[1:] == before[1:]
    archive.close()


def test_a_meeting_with_damage_is_read_until_it_is_mended(study: StudyArchive) -> None:
    folder = study.meetings()[0].folder
    (folder / "meeting.json").unlink()
    (log,) = folder.glob("*.jsonl")
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b"Site B", b"Site X", 1))
    status = log.stat()
    assert sorted((row["site"], row["state"]) for row in listing(study))[0] == ("", "damaged")
    log.write_bytes(whole)
    assert log.stat().st_size == status.st_size
    assert {(row["site"], row["state"]) for row in listing(study)} <= {("Site B", "planned"), ("Site B", "open")}


def test_a_meeting_that_does_not_open_has_a_row_all_the_same(study: StudyArchive) -> None:
    folder = study.meetings()[1].folder
    (folder / "meeting.json").unlink()
    (log,) = folder.glob("*.jsonl")
    whole = log.read_bytes()
    before = listing(study)
    rewrite(log, lambda said: {**said, "fieldnotes": 2} if "fieldnotes" in said else said)
    (row,) = (row for row in listing(study) if row["state"] == "unreadable")
    assert row.keys() == before[0].keys()
    assert (row["id"][-8:], row["date"]) == (folder.name[-8:], folder.name[:10])
    assert [r for r in listing(study) if r["id"] != row["id"]] == [r for r in before if r["id"] != row["id"]]
    log.write_bytes(whole)
    assert listing(study) == before


def test_a_line_that_is_on_its_way_is_no_damage(study: StudyArchive) -> None:
    place = study.meetings()[0]
    writing = study.open_meeting(place)
    writing.commit(who="AB", observations=[seen(4)])
    log = max(place.folder.glob("*.jsonl"), key=lambda path: path.stat().st_mtime_ns)
    with log.open("ab") as file:
        file.write(b'{"n":2,"dig')
    assert "damaged" not in {row["state"] for row in listing(study)}
    writing.close()


def test_rows_are_newest_first() -> None:
    early, later = meeting(start="09:00"), meeting(start="16:00")
    assert [r["start"] for r in rows([early, later])] == ["2004-05-12T16:00:00+01:00", "2004-05-12T09:00:00+01:00"]
