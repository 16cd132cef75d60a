"""From a commit to the changes that take it back: what still is as it made it, nothing that others changed since.

A line that is brought back is the reversal of what took it away, so undo and redo are one plan.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

import orjson
from msgspec import Raw

from fieldnotes.archive.fold import Fold, Record
from fieldnotes.archive.history import KEPT, Commit, Step
from fieldnotes.archive.line import Change, Delete, Put
from fieldnotes.archive.uses import is_used
from fieldnotes.archive.versions import GONE


class Known(Protocol):
    """What is known of changes by their ids."""

    def author(self, change: str) -> str:
        """Who made it; empty for the observer who takes back."""

    def reversed_by(self, change: str) -> str:
        """The change that it took back, or the taking back that it took back; empty where it is no reversal."""


class Left(NamedTuple):
    """What was not taken back: a field, or all of a record, because of `by`; empty `by` where it is in use."""

    table: str
    key: str
    field: str = ""
    by: str = ""


class Reversal(NamedTuple):
    """The changes of a plan, and what it leaves."""

    changes: list[Change]
    left: tuple[Left, ...]


def reverse(fold: Fold, commit: Commit, known: Known) -> Reversal:
    """The changes that take a commit back.

    A field that is still shown as the commit made it goes back to the value before. An observation or coding that
    it made is retracted; a person, item or code that it brought goes, unless others changed it or a line that
    stands uses it.
    """
    with_it = {(step.table, step.key) for step in commit.steps}
    changes: list[Change] = []
    left: list[Left] = []
    for step in reversed(commit.steps):
        record = fold.get(step.table, step.key)
        if record is not None:
            for found in _STEPS[step.how](_Case(fold, commit, step, record, known, with_it)):
                left.append(found) if isinstance(found, Left) else changes.append(found)
    return Reversal(changes, tuple(left))


class _Case(NamedTuple):
    """One record that a commit touched, as it is now."""

    fold: Fold
    commit: Commit
    step: Step
    record: Record
    known: Known
    with_it: set[tuple[str, str]]

    def left(self, field: str = "", by: str = "") -> Left:
        return Left(self.step.table, self.step.key, field, by)

    def touched_by(self) -> str:
        """Who else changed the record; empty where nobody did."""
        fields = [field for field, register in (self.record.versions or {}).items() if register]
        heads = {self.origin(field, head) for field in fields for head in self.record.heads(field)}
        return next((name for head in sorted(heads) if (name := self.known.author(head))), "")

    def origin(self, field: str | None, change: str) -> str:
        """The change whose value it is: one that was taken back, or taken back and brought back, is as if never."""
        register = (self.record.versions or {}).get(field, {})
        while reversed_one := register.get(self.known.reversed_by(change)):
            if not reversed_one.over:
                break
            change = reversed_one.over
        return change

    def is_still(self, field: str) -> bool:
        """True where a field is shown as the commit made it."""
        return self.origin(field, self.record.head(field)) == self.origin(field, self.commit.id)

    def put(self, fields: dict[str, Any], over: dict[str, str], again: str = "") -> Put:
        """The change over these, and over what the observer wrote apart on another machine; not over others'."""
        own = {f: tuple(c for c in self.record.heads(f)[1:] if not self.known.author(c)) for f in over}
        also = {field: changes for field, changes in own.items() if changes}
        return Put(self.step.table, self.step.key, Raw(orjson.dumps(fields)), over, again, also)


def _unmake(case: _Case) -> Iterator[Change | Left]:
    record, step = case.record, case.step
    if not record.doc_id:
        return
    if by := case.touched_by():
        yield case.left(by=by)
    elif step.table in KEPT:
        if not orjson.loads(record.doc).get("retracted"):
            yield case.put({"retracted": True}, {"retracted": record.head("retracted")})
    elif is_used(case.fold, step.table, step.key, case.with_it):
        yield case.left()
    else:
        yield Delete(step.table, step.key, record.latest())


def _change_back(case: _Case) -> Iterator[Change | Left]:
    heads = {field: case.record.head(field) for field in case.step.fields}
    still = {field: heads[field] for field in heads if case.record.doc_id and case.is_still(field)}
    before = {field: case.step.fields[field][0] for field in still}
    is_own = not case.known.author(case.record.born.id)  # of somebody else's the observer said that it is to go
    takes_away = is_own and case.step.table in KEPT and before.get("retracted") is True
    if takes_away and (by := case.touched_by()):
        yield case.left(by=by)
        return
    for field in heads:
        if field not in still:
            yield case.left(field, case.known.author(heads[field]))
    if still:
        yield case.put({field: value for field, value in before.items() if value is not GONE}, still)


def _bring_back(case: _Case) -> Iterator[Change | Left]:
    record = case.record
    if record.doc_id:
        return
    if record.head(None) != case.commit.id:
        yield case.left(by=case.known.author(record.head(None)))
        return
    doc = orjson.loads(record.doc)
    yield case.put(doc, {field: record.head(field) for field in doc}, case.commit.id)


_STEPS: dict[str, Callable[[_Case], Iterator[Change | Left]]] = {
    "made": _unmake,
    "changed": _change_back,
    "deleted": _bring_back,
}
