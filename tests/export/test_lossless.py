"""The json export has everything: a reader of its own makes the record again, each field, from the file alone."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
from msgspec.structs import replace

from fieldnotes.archive import StudyArchive
from fieldnotes.export.json import written
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding
from fieldnotes.model.course import run
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import Protocol
from tests.cli.calling import Caller
from tests.export.hostile import hostile_meeting
from tests.export.qdpx.coded import hard_meeting
from tests.export.real import real_record
from tests.export.sample import sample
from tests.export.test_schema import VALIDATOR
from tests.measures.meetings import meeting
from tests.shared_material import needs_shared

INSTANTS = ("at", "typed_at")
DERIVED = ("item", "of")
"""Of an observation: worked out from the meeting, and not kept."""


def _made(kind: type[Any], said: dict[str, Any]) -> Any:
    """A record of the model out of what the file says of it, and of nothing else."""
    given = {name: said[name] for name in kind.__struct_fields__}
    for name in (*INSTANTS, *(["start"] if kind is Meeting else [])):
        if given.get(name):
            given[name] = datetime.fromisoformat(given[name])
    return msgspec.convert(given, kind, strict=False)


def rebuilt(content: bytes) -> Record:
    """The record of a file."""
    said = json.loads(content)
    return Record(
        meeting=_made(Meeting, {**said["meeting"], "date": date.fromisoformat(said["meeting"]["date"])}),
        protocol=msgspec.convert(said["protocol"], Protocol),
        people=tuple(_made(Person, each) for each in said["people"]),
        items=tuple(_made(Item, each) for each in said["items"]),
        codes=tuple(_made(Code, each) for each in said["emerged"]),
        framework=tuple(_made(Code, each) for each in _of_the_study(said)),
        observations=tuple(_made(Observation, each) for each in said["observations"]),
        codings=tuple(_made(Coding, each) for each in said["codings"]),
        study=said["study"],
    )


def _of_the_study(said: dict[str, Any]) -> list[dict[str, Any]]:
    """The codebook is the framework, then what emerged and is not in it."""
    return [each for each in said["codes"] if each["framework"]]


def differing(record: Record) -> dict[str, Any]:
    """The fields of a record that the file gives back otherwise, with what it gives."""
    back = rebuilt(written(record))
    placed = {seen.id: seen for seen in run(record.people, record.observations)}
    worked_out = tuple(
        replace(seen, **{name: getattr(placed[seen.id], name) for name in DERIVED}) for seen in record.observations
    )
    wanted = replace(record, observations=tuple(sorted(worked_out, key=lambda seen: (seen.at, seen.id))))
    return {
        name: (getattr(back, name), getattr(wanted, name))
        for name in Record.__struct_fields__
        if getattr(back, name) != getattr(wanted, name)
    }


@pytest.mark.parametrize(
    "record", [sample(), hard_meeting(), hostile_meeting(), meeting(), meeting(start=None)],
    ids=["sample", "hard", "hostile", "empty", "without a start"],
)  # fmt: skip
def test_each_field_of_a_record_comes_back(record: Record) -> None:
    assert differing(record) == {}


@needs_shared
def test_a_real_meeting_comes_back() -> None:
    assert differing(real_record("education_4")) == {}


def test_every_field_of_the_model_is_in_it() -> None:
    """Each field is given a value that is not its default, so that none that is left out goes unseen."""
    record = hard_meeting()
    head = replace(
        record.meeting, type="board", place="Room 2", mode="hybrid", blind=True, header=("X: y",), written_up=True,
        order=("2", "1"), source="interview",
    )  # fmt: skip
    items = (
        Item("2", "Money", 7.5, "decision", "P1", True),
        Item("1", "Beds", 5, "discussion", "P3", False),
    )
    full = replace(
        record.observations[1], votes=(7, 2, None), owners=("P1", "P3"), due="2004-06-12", minutes=2.5,
        scale="chairing", rating=4, uncertain=True, late=True, done="2004-06-13", typed="as \x07 typed", mono=12345,
        verbatim=((0, 2),), addressees=("P3", "*"), typed_at=record.observations[1].at.replace(microsecond=250_000),
    )  # fmt: skip
    emerged = Code("new", "New", status="emergent", guid="0F0F0F0F-0000-0000-0000-000000000000")
    old = Code("old", "Old", "beds", "what", "when", "not", "#112233", written="older", aliases=("a", "b"),
               retired=True, merged_into="beds")  # fmt: skip
    lost = replace(record.codings[0], lost=True, retracted=True, at=full.typed_at)
    record = replace(
        record,
        meeting=head,
        items=items,
        codes=(emerged, replace(record.framework[0], definition="as it emerged")),
        framework=(*record.framework, old),
        observations=(record.observations[0], full, *record.observations[2:]),
        codings=(lost, *record.codings[1:]),
    )
    assert differing(record) == {}


def test_a_study_that_was_changed_in_every_way_comes_back(fieldnotes: Caller, study: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.jot"
    path.write_text(_JOTTINGS, encoding="utf-8")
    fieldnotes.well("import", study, path)
    lines = fieldnotes.well("show", study, "last", "--json").json["observations"]
    ids = [line["id"] for line in lines if line["kind"] in ("speech", "note", "action")]
    fieldnotes.well("code", study, "last", ids[0], "#own", "--quote", "and the", "--observer", "KC")
    fieldnotes.well("code", study, "last", ids[1], "#tension", "--quote", "note", "--observer", "Łukasz & <x>")
    fieldnotes.well("write", study, "last", ids[0], "A fuller note 😀.", "--observer", "KC")
    path.write_text(_JOTTINGS.replace("a note of Łukasz", "an amended note of Łukasz"), encoding="utf-8")
    fieldnotes.well("import", study, path, "--amend")
    fieldnotes.well("codebook", study, "accept", "own")
    fieldnotes.well("codebook", study, "accept", "tension")
    fieldnotes.well("codebook", study, "merge", "own", "--into", "tension")
    fieldnotes.well("codebook", study, "rename", "tension", "strain")
    archive = StudyArchive.open(study)
    opened = archive.open_meeting("last")
    opened.amend("observations", ids[2], {"retracted": True}, "KC")
    opened.amend("codings", opened.record().codings[0].id, {"retracted": True}, "KC")
    record = opened.record()
    opened.close()
    archive.close()
    assert any(seen.retracted for seen in record.observations)
    assert any(code.merged_into for code in record.framework)
    assert any(not coding.stands for coding in record.codings)
    assert differing(record) == {}
    (made,) = fieldnotes.well("export", study, "--to", "json", "--out", tmp_path / "out", "--json").json
    assert rebuilt(Path(made).read_bytes()) == rebuilt(written(record))
    told = json.loads(Path(made).read_text(encoding="utf-8"))
    assert told["history"] == fieldnotes.well("show", study, "last", "--history", "--json").json
    assert list(VALIDATOR.iter_errors(told)) == []
    changed = [each["fields"].get("text") for each in told["history"] if each["key"] == ids[1]]
    assert ["a note of Łukasz", "an amended note of Łukasz"] in changed
    (drawn,) = fieldnotes.well("export", study, "--to", "pdf", "--out", tmp_path / "out", "--json").json
    with pikepdf.open(drawn) as pdf:
        attached = json.loads(pdf.attachments["meeting.json"].get_file().read_bytes())
    assert list(VALIDATOR.iter_errors(attached)) == []
    assert (attached["history"], attached["codings"]) == (
        [],
        [one for one in told["codings"] if _stands(one, told)],
    )
    standing = [{**each, "typed": None} for each in told["observations"] if not each["retracted"]]
    assert attached["observations"] == standing
    assert '"a note of Łukasz' not in json.dumps(attached, ensure_ascii=False)


def _stands(coding: dict[str, Any], told: dict[str, Any]) -> bool:
    gone = {each["id"] for each in told["observations"] if each["retracted"]}
    return not (coding["retracted"] or coding["lost"] or coding["of"] in gone)


_JOTTINGS = """Study: A study
Site: Site B
Body: PEC
Date: 2004-05-12
Start: 14:00
Zone: Europe/London
Observer: KC
---
14:01 P1 challenge: who has the “beds” 😀 and the beds #tension
14:02 a note of Łukasz
14:03 P2 support:
14:04 => P2 by 12 June: one page
"""
