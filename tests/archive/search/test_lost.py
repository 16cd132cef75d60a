"""An index that is damaged, old or lost is made anew; one that cannot be kept is done without."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive, disk
from fieldnotes.archive.names import MeetingPlace
from fieldnotes.archive.search import MeetingNotes, Query, SearchIndex, searching
from fieldnotes.archive.search import database as of_index
from fieldnotes.archive.search.searching import NoFullText, read_meeting
from tests.archive.search.making import LATER, NOON, Reading, found, held, seen


def _truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _garbage(path: Path) -> None:
    path.write_bytes(b"not a database at all\n" * 1000)


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _holed(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))


def _altered_note(path: Path) -> None:
    content = path.read_bytes()
    assert b"beds one" in content
    path.write_bytes(content.replace(b"beds one", b"beds two"))


def _old_format(path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("UPDATE about SET value = '0' WHERE key = 'format'")
    connection.commit()
    connection.close()


def _another_study(path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("UPDATE about SET value = 'other' WHERE key = 'belongs'")
    connection.commit()
    connection.close()


DAMAGES = (_truncated, _garbage, _emptied, _holed, _altered_note, _old_format, _another_study)


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_index_that_is_damaged_old_or_strange_is_made_anew(
    study: StudyArchive, search: SearchIndex, damage: Callable[[Path], None]
) -> None:
    held(study, [seen("beds one"), *(seen(f"other {n}") for n in range(200))])
    assert found(search, "beds") == ["beds one"]
    search.close()
    damage(search.path)
    reading = Reading()
    again = SearchIndex(study, read=reading)
    again.update()
    assert found(again, "beds") == ["beds one"]
    assert len(reading.read) == 1
    assert again.is_without == ""
    assert again.check() == ""
    again.close()


def test_an_index_that_is_damaged_while_it_is_open_is_made_anew(study: StudyArchive, search: SearchIndex) -> None:
    held(study, [seen("beds one")])
    assert found(search, "beds") == ["beds one"]
    search._opened()._connection.execute("UPDATE note SET text = 'beds two'")
    assert found(search, "beds") == ["beds one"]


def test_a_check_finds_words_that_do_not_fit_the_notes(study: StudyArchive, search: SearchIndex) -> None:
    held(study, [seen("beds one"), seen("chairs")])
    search.update()
    assert search.check() == ""
    search._opened()._connection.execute("DELETE FROM note WHERE text = 'chairs'")
    assert search.check() != ""
    assert found(search, "chairs") == ["chairs"]
    assert search.check() == ""


def test_no_file_for_an_index_means_reading_the_meetings(
    study: StudyArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(study, [seen("beds later", LATER)], LATER)
    retracted = seen("beds gone")
    early = held(study, [seen("beds one"), seen("beds two", NOON + timedelta(minutes=1)), retracted])
    early.amend("observations", retracted.id, {"retracted": True}, "AB")
    said: list[tuple[int, int]] = []
    for number in (13, 28, 30):

        def refuse(path: Path, number: int = number) -> int:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(disk, "open_exclusive", refuse)
        search = SearchIndex(study)
        assert search.update() == (0, 0, ())
        result = search.search(Query("beds", limit=2, best=True), lambda done, of: said.append((done, of)))
        assert [hit.text for hit in result.hits] == ["beds later", "beds two"]
        assert (result.more, result.order) == (True, "newest")
        assert search.is_without == os.strerror(number)
        assert said[-2:] == [(0, 2), (1, 2)]
        monkeypatch.undo()
    assert found(search, "beds") == ["beds later", "beds two", "beds one"]
    search.close()


def test_a_file_of_another_program_in_its_place_is_done_without(study: StudyArchive, search: SearchIndex) -> None:
    held(study, [seen("beds")])
    search.path.mkdir(parents=True)
    assert found(search, "beds") == ["beds"]
    assert search.is_without


def test_without_full_text_search_one_sentence_says_so(
    study: StudyArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(study, [seen("beds")])
    monkeypatch.setattr(of_index, "SCHEMA", of_index.SCHEMA.replace("fts5", "no_such"))
    with pytest.raises(NoFullText, match="Nothing was changed"):
        SearchIndex(study).search(Query("beds"))


def test_an_index_that_is_begun_anew_during_an_update_is_completed(
    study: StudyArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_BATCH", 1)
    for number in range(3):
        held(study, [seen(f"beds {number}")])
    read: list[str] = []

    def read_and_damage(study: StudyArchive, place: MeetingPlace) -> MeetingNotes:
        read.append(place.id8)
        if len(read) == 2:
            search._start_over()  # as a search in another thread does that met damage
        return read_meeting(study, place)

    search = SearchIndex(study, read=read_and_damage)
    search.update()
    assert len(found(search, "beds")) == 3
    search.close()
