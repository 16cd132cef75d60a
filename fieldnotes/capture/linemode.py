"""The plain line mode: a line in, an answer out, each waited for; for pipes, prompts and screen readers."""

import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, NamedTuple

from fieldnotes.capture.firstkey import prompt_line
from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.session import Session
from fieldnotes.capture.writer import Outcome


class Typed(NamedTuple):
    """A line, and the time of its first key."""

    line: str
    at: KeyTime


class Answer(NamedTuple):
    """What became of a line: durable at `saved_at` under an id, or the sentence that says why not.

    `says` is the answer to an act on the record, which has no id.
    """

    warnings: tuple[str, ...]
    saved_at: datetime | None = None
    identity: str = ""
    error: str | None = None
    says: str = ""


class LineMode:
    """Enters lines into a session one by one, and waits for the disk after each."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._told = threading.Event()
        self._outcome: Outcome | None = None
        session.listen(self._hear)

    def _hear(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._told.set()

    def enter(self, line: str, at: KeyTime) -> Answer:
        """Enter a line and wait until it is durable, or refused."""
        self._told.clear()
        taken = self.session.take(line, at)
        if not taken.ticket:
            return Answer(taken.warnings, says=taken.says)
        while True:
            self._told.wait()
            self._told.clear()
            outcome = self._outcome
            if outcome and outcome.ticket == taken.ticket:
                identity = "" if taken.says else taken.observations[-1].id
                return Answer(taken.warnings, outcome.saved_at, identity, outcome.error, taken.says)


def streamed(mode: LineMode, source: BinaryIO) -> Iterator[Typed]:
    """The lines of a stream, each timed when it came; bytes that are no UTF-8 become `�`, blank lines are none."""
    for raw in iter(source.readline, b""):
        line = raw.decode("utf-8", errors="replace").rstrip("\r\n").removeprefix("\ufeff")
        if line.strip():
            yield Typed(line, mode.session.now())


def prompted(mode: LineMode) -> Iterator[Typed]:
    """The lines typed at a prompt, timed at their first key where the terminal tells it; Ctrl+D ends."""
    if not sys.stdin.isatty():
        yield from streamed(mode, sys.stdin.buffer)
        return
    while True:
        try:
            line, at = prompt_line("› ", mode.session.now)
        except EOFError:
            return
        if line.strip():
            yield Typed(line, at)
