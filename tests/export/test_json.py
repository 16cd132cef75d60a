"""The json export holds the contract."""

from collections.abc import Mapping
from typing import Any

import orjson
import pytest

from fieldnotes.archive.history import Commit, Step
from fieldnotes.archive.versions import GONE
from fieldnotes.export.json import written
from fieldnotes.export.whole import whole
from tests.export.contract import ExporterContract
from tests.measures.meetings import meeting, seen


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return [value] if isinstance(value, str) else []


class TestJson(ExporterContract):
    name = "json"

    def read(self, files: Mapping[str, bytes]) -> str:
        return "\n".join(_strings(orjson.loads(files[".json"])))


@pytest.mark.parametrize("count", [0, 1, 200, 401])
def test_piece_by_piece_it_is_the_same(count: int) -> None:
    text = '\n  "history": []  "observations": []'
    record = meeting(*(seen("14:00", "note", id=f"{n:03}", text=text, codes=("a",)) for n in range(count)))
    steps = (Step("observations", "1", "made", {"text": (GONE, text)}),)
    history = tuple(Commit(str(n), (n, 0), "KC", "a laptop", steps) for n in range(count))
    asked = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    assert written(record, history) == orjson.dumps(whole(record, history), option=asked)
