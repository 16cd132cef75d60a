"""The published schema of the json export: real meetings and samples keep it, and it tells what does not."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fieldnotes.export.json import written
from fieldnotes.model.meeting import Record
from tests.export.hostile import hostile_meeting
from tests.export.reading_contract import CodedWords, coded
from tests.export.real import NAMES, real_record
from tests.export.sample import sample
from tests.measures.meetings import meeting
from tests.shared_material import CHECKOUT, needs_shared

SCHEMA = json.loads((CHECKOUT / "docs" / "meeting.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def faults(record: Record) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in VALIDATOR.iter_errors(json.loads(written(record)))]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("record", [sample(), hostile_meeting(), meeting(), meeting(start=None)])
def test_meetings_keep_it(record: Record) -> None:
    assert faults(record) == []


def test_codings_of_words_keep_it() -> None:
    first = next(o for o in sample().observations if len(o.text) > 10)
    record = coded(
        sample(), CodedWords(first.id, "text", 2, 6, "a"), CodedWords(first.id, "text", 0, 1, "b", False)
    )
    assert faults(record) == []
    (kept, gone) = json.loads(written(record))["codings"]
    assert (kept["quote"], gone["retracted"]) == (first.text[2:6], True)
    assert set(kept) == set(SCHEMA["$defs"]["coding"]["properties"])


@needs_shared
@pytest.mark.parametrize("name", NAMES)
def test_real_meetings_keep_it(name: str) -> None:
    assert faults(real_record(name)) == []


def _changed(path: list[str | int], value: Any) -> Any:
    whole = json.loads(written(sample()))
    inside = whole
    for step in path[:-1]:
        inside = inside[step]
    if value is None:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return whole


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["observations", 3, "kind"], "chatter"),
        (["observations", 3, "at"], "14:00"),
        (["observations", 3, "text"], None),
        (["observations", 3, "extra"], 1),
        (["observations", 3, "verbatim"], [[1, 2, 3]]),
        (["meeting", "date"], "12 May"),
        (["people", 0, "intervals"], [["2004-05-12T14:00:00+01:00"]]),
        (["codes"], None),
    ],
)
def test_what_is_no_meeting_is_told(path: list[str | int], value: Any) -> None:
    assert not VALIDATOR.is_valid(_changed(path, value))


def test_every_field_is_described_by_name() -> None:
    whole = json.loads(written(sample()))
    for name in ("observation", "person", "item", "code"):
        known = set(SCHEMA["$defs"][name]["properties"])
        plural = {"person": "people"}.get(name, f"{name}s")
        assert {key for each in whole[plural] for key in each} == known
