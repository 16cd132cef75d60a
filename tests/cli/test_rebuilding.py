"""`check --repair` makes anew what is kept of a study outside of it, and says so; the study is not touched."""

from pathlib import Path

import pytest

from fieldnotes.archive.search import Unusable, searching
from tests.cli.calling import Caller, Said

ANEW = [
    "done: the cache of `list`: made anew from the logs of 1 meeting.",
    "done: the search index: made anew from the logs of 1 meeting.",
]


@pytest.fixture
def kept(fieldnotes: Caller, study: Path, meeting: str, own_folders: Path) -> list[Path]:
    """The files of the cache, once a list and a search have been asked for."""
    fieldnotes.well("add", study, meeting, "the beds are full")
    fieldnotes.well("list", study)
    fieldnotes.well("search", study, "beds")
    (rows,) = (own_folders / "cache" / "summaries").iterdir()
    (index,) = (own_folders / "cache" / "search").glob("*.sqlite")
    return [rows, index]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_rows_and_index_that_tell_tales_are_made_anew(
    fieldnotes: Caller, study: Path, meeting: str, kept: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both believe the names, sizes and times of the files; nobody else would find out."""
    rows, index = kept
    with monkeypatch.context() as lying:
        lying.setattr("fieldnotes.export.shape._state", lambda record, times: "false")
        rows.unlink()
        assert fieldnotes.well("list", study, "--json").json[0]["state"] == "false"
    assert fieldnotes.well("list", study, "--json").json[0]["state"] == "false"
    index.write_bytes(b"no database at all" * 1000)
    assert fieldnotes.well("check", study, "--repair").out.splitlines()[1:3] == ANEW  # after the packing
    before = _bytes(study)
    assert fieldnotes.well("check", study, "--repair").out.splitlines()[:2] == ANEW
    assert _bytes(study) == before
    assert fieldnotes.well("list", study, "--json").json[0]["state"] == "open"
    assert index.read_bytes().startswith(b"SQLite format 3")
    assert len(fieldnotes.well("search", study, "beds", "--json").json) == 1


def test_an_index_that_is_whole_and_says_something_else_is_made_anew(
    fieldnotes: Caller, study: Path, kept: list[Path]
) -> None:
    import sqlite3

    connection = sqlite3.connect(kept[1])
    connection.execute("UPDATE note SET text = 'nothing of the kind'")
    connection.execute("UPDATE meeting SET site = 'elsewhere'")
    connection.commit()
    connection.close()
    fieldnotes.well("check", study, "--repair")
    (hit,) = fieldnotes.well("search", study, "beds", "--json").json
    assert (hit["text"], hit["site"]) == ("the beds are full", "Site B")


def test_a_check_alone_makes_nothing(fieldnotes: Caller, study: Path, kept: list[Path]) -> None:
    for path in kept:
        path.unlink()
    assert "done" not in fieldnotes.well("check", study).out
    assert not any(path.exists() for path in kept)


def test_what_was_done_is_in_the_json_too(fieldnotes: Caller, study: Path, kept: list[Path]) -> None:
    done = fieldnotes.well("check", study, "--repair", "--json").json["done"]
    assert [f"done: {sentence}." for sentence in done[-2:]] == ANEW


def test_without_room_for_an_index_the_repair_goes_on(
    fieldnotes: Caller, study: Path, kept: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise Unusable("No space left on device")

    monkeypatch.setattr(searching, "remove", refuse)
    said: Said = fieldnotes.well("check", study, "--repair")
    assert ANEW[0] in said.out
    assert "the search index: not made anew (No space left on device)" in said.out


def test_a_study_of_nothing_but_its_folder_is_not_repaired_with_a_traceback(
    fieldnotes: Caller, study: Path, meeting: str
) -> None:
    for path in study.glob("logs/*"):
        path.unlink()
    (study / "study.json").unlink()
    assert "kept for" not in fieldnotes("check", study, "--repair").err
