"""What was done to a code, in words: a sentence a change, from the steps of the history. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fieldnotes.archive.versions import GONE

if TYPE_CHECKING:
    from fieldnotes.archive.history import Commit, Step
    from fieldnotes.model.codebook import Codebook

_SAID = {
    "title": "title", "definition": "definition", "when": "when to use", "when_not": "when not to use",
    "colour": "colour",
}  # fmt: skip


def happened(commit: Commit, book: Codebook, name: str) -> str:
    """What a change did, the code of that name first; why is said by whoever shows it."""
    steps = sorted(commit.steps, key=lambda step: step.key != name)
    said = [_step(step, book, "" if step.key == name else f"#{_called(book, step.key)} ") for step in steps]
    undone = "taken back: " if commit.undoes else ""
    return undone + "; ".join(dict.fromkeys(filter(None, said)))


def _step(step: Step, book: Codebook, whose: str) -> str:
    fields = {field: (_plain(old), _plain(new)) for field, (old, new) in step.fields.items()}
    if step.how == "deleted":
        return f"{whose}taken out of the framework"
    if step.how == "made":
        return whose + _made(fields, book)
    return whose + ", ".join(
        filter(None, (_changed(field, *values, fields, book) for field, values in fields.items()))
    )


def _made(fields: Mapping[str, tuple[Any, Any]], book: Codebook) -> str:
    value = {field: new for field, (_, new) in fields.items()}
    how = "accepted" if value.get("status") == "emergent" else "added"
    into, above = value.get("merged_into"), value.get("parent")
    if into:
        return f"merged into #{_called(book, into)}"
    if value.get("retired"):
        return "retired"
    return f"{how} under #{_called(book, above)}" if above else how


def _changed(field: str, old: Any, new: Any, fields: Mapping[str, object], book: Codebook) -> str:
    if field in _SAID:
        return f"{_SAID[field]} {'changed' if old and new else 'taken away' if old else 'written'}"
    if field == "written":
        return f"renamed from #{old}" if old else "renamed"
    if field == "merged_into":
        return f"merged into #{_called(book, new)}" if new else "not merged any more"
    if field == "parent":
        return f"moved under #{_called(book, new)}" if new else "moved to the top"
    if field == "retired":
        return "retired" if new else "restored"
    return "" if field in ("aliases", "guid", "name") else f"{field} changed"


def _called(book: Codebook, name: str) -> str:
    code = book.get(name)
    return code.called if code else name


def _plain(value: Any) -> Any:
    return None if value is GONE or value == "" else value
