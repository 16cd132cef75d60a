"""One act on the record from the command line: done, and waited for until it is on the disk."""

import queue
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from fieldnotes.capture.session import Session
from fieldnotes.capture.taken import Taken
from fieldnotes.capture.writer import Outcome
from fieldnotes.errors import FieldnotesError


class NotDone(FieldnotesError):
    """An act that the disk refused."""

    def __init__(self, why: str) -> None:
        super().__init__(why)


class Done(NamedTuple):
    """What an act came to; `at` is when it was durable, None where there was nothing to change."""

    taken: Taken
    at: datetime | None


def carried_out(session: Session, act: Callable[[], Taken]) -> Done:
    """Do it and wait for the disk; raises NotDone, with the sentence of the disk, and then nothing was changed."""
    outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
    session.listen(outcomes.put)
    taken = act()
    if not taken.ticket:
        return Done(taken, None)
    while (outcome := outcomes.get()).ticket != taken.ticket and outcome.error is None:
        pass
    if outcome.error is not None:
        raise NotDone(outcome.error)
    return Done(taken, outcome.saved_at)
