"""The study's codebook on disk: each change a line of the study's log, with who, when and why."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from fieldnotes.archive.edits import Edit, encoded, plan_edits
from fieldnotes.archive.fold import Fold
from fieldnotes.archive.history import Commit, read_history
from fieldnotes.archive.line import Change
from fieldnotes.archive.reversal import Left, reverse
from fieldnotes.model.codebook_edits import Edited

CODES = "codes"


def plan_codes(edits: Iterable[Edited]) -> Callable[[Fold], Sequence[Change]]:
    """The plan by which these codes become what they should be.

    Only the fields in which `before` and `after` differ are touched: what somebody else changed meanwhile stays.
    """
    wanted = tuple(edits)
    return lambda fold: plan_edits(_edit(fold, edited) for edited in wanted)(fold)


def _edit(fold: Fold, edited: Edited) -> Edit:
    name = edited.after.name
    new = msgspec.to_builtins(edited.after)
    record = fold.get(CODES, name)
    if record is None or not record.doc_id:
        return Edit(CODES, name, encoded(new))
    doc: dict[str, Any] = msgspec.json.decode(record.doc)
    for field in edited.fields:
        doc.pop(field, None)
        if field in new:
            doc[field] = new[field]
    return Edit(CODES, name, encoded(doc))


def code_history(logs: Path) -> list[Commit]:
    """The commits that touched a code, each with those of its steps alone; in order."""
    kept = (
        msgspec.structs.replace(commit, steps=tuple(step for step in commit.steps if step.table == CODES))
        for commit in read_history(logs)
    )
    return [commit for commit in kept if commit.steps]


def history_of(commits: Iterable[Commit], names: Iterable[str]) -> list[Commit]:
    """Of these commits what they did to the codes of these names (as the framework keeps them)."""
    wanted = frozenset(names)
    kept = (
        msgspec.structs.replace(commit, steps=tuple(step for step in commit.steps if step.key in wanted))
        for commit in commits
    )
    return [commit for commit in kept if commit.steps]


class _Known:
    """What is known of the changes of the framework by their ids, for whoever takes one of them back."""

    def __init__(self, commits: Iterable[Commit], me: str) -> None:
        self._me = me
        self._commits = {commit.id: commit for commit in commits}

    def author(self, change: str) -> str:
        """Who else made it; empty for one's own."""
        commit = self._commits.get(change)
        return "" if commit and commit.who == self._me else commit.who if commit and commit.who else "somebody else"

    def reversed_by(self, change: str) -> str:
        """The change that it took back; empty where it is no reversal."""
        commit = self._commits.get(change)
        return commit.undoes or commit.redoes if commit else ""


class Undoing:
    """The plan that takes one change of the framework back; `left` is known once it was drawn up."""

    def __init__(self, commits: Sequence[Commit], change: str, who: str) -> None:
        self._known = _Known(commits, who)
        self._commit = next((commit for commit in commits if commit.id == change), None)
        self.left: tuple[Left, ...] = ()

    def plan(self, fold: Fold) -> Sequence[Change]:
        """What is to be changed: nothing of what somebody else changed since."""
        if self._commit is None:
            return ()
        found = reverse(fold, self._commit, self._known)
        self.left = found.left
        return found.changes


def plan_undo(commits: Sequence[Commit], change: str, who: str) -> Undoing:
    """How to take back a change, by its id, of these commits of the framework."""
    return Undoing(commits, change, who)
