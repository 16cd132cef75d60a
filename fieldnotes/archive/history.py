"""What was changed in a meeting, by whom, when and why: read from its logs when it is asked for, and not kept.

The order is that of the hybrid clock, then of the device: the same on every machine.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import orjson
from msgspec import Struct
from msgspec.structs import replace

from fieldnotes.archive.fold import Place, is_first
from fieldnotes.archive.line import Changes, Delete, Erase, Put
from fieldnotes.archive.logs import Logs
from fieldnotes.archive.reading import Parts
from fieldnotes.archive.versions import GONE
from fieldnotes.model.clock import in_zone

LINES, CODINGS = "observations", "codings"
KEPT = (LINES, CODINGS)
"""The tables whose records are never deleted: what is taken back there is marked so."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OldValue = Callable[[str, str, str, str], Any]
"""The value of a field as the change of that id made it: table, key, field, change."""


class Step(Struct, frozen=True):
    """What a commit did to one record; `fields` are old and new values, GONE for one that was not there."""

    table: str
    key: str
    how: Literal["made", "changed", "deleted"]
    fields: dict[str, tuple[Any, Any]] = {}


class Commit(Struct, frozen=True):
    """One line of a log: what was changed at once. `clock` is milliseconds since 1970, and a counter."""

    id: str
    clock: tuple[int, int]
    who: str
    device: str
    steps: tuple[Step, ...] = ()
    undoes: str = ""
    redoes: str = ""
    why: str = ""

    @property
    def is_line(self) -> bool:
        """True for what an observer takes back or brings back as one: it touches observations or codings."""
        return any(step.table in KEPT for step in self.steps)

    def at(self, zone: str) -> datetime:
        """When it was written, in that zone."""
        return in_zone(_EPOCH + timedelta(milliseconds=self.clock[0]), zone)


class Written(NamedTuple):
    """A line as it stands in a log."""

    changes: Changes
    device: str
    at: Place

    def order(self) -> tuple[tuple[int, int], str, str]:
        """The sort key of a history."""
        return self.changes.clock, self.device, self.changes.id


def read_history(folder: Path) -> list[Commit]:
    """All commits in the logs of a folder, in order: none that was erased, and none twice."""
    return told(read_lines(Logs(folder)))


def read_lines(logs: Logs) -> list[Written]:
    """The lines of the logs that were not read yet, in order."""
    found: list[Written] = []

    def take_in(parts: Parts) -> None:
        for reader, said in parts:
            found.extend(Written(changes, reader.mark.device, (reader.mark.log, n)) for n, changes in said)

    logs.read(logs.listing(), "", take_in)
    return sorted(found, key=Written.order)


def told(lines: list[Written]) -> list[Commit]:
    """The commits of these lines, which are in order, with the values that each replaced."""
    erasures = [change for line in lines for change in line.changes.changes if isinstance(change, Erase)]
    erased, ids = {(erase.log, erase.line) for erase in erasures}, {erase.id for erase in erasures}
    values: dict[tuple[str, str, str], dict[str, Any]] = {}

    def old_value(table: str, key: str, field: str, over: str) -> Any:
        return values.get((table, key, field), {}).get(over, GONE)

    kept: dict[str, Written] = {}
    for line in lines:
        if line.at not in erased and line.changes.id not in ids:
            kept.setdefault(line.changes.id, line)
            _remember(values, line.changes)
    history = [commit_of(line.changes, line.device, old_value) for line in kept.values()]
    return _with_what_was_deleted(history)


def _with_what_was_deleted(history: list[Commit]) -> list[Commit]:
    """The same, with the values that each deleted record had."""
    docs: dict[tuple[str, str], dict[str, tuple[Any, Any]]] = {}
    told_of = []
    for commit in history:
        steps = []
        for step in commit.steps:
            doc = docs.setdefault((step.table, step.key), {})
            if step.how == "deleted":
                fields = {name: (new, GONE) for name, (_, new) in doc.items() if new is not GONE}
                steps.append(replace(step, fields=fields))
            else:
                doc.update(step.fields)
                steps.append(step)
        told_of.append(replace(commit, steps=tuple(steps)))
    return told_of


def _remember(values: dict[tuple[str, str, str], dict[str, Any]], said: Changes) -> None:
    for change in said.changes:
        if isinstance(change, Put):
            for field, value in orjson.loads(bytes(change.fields)).items():
                values.setdefault((change.table, change.key, field), {})[said.id] = value


def commit_of(said: Changes, device: str, old_value: OldValue) -> Commit:
    """A commit from its line."""
    steps = tuple(_step(change, old_value) for change in said.changes if not isinstance(change, Erase))
    erasures = [change.why for change in said.changes if isinstance(change, Erase)]
    why = said.why or "; ".join(erasures)
    return Commit(said.id, said.clock, said.who, device, steps, said.undoes, said.redoes, why)


def _step(change: Put | Delete, old_value: OldValue) -> Step:
    if isinstance(change, Delete):
        return Step(change.table, change.key, "deleted")
    new = orjson.loads(bytes(change.fields))
    fields = {
        field: (old_value(change.table, change.key, field, change.over.get(field, "")), new.get(field, GONE))
        for field in {**new, **change.over}
    }
    how: Literal["made", "changed"] = "made" if is_first(change) or change.again else "changed"
    return Step(change.table, change.key, how, fields)


class Hand(NamedTuple):
    """Whose a change is, and when it was made."""

    who: str
    at: datetime


class Hands(NamedTuple):
    """What was put on lines after they were typed, and so need not be their observer's.

    `codes` by the id of the line and the code as it is kept there, `notes` (fuller ones) by the id of the line.
    """

    codes: Mapping[tuple[str, str], Hand] = MappingProxyType({})
    notes: Mapping[str, Hand] = MappingProxyType({})


NOBODY_ELSE = Hands()


def hands(history: Iterable[Commit], zone: str) -> Hands:
    """Who coded whole lines and wrote fuller notes later, by the last change that did; times in that zone."""
    codes: dict[tuple[str, str], Hand] = {}
    notes: dict[str, Hand] = {}
    for commit in history:
        for step in commit.steps:
            if step.table == LINES and step.how == "changed":
                hand = Hand(commit.who, commit.at(zone))
                before, after = (_listed(value) for value in step.fields.get("codes", ((), ())))
                codes.update(((step.key, code), hand) for code in after if code not in before)
                if "written_up" in step.fields:
                    notes[step.key] = hand
    return Hands(codes, notes)


def _listed(value: Any) -> Sequence[str]:
    return value if isinstance(value, list | tuple) else ()


def first_forms(history: Iterable[Commit], table: str) -> dict[str, dict[str, Any]]:
    """The records of a table as they were first written, by key."""
    found: dict[str, dict[str, Any]] = {}
    for commit in history:
        for step in commit.steps:
            if step.table == table and step.how == "made":
                found.setdefault(step.key, {name: new for name, (_, new) in step.fields.items() if new is not GONE})
    return found
