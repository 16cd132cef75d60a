"""The study's codebook on disk: each change a line of the study's log, with who, when and why."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from fieldnotes.archive.edits import Edit, encoded, plan_edits
from fieldnotes.archive.fold import Fold
from fieldnotes.archive.history import Commit, read_history
from fieldnotes.archive.line import Change
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
