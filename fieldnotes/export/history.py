"""The history of a meeting as plain builtins, for the `json` export and `show --history --json`."""

from collections.abc import Iterable
from typing import Any

from fieldnotes.archive.history import Commit, Step
from fieldnotes.archive.versions import GONE


def history_shape(history: Iterable[Commit], zone: str) -> list[dict[str, Any]]:
    """Each change of a record as JSON has it; an act that changed nothing stands with empty `table` and `key`."""
    return [
        {
            "change": commit.id,
            "at": commit.at(zone).isoformat(timespec="milliseconds"),
            "who": commit.who,
            "device": commit.device,
            "table": step.table,
            "key": step.key,
            "fields": {name: [_plain(old), _plain(new)] for name, (old, new) in step.fields.items()},
            "undoes": commit.undoes or None,
            "redoes": commit.redoes or None,
            "why": commit.why,
        }
        for commit in history
        for step in commit.steps or (Step("", "", "changed"),)
    ]


def _plain(value: Any) -> Any:
    return None if value is GONE else value
