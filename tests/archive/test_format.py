"""docs/format.md is enough to read a study by, and its examples are true."""

import json
import random
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive, line
from fieldnotes.archive.edits import IDENTITY, Edit
from fieldnotes.archive.erasure import empty_line
from fieldnotes.archive.journal import Journal
from fieldnotes.archive.line import Erase
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.study import Study
from tests.archive import format_reader
from tests.archive.making import a_meeting, lines_of, logs_of, seen
from tests.archive.rewriting import rewrite
from tests.shared_material import CHECKOUT

DOCUMENT = (CHECKOUT / "docs" / "format.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(jsonl?)(?: (\w+))?\n(.*?)\n```$", DOCUMENT, re.MULTILINE | re.DOTALL)
KINDS: dict[str, Any] = {
    "put": line.Put,
    "delete": line.Delete,
    "erase": line.Erase,
    "observation": Observation,
    "coding": Coding,
}
LOG = next(text for form, _, text in BLOCKS if form == "jsonl")


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for form, kind, text in BLOCKS if form == "json"])
def test_each_example_is_what_it_is_called(kind: str, text: str) -> None:
    if kind == "line":
        found = line.read_line(text.encode())
        assert found is not None
        assert found.payload is None
        assert text.partition(',"payload"')[0] in LOG
        return
    decoded = msgspec.json.decode(text.encode(), type=KINDS[kind])
    assert json.loads(msgspec.json.encode(decoded)).keys() == json.loads(text).keys()
    if kind == "observation":
        [(start, end)] = decoded.verbatim
        assert decoded.text[start:end] == "who has the beds"
    if kind == "coding":
        assert decoded.end - decoded.start == len(decoded.quote)


def test_the_worked_log_is_right(tmp_path: Path) -> None:
    log = tmp_path / "20040512t130000-1f2e3d4c.jsonl"
    log.write_text(LOG + "\n", encoding="utf-8")
    told = lines_of(log)
    for before, each in pairwise(told):
        assert each.chain == line.chained(before.chain, each.n, each.digest)
    assert f"`{told[0].chain} 1 {told[1].digest}`" in DOCUMENT
    assert f"SHA-256 of its payload of {len(told[1].payload or b'')} bytes" in DOCUMENT
    [(_, note)] = format_reader.read_folder(tmp_path)["observations"]
    assert note["text"] == "who has the beds?"
    assert line.read_header(told[0].payload or b"").log == log.stem


def test_the_document_names_every_field() -> None:
    for struct in (line.Header, line.Changes, line.End, line.Put, line.Delete, line.Erase, Observation,
                   Study, Meeting, Person, Item, Code):  # fmt: skip
        for field in msgspec.structs.fields(struct):
            assert re.search(rf"[`\"]{field.encode_name}[`\"]", DOCUMENT), f"{struct.__name__}.{field.name}"
    for table, fields in IDENTITY.items():
        assert f"`{table}` [" + ", ".join(f"`{field}`" for field in fields) + "]" in DOCUMENT


def _told(journal: Journal) -> dict[str, list[tuple[str, Any]]]:
    fold = journal.fold
    tables = {n: [(r.key, json.loads(r.doc)) for r in fold.in_order(n)] for n in fold.tables if fold.table(n).rows}
    return {name: sorted(docs) for name, docs in tables.items()}


def _sorted(tables: dict[str, list[tuple[str, Any]]]) -> dict[str, list[tuple[str, Any]]]:
    return {name: sorted(docs) for name, docs in tables.items()}


