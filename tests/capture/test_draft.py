"""Drafts in a file: lines under lines, and what was keyed."""

from datetime import timedelta
from pathlib import Path

import pytest

from fieldnotes.archive import disk
from fieldnotes.capture.draft import Draft, read_draft, write_draft
from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.takingup import is_entered
from fieldnotes.model.observation import Observation
from tests.jottings.rooms import NOON

AT, LATER = KeyTime(NOON, 5), KeyTime(NOON + timedelta(seconds=1), 1005)
HALF = Draft("half a line", AT)
KEYED = Draft("P1>P2:", LATER, HALF, keyed=True)


@pytest.mark.parametrize("draft", [HALF, KEYED, Draft("P1>P2: words", LATER, Draft("two", LATER, HALF))])
def test_a_draft_is_read_as_it_was_written(tmp_path: Path, draft: Draft) -> None:
    write_draft(tmp_path / "new" / "draft.json", draft)
    assert read_draft(tmp_path / "new" / "draft.json") == draft


def test_a_draft_of_before_there_were_others_under_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "draft.json").write_text('{"line":"half a line","at":"2004-05-12T12:00:00Z","mono":5}')
    assert read_draft(tmp_path / "draft.json") == HALF


def test_what_was_keyed_is_on_the_disk_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(disk, "sync_file", synced.append)
    write_draft(tmp_path / "draft.json", HALF)
    assert synced == []
    write_draft(tmp_path / "draft.json", KEYED)
    assert len(synced) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["draft.json"]


def entered(kind: str, typed: str, at: KeyTime) -> Observation:
    return Observation(at=at.at, typed_at=at.at, kind=kind, typed=typed)  # type: ignore[arg-type]


def left(*seen: Observation, draft: Draft = KEYED) -> Draft | None:
    return draft.without(lambda one: is_entered(one, seen))


def test_what_was_keyed_is_entered_with_a_key_more_too() -> None:
    assert left(entered("floor", "/floor P1", LATER)) == KEYED
    assert left(entered("act", "P1>P2 challenge:", LATER)) == HALF
    assert left(entered("speech", "P1>P2:", AT)) == KEYED


def test_a_line_under_another_that_was_entered_is_none() -> None:
    assert left(entered("note", "half a line", AT)) == KEYED._replace(under=None)
    assert left(entered("note", "half a line", AT), entered("speech", "P1>P2:", LATER)) is None
