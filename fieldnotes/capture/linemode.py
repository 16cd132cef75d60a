"""The plain line mode: a line in, an answer out, each waited for; for pipes, prompts and screen readers."""

import io
import queue
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO, NamedTuple

from fieldnotes.capture.acting import in_words
from fieldnotes.capture.day import another_day
from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.session import Session
from fieldnotes.capture.vigil import Absence
from fieldnotes.capture.writer import Outcome
from fieldnotes.model.observation import Observation
from fieldnotes.text import read_bytes

ODD = "The line is not UTF-8; it is read as Windows-1252."


class Typed(NamedTuple):
    """A line, the time of its first key, and what was odd about its bytes."""

    line: str
    at: KeyTime
    odd: str | None = None


class Saved(NamedTuple):
    """A line that is durable: when, and its id, or for an act on the record what it says.

    `means` is what it was understood as, in words.
    """

    at: datetime
    identity: str
    says: str
    means: str = ""


class Entered(NamedTuple):
    """A line on its way to the disk: `live` says that it was entered while the meeting was on.

    `identity`, `says` and `means` are what it is answered with.
    """

    line: str
    at: datetime
    live: bool
    identity: str = ""
    says: str = ""
    means: str = ""


class Answer(NamedTuple):
    """What became of a line, and of earlier ones that were waiting: those durable now, or why this one is not."""

    warnings: tuple[str, ...]
    saved: tuple[Saved, ...] = ()
    error: str | None = None
    told: str = ""

    @property
    def identity(self) -> str:
        """The id of the line, once it is durable."""
        return self.saved[-1].identity if self.saved and not self.error else ""

    @property
    def says(self) -> str:
        """What an act on the record answers."""
        return self.saved[-1].says if self.saved and not self.error else self.told


class LineMode:
    """Enters lines into a session one by one, and waits for the disk after each."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._entered: dict[int, Entered] = {}
        self._gap_told: Absence | None = None
        session.listen(self._outcomes.put)

    def enter(self, line: str, at: KeyTime) -> Answer:
        """Enter a line and wait until it is durable, or refused: then it is tried again with the next."""
        saved = self.left()
        since = self.session.since(at.at)
        taken = self.session.take(line, at)
        if not taken.ticket:
            return Answer(taken.warnings, tuple(saved), told=taken.says)
        main = None if taken.says else taken.observations[-1]
        answered = (main.id, "", _means(main, at, since)) if main else ("", taken.says, "")
        self._entered[taken.ticket] = Entered(line, at.at, since is None, *answered)
        while True:
            outcome = self._outcomes.get()
            if outcome.saved_at is None:
                return Answer(taken.warnings, tuple(saved), outcome.error)
            saved += self._saved(outcome)
            if outcome.ticket == taken.ticket:
                return Answer(taken.warnings, tuple(saved))

    def gap_on_offer(self) -> str:
        """A sentence on a stretch that could not be observed, with the line that records it; once for each."""
        self.session.look()
        offered = self.session.vigil.offered
        if offered is None or offered == self._gap_told:
            return ""
        self._gap_told = offered
        return f"{offered.says.capitalize()}. To record this as a gap, type: {offered.line.strip()}"

    def unsaved(self) -> list[Entered]:
        """The lines that are not durable, in order, as far as anybody asked by now."""
        return list(self._entered.values())

    def left(self) -> list[Saved]:
        """The lines that became durable since anybody asked: as the disk had room again, or the session closed."""
        outcomes = [self._outcomes.get() for _ in range(self._outcomes.qsize())]
        return [saved for outcome in outcomes for saved in self._saved(outcome)]

    def _saved(self, outcome: Outcome) -> list[Saved]:
        entered = self._entered.pop(outcome.ticket, None) if outcome.saved_at else None
        return (
            [Saved(outcome.saved_at, entered.identity, entered.says, entered.means)]
            if outcome.saved_at and entered
            else []
        )


def _means(main: Observation, typed: KeyTime, since: datetime | None) -> str:
    """What a line was understood as, with its day where that is not the one that would be thought of."""
    day = another_day(main.at, typed.at, since, main.late)
    return in_words(main) + (f" · {day}" if day else "")


def streamed(mode: LineMode, source: BinaryIO) -> Iterator[Typed]:
    """The lines of a stream, each timed when it came; without UTF-8 it is Windows-1252, blank ones are none."""
    for raw in iter(source.readline, b""):
        line, is_odd = read_bytes(raw)
        line = line.rstrip("\r\n").removeprefix("\ufeff")
        if line.strip():
            yield Typed(line, mode.session.now(), ODD if is_odd else None)


def standard_input() -> BinaryIO:
    """Standard input as bytes; where it was closed, one that is empty."""
    return io.BytesIO() if sys.stdin is None else sys.stdin.buffer


def is_prompted() -> bool:
    """True where somebody types at a terminal, and hears the answers."""
    return sys.stdin is not None and sys.stdin.isatty()


def prompted(mode: LineMode, tell: Callable[[str], None]) -> Iterator[Typed]:
    """The lines typed at a prompt, timed at their first key where the terminal tells it; Ctrl+D ends.

    `tell` is given a sentence before a prompt where a gap is on offer.
    """
    if not is_prompted():
        yield from streamed(mode, standard_input())
        return
    from fieldnotes.capture.firstkey import prompt_line  # wanted at a prompt

    while True:
        if gap := mode.gap_on_offer():
            tell(gap)
        try:
            line, at = prompt_line("› ", mode.session.now)
        except EOFError:
            return
        if line.strip():
            yield Typed(line, at)