@pytest.fixture
def busy(
    study: StudyArchive, meeting: MeetingArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> MeetingArchive:
    """A meeting that two devices wrote: amended over one another and apart, deleted, brought back, erased."""
    monkeypatch.setenv("FIELDNOTES_DATA", str(tmp_path / "other device"))
    other = study.open_meeting("last")
    chance = random.Random(3)
    notes = [seen(number) for number in range(12)]
    for number, note in enumerate(notes):
        (meeting, other)[number % 2].commit(who="AB", observations=[note])
    for each in (meeting, other):
        each.refresh()
    for number in range(60):
        archive, note = chance.choice((meeting, other)), chance.choice(notes)
        record = archive.storage.journal.fold.get("observations", note.id)
        assert record is not None
        match chance.randrange(5):
            case 0:
                edit = Edit("observations", note.id, None if record.doc_id else record.doc)
                archive.storage.commit([edit], "CD")
            case 1 if record.doc_id:
                plain = {k: v for k, v in json.loads(record.doc).items() if k != "codes"}
                archive.storage.commit([Edit("observations", note.id, json.dumps(plain).encode())], "CD")
            case 2:
                archive.refresh()
            case _ if record.doc_id:
                archive.amend("observations", note.id, {"text": f"text {number}", "codes": [f"c{number}"]}, "CD")
            case _:
                pass
    meeting.commit(who="AB", people=[Person("P9", "clerk")])
    other.commit(who="CD", people=[Person("P9", "treasurer", "lay")])
    gone = meeting.commit(who="AB", observations=[seen(70, "a real name")])
    log = next(path for path in logs_of(meeting) if gone.encode() in path.read_bytes())
    n = next(found.n for found in lines_of(log) if gone.encode() in (found.payload or b""))
    other.storage.journal.commit(lambda fold: [Erase(log.stem, n, "asked to", gone)], "CD")
    for each in (meeting, other):
        each.close()
    empty_line(log, n)
    return meeting


def test_a_reader_made_from_the_document_finds_what_the_program_does(
    study: StudyArchive, busy: MeetingArchive
) -> None:
    a_meeting(study).close()
    found = format_reader.read_study(study.folder)
    assert len(logs_of(busy)) >= 2
    assert _sorted(found["study"]) == _told(study.db.storage.journal)
    assert len(found["meetings"]) == 2
    for place in study.meetings():
        archive = study.open_meeting(place)
        assert _sorted(found["meetings"][place.folder.name]) == _told(archive.storage.journal)
        assert archive.damage == []
    archive = study.open_meeting(busy.folder.name[-8:])
    tables = found["meetings"][busy.folder.name]
    assert [doc["id"] for _, doc in tables["observations"]] == [o.id for o in archive.record().observations]
    for table in ("people", "observations"):
        order = [record.key for record in archive.storage.journal.fold.in_order(table)]
        assert table == "observations" or [key for key, _ in tables[table]] == order
    gone = str(format_reader.TAKEN_AWAY)
    records = format_reader.records_of(busy.folder)
    apart = [
        (*key, *each) for key, record in records.items() if record.shown(None) for each in record.differences()
    ]
    known = archive.storage.journal.fold.differences()
    assert sorted(str(each).replace(gone, "None") for each in apart) == sorted(
        str((d.table, d.key, d.field, d.other)) for d in known
    )
    assert known
    assert any(b'"also":' in log.read_bytes() for log in logs_of(busy))
    assert b"a real name" not in b"".join(log.read_bytes() for log in logs_of(busy))


def test_the_reader_sees_damage_and_a_later_version(study: StudyArchive, meeting: MeetingArchive) -> None:
    meeting.close()
    (log,) = logs_of(meeting)
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b"Site B", b"Site C"))
    with pytest.raises(format_reader.Unfit, match="digest"):
        format_reader.read_study(study.folder)
    log.write_bytes(whole)
    rewrite(log, lambda said: {**said, "fieldnotes": 2} if "fieldnotes" in said else said)
    with pytest.raises(format_reader.Unfit, match="later version"):
        format_reader.read_study(study.folder)


def test_the_reader_knows_nothing_of_the_program() -> None:
    source = Path(format_reader.__file__).read_text(encoding="utf-8")
    assert not re.search(r"import fieldnotes|from (fieldnotes|tests)", source)
