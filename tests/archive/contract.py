"""What TinyDB's tables do, as behaviours: run against plain TinyDB and against ours."""

from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.table import Document


class TableContract:
    """A storage inherits this and gives `db`, an empty database."""

    @pytest.fixture
    def db(self) -> TinyDB:
        """An empty database."""
        raise NotImplementedError

    @pytest.fixture
    def three(self, db: TinyDB) -> TinyDB:
        """Three documents with `int` 1 and `char` a, b, c."""
        db.insert_multiple({"int": 1, "char": char} for char in "abc")
        return db

    def test_insert_gives_rising_numbers(self, db: TinyDB) -> None:
        assert db.insert({"int": 1, "char": "a"}) == 1
        assert db.insert({"int": 1, "char": "b"}) == 2
        assert db.insert({}) == 3
        assert len(db) == 3
        assert db.all()[2] == {}

    def test_insert_keeps_a_documents_number(self, db: TinyDB) -> None:
        assert db.insert(Document({"int": 1}, 12)) == 12
        assert db.insert(Document({"int": 1}, 77)) == 77
        assert db.insert({"int": 1}) == 78
        with pytest.raises(ValueError, match="12"):
            db.insert(Document({"int": 2}, 12))
        assert db.get(doc_id=12) == {"int": 1}

    def test_insert_takes_mappings_only(self, db: TinyDB) -> None:
        with pytest.raises(ValueError):
            db.insert([1, 2, 3])
        with pytest.raises(ValueError):
            db.insert_multiple([{"a": 1}, [1]])
        assert len(db) == 0

    def test_what_was_inserted_does_not_live_on(self, db: TinyDB) -> None:
        document = {"list": [1]}
        db.insert(document)
        assert db.all() == [{"list": [1]}]
        assert db.all()[0].doc_id == 1

    def test_insert_multiple(self, db: TinyDB) -> None:
        assert db.insert_multiple([{"n": 1}, {"n": 2}]) == [1, 2]
        assert db.insert_multiple({"n": n} for n in (3, 4)) == [3, 4]
        assert db.insert_multiple([]) == []
        assert db.insert_multiple([Document({"n": 5}, 9), {"n": 6}])[0] == 9
        assert [document["n"] for document in db] == [1, 2, 3, 4, 5, 6]

    def test_update_of_all(self, three: TinyDB) -> None:
        assert three.update({"int": 2}) == [1, 2, 3]
        assert three.count(where("int") == 2) == 3

    def test_update_of_those_that_match(self, three: TinyDB) -> None:
        assert three.update({"int": 2, "new": [1]}, where("char") == "a") == [1]
        assert three.update({"int": 9}, where("char") == "z") == []
        assert three.search(where("int") == 2) == [{"int": 2, "char": "a", "new": [1]}]

    def test_update_by_number_skips_missing_ones(self, three: TinyDB) -> None:
        assert three.update({"int": 2}, doc_ids=[1, 3, 99]) == [1, 3]
        assert [document["int"] for document in three] == [2, 1, 2]

    def test_update_by_a_callable(self, three: TinyDB) -> None:
        assert three.update(increment("int"), where("char") == "b") == [2]
        assert three.update(delete("int"), doc_ids=[1]) == [1]
        assert three.all() == [{"char": "a"}, {"int": 2, "char": "b"}, {"int": 1, "char": "c"}]

    def test_update_changes_nested_values(self, db: TinyDB) -> None:
        db.insert({"a": {"b": [1]}})

        def grow(document: Any) -> None:
            document["a"]["b"].append(2)

        db.update(grow)
        assert db.all() == [{"a": {"b": [1, 2]}}]

    def test_an_update_that_fails_changes_nothing(self, three: TinyDB) -> None:
        def fail(document: Any) -> None:
            raise RuntimeError

        with pytest.raises(RuntimeError):
            three.update(fail)
        assert three.count(where("int") == 1) == 3

    def test_update_multiple(self, three: TinyDB) -> None:
        done = three.update_multiple([({"int": 5}, where("char") == "a"), (increment("int"), where("char") == "b")])
        assert done == [1, 2]
        assert [document["int"] for document in three] == [5, 2, 1]

    def test_upsert(self, three: TinyDB) -> None:
        assert three.upsert({"int": 7, "char": "a"}, where("char") == "a") == [1]
        assert three.upsert({"int": 8, "char": "d"}, where("char") == "d") == [4]
        assert three.upsert(Document({"int": 9}, 2)) == [2]
        assert three.upsert(Document({"int": 9}, 20)) == [20]
        with pytest.raises(ValueError):
            three.upsert({"int": 1})
        assert [document["int"] for document in three] == [7, 9, 1, 8, 9]

    def test_remove(self, three: TinyDB) -> None:
        assert three.remove(where("char") == "b") == [2]
        assert three.remove(where("char") == "b") == []
        assert three.remove(doc_ids=[3, 99]) == [3]
        assert [document.doc_id for document in three] == [1]
        with pytest.raises(RuntimeError):
            three.remove()

    def test_numbers_go_on_after_a_removal(self, three: TinyDB) -> None:
        three.remove(doc_ids=[3])
        assert three.insert({"n": 1}) == 4

    def test_truncate_begins_again_at_one(self, three: TinyDB) -> None:
        three.truncate()
        assert len(three) == 0
        assert three.insert({"n": 1}) == 1

    def test_get(self, three: TinyDB) -> None:
        found = three.get(where("char") == "b")
        assert isinstance(found, Document)
        assert (found.doc_id, found["char"]) == (2, "b")
        assert three.get(where("char") == "z") is None
        by_number = three.get(doc_id=3)
        assert by_number == {"int": 1, "char": "c"}
        assert three.get(doc_id=99) is None
        assert [document.doc_id for document in three.get(None, doc_ids=[1, 3, 99])] == [1, 3]
        with pytest.raises(RuntimeError):
            three.get()

    def test_contains(self, three: TinyDB) -> None:
        assert three.contains(where("char") == "a")
        assert not three.contains(where("char") == "z")
        assert three.contains(doc_id=1)
        assert not three.contains(doc_id=99)
        with pytest.raises(RuntimeError):
            three.contains()

    def test_count_search_and_all(self, three: TinyDB) -> None:
        assert three.count(where("int") == 1) == 3
        assert [document.doc_id for document in three.search(where("char") > "a")] == [2, 3]
        assert three.all() == list(three)

    def test_search_is_kept_until_something_changes(self, three: TinyDB) -> None:
        table = three.table("_default")
        query = where("int") == 1
        assert len(table.search(query)) == 3
        assert len(table._query_cache) == 1
        assert len(table.search(query)) == 3
        table.insert({"int": 1})
        assert len(table.search(query)) == 4
        table.clear_cache()
        assert len(table._query_cache) == 0

    def test_a_result_that_was_changed_does_not_change_the_next(self, three: TinyDB) -> None:
        query = where("int") == 1
        three.search(query).pop()
        assert len(three.search(query)) == 3

    def test_tables_are_apart(self, db: TinyDB) -> None:
        db.table("one").insert({"n": 1})
        db.table("two").insert_multiple([{"n": 2}, {"n": 3}])
        assert db.tables() == {"one", "two"}
        assert (len(db.table("one")), len(db.table("two")), len(db)) == (1, 2, 0)
        assert db.table("one") is db.table("one")
        db.drop_table("two")
        db.drop_table("three")
        assert db.tables() == {"one"}
        assert len(db.table("two")) == 0
        db.drop_tables()
        assert db.tables() == set()

    def test_text_of_any_kind(self, db: TinyDB) -> None:
        document: dict[str, Any] = {"ключ": "ä\u2028\n\x00“\U0001f600", "": None}
        document["deep"] = {"list": [1, 2.5, True, None, {"x": []}]}
        db.insert(document)
        assert db.all() == [document]

    def test_as_a_context(self, db: TinyDB) -> None:
        with db:
            db.insert({"n": 1})
            assert len(db) == 1
        assert "_default" in repr(db.table("_default"))
