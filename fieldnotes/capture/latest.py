"""An act as it was typed, done: most are about the latest line of whoever typed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.capture.acting import TOLD
from fieldnotes.capture.amending import latest_of, line_of
from fieldnotes.capture.coding import code
from fieldnotes.capture.finding import answer_find
from fieldnotes.capture.spancoding import write
from fieldnotes.capture.taken import Taken, nothing
from fieldnotes.capture.telling import tell

if TYPE_CHECKING:
    from fieldnotes.capture.acting import Typed
    from fieldnotes.capture.session import Session


def do_typed(session: Session, act: Typed) -> Taken:
    """Do what a line says that is an act."""
    if act.lacks:
        return Taken(0, "", (), (act.lacks,))
    if act.name in TOLD:
        return nothing("", tell(act.name, session, session.now()))
    if act.name in ("undo", "redo"):
        return session.undo() if act.name == "undo" else session.redo()
    if act.name == "find":
        return nothing("/find", answer_find(act.words, session.record, session.observations))
    latest = latest_of(session.observer, session.observations)
    if latest is None:
        return nothing("", "There is no line of yours here; nothing was changed.")
    if act.name == "retract":
        return session.retract(*(seen.id for seen in line_of(latest, session.observations)), why=act.words)
    if act.name == "code":
        return code(session, latest.id, act.words)
    return session.amend(latest.id, act.words) if act.name == "amend" else write(session, latest.id, act.words)
