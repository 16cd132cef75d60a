"""The history of a meeting for `show --history`: every change with who, when, and what it was before."""

from collections.abc import Iterable, Iterator
from typing import Any

from fieldnotes.archive.history import LINES, Commit, Step
from fieldnotes.archive.versions import GONE
from fieldnotes.jottings.words import say
from fieldnotes.model.course import run
from fieldnotes.model.meeting import Record
from fieldnotes.text import visible

_DID = {"made": "written", "changed": "changed", "deleted": "taken away"}


def history_lines(history: list[Commit], record: Record) -> Iterator[str]:
    """The observations in order of time, under each its changes; then those of people, items and codes."""
    zone = record.meeting.zone
    by_key: dict[tuple[str, str], list[tuple[Commit, Step]]] = {}
    for commit in history:
        for step in commit.steps:
            by_key.setdefault((step.table, step.key), []).append((commit, step))
    for seen in run(record.people, record.observations):
        yield visible(
            f"{seen.at:%H:%M:%S}  {_line(seen.text, say(seen))}{'  [taken back]' if seen.retracted else ''}"
        )
        for commit, step in by_key.pop((LINES, seen.id), ()):
            yield from _change(commit, step, zone)
    for (table, key), changes in by_key.items():
        yield from _of_record(f"{table}  {key}", changes, zone)
    for commit in history:
        if not commit.steps:
            yield visible(f"{_head(commit, zone)}  nothing left to change{_because(commit)}")


def record_lines(history: Iterable[Commit], zone: str) -> Iterator[str]:
    """The records that were changed in the order of their first change, under each its changes."""
    by_key: dict[tuple[str, str], list[tuple[Commit, Step]]] = {}
    for commit in history:
        for step in commit.steps:
            by_key.setdefault((step.table, step.key), []).append((commit, step))
    for (_, key), changes in by_key.items():
        yield from _of_record(key, changes, zone)


def _of_record(head: str, changes: Iterable[tuple[Commit, Step]], zone: str) -> Iterator[str]:
    yield visible(head)
    for commit, step in changes:
        yield from _change(commit, step, zone)


def _line(text: str, head: str) -> str:
    return head if not text or text in head else f"{head}  {text}"


def _head(commit: Commit, zone: str) -> str:
    return f"    {commit.at(zone):%Y-%m-%d %H:%M:%S}  {commit.who or '—'}"


def _because(commit: Commit) -> str:
    act = "  (undo)" if commit.undoes else "  (redo)" if commit.redoes else ""
    return act + (f"  because: {commit.why}" if commit.why else "")


def _change(commit: Commit, step: Step, zone: str) -> Iterator[str]:
    yield visible(f"{_head(commit, zone)}  {_DID[step.how]}{_because(commit)}")
    if step.how == "changed":
        for name, (old, new) in step.fields.items():
            yield visible(f"        {name}: {_value(old)} → {_value(new)}")


def _value(value: Any) -> str:
    if value is GONE or value is None:
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value)) or "—"
    return str(value)
