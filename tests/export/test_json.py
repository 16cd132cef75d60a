"""The json export holds the contract."""

from collections.abc import Mapping
from typing import Any

import orjson

from tests.export.contract import ExporterContract


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
