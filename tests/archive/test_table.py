"""Our tables behave as TinyDB's do, and cost what they change."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinydb.table
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from fieldnotes.archive import KeyTaken, MeetingArchive, NotSaved, NotText, StudyArchive, disk
from fieldnotes.archive.journal import Belonging, Journal
from fieldnotes.archive.table import LogDatabase
from tests.archive.contract import TableContract
from tests.archive.making import lines_of, logs_of, seen, texts


def _database(folder: Path) -> LogDatabase:
    return LogDatabase(Journal(folder, folder / "all.json", Belonging("study", None, "UTC")))


class TestPlainTinyDB(TableContract):
    """The contract says what TinyDB does."""

    @pytest.fixture
    def db(self) -> TinyDB:
        """Plain TinyDB in memory."""
        return TinyDB(storage=MemoryStorage)


class TestOurs(TableContract):
    """And ours does it too."""

    @pytest.fixture
    def db(self, tmp_path: Path) -> Iterator[TinyDB]:
        """Logs in a folder; what a second run finds there is what the first one had."""
        database = _database(tmp_path)
        yield database
        before = {name: sorted(map(str, database.table(name).all())) for name in database.tables()}
        database.close()
        for _ in ("from the checkpoint", "from the logs"):
            again = _database(tmp_path)
            assert {name: sorted(map(str, again.table(name).all())) for name in again.tables()} == before
            assert again.storage.journal.damage == []
            (tmp_path / "all.json").unlink(missing_ok=True)


def test_what_we_override_is_still_what_tinydb_calls() -> None:
    """Table's private methods: when this fails, read TinyDB's table.py before raising its version."""
    table = tinydb.table.Table
    assert (
        str(inspect.signature(table._update_table))
        == "(self, updater: collections.abc.Callable[[dict[int, collections.abc.Mapping]], None])"
    )
    assert str(inspect.signature(table._read_table)) == "(self) -> dict[str, collections.abc.Mapping]"
    assert str(inspect.signature(table._get_next_id)) == "(self)"
    source = inspect.getsource(tinydb.table)
    assert source.count("self._update_table(") == 10
    assert source.count("self._read_table()") == 6
    assert source.count("self._get_next_id()") == 2
    assert source.count("_storage.write(") == 1
    assert source.count("_storage.read(") == 2


def _writes(meeting: MeetingArchive) -> int:
    return len(lines_of(logs_of(meeting)[0]))


def test_one_operation_is_one_line_of_just_what_it_changes(meeting: MeetingArchive) -> None:
    people = meeting.db.table("people")
    before = _writes(meeting)
    people.update({"group": "lay"}, where("code") == "P1")
    payload = lines_of(logs_of(meeting)[0])[-1].payload or b""
    assert _writes(meeting) == before + 1
    assert b'"fields":{"group":"lay"}' in payload
    assert b"P2" not in payload
    people.update({"group": "lay"}, where("code") == "P1")
    people.remove(where("code") == "P9")
    assert _writes(meeting) == before + 1


def test_several_operations_together_are_one_line(meeting: MeetingArchive) -> None:
    before = _writes(meeting)
    people, codes = meeting.db.table("people"), meeting.db.table("codes")
    with meeting.storage.together(who="CD"):
        number = people.insert({"code": "P7", "role": "clerk"})
        people.update({"role": "secretary"}, doc_ids=[number])
        codes.insert({"name": "c"})
        people.remove(where("code") == "P2")
        with meeting.storage.together():
            codes.update({"title": "C"}, where("name") == "c")
        assert [person["code"] for person in people] == ["P1", "P7"]
        assert len(meeting.record().people) == 2  # nothing is known outside before it is durable
        assert _writes(meeting) == before
    assert _writes(meeting) == before + 1
    payload = lines_of(logs_of(meeting)[0])[-1].payload or b""
    assert b'"who":"CD"' in payload
    assert people.get(doc_id=number) == {"code": "P7", "role": "secretary"}
    assert codes.all() == [{"name": "c", "title": "C"}]
    assert [person["code"] for person in people] == ["P1", "P7"]


def test_an_error_among_several_operations_undoes_all_of_them(meeting: MeetingArchive) -> None:
    before = _writes(meeting)
    people = meeting.db.table("people")
    query = where("code") == "P7"
    with pytest.raises(RuntimeError), meeting.storage.together():
        people.insert({"code": "P7"})
        assert people.count(query) == 1
        raise RuntimeError
    assert _writes(meeting) == before
    assert people.count(query) == 0


def test_one_operation_that_fails_among_several_leaves_the_others(meeting: MeetingArchive) -> None:
    people = meeting.db.table("people")

    def fail(document: Any) -> None:
        document["role"] = "half done"
        raise RuntimeError

    with meeting.storage.together():
        people.insert({"code": "P7"})
        with pytest.raises(RuntimeError):
            people.update(fail)
    assert [person.get("role") for person in people] == ["chair", None, None]


def test_the_identity_of_a_record_is_its_own_field(meeting: MeetingArchive) -> None:
    people = meeting.db.table("people")
    with pytest.raises(KeyTaken, match="P1"):
        people.insert({"code": "P1"})
    with pytest.raises(KeyTaken, match="P2"):
        people.update({"code": "P1"}, where("code") == "P2")
    people.remove(where("code") == "P1")
    people.insert({"code": "P1", "role": "back"})
    with meeting.storage.together():
        people.remove(where("code") == "P1")
        people.insert({"code": "P1", "group": "again"})
    assert people.get(where("code") == "P1") == {"code": "P1", "group": "again"}
    meeting.close()


def test_a_document_without_identity_has_its_key_outside(meeting: MeetingArchive, study: StudyArchive) -> None:
    meeting.db.table("other").insert({"x": 1})
    meeting.close()
    again = study.open_meeting("last")
    assert again.db.table("other").all() == [{"x": 1}]
    (key,) = again.storage.table("other").records
    assert len(key) == 36


def test_what_json_cannot_hold_changes_nothing(meeting: MeetingArchive) -> None:
    table = meeting.db.table("other")
    for value in ({1, 2}, "\ud800", object()):
        with pytest.raises(NotText, match="nothing was changed"):
            table.insert({"x": value})
    with pytest.raises(NotText):
        meeting.commit(who="AB", observations=[seen(1, "\ud800")])
    assert len(table) == 0
    assert texts(meeting) == []


def test_what_others_change_shows_in_searches(study: StudyArchive, meeting: MeetingArchive) -> None:
    people = meeting.db.table("people")
    query = where("role") == "chair"
    assert people.count(query) == 1
    other = study.open_meeting("last")
    other.db.table("people").update({"role": "chair"}, where("code") == "P2")
    assert people.count(query) == 1
    meeting.refresh()
    assert people.count(query) == 2
    meeting.amend("people", "P1", {"role": "member"}, "AB")
    assert people.count(query) == 1
    other.close()


def test_no_document_handed_out_is_alive(meeting: MeetingArchive) -> None:
    table = meeting.db.table("other")
    table.insert({"list": [1]})
    query = where("list").any([1])
    for found in (table.all(), table.search(query), table.search(query), [table.get(doc_id=1)]):
        assert isinstance(found[0], Document)
        found[0]["list"].append(2)
    assert table.search(query) == table.all() == [{"list": [1]}]


def test_nothing_is_known_that_is_not_durable(meeting: MeetingArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    people = meeting.db.table("people")

    def fail(fd: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_file", fail)
        with pytest.raises(NotSaved):
            people.insert({"code": "P7"})
    assert len(people) == 2
    people.insert({"code": "P7"})
    assert len(people) == 3


def test_a_loop_goes_on_while_others_write(meeting: MeetingArchive) -> None:
    for number in range(5):
        meeting.commit(who="AB", observations=[seen(number)])
    table = meeting.db.table("observations")
    found = []
    for document in table:
        found.append(document["text"])
        table.remove(doc_ids=[5])
        meeting.commit(who="AB", observations=[seen(9)])
    assert found == [f"note {number}" for number in range(5)]
