"""The one writer thread: puts jottings on the disk in their order, and says when each is there.

What the disk refuses is tried again in its order before anything newer, and every two seconds; until it is there
it is kept outside the study as well, where a screen asks for that.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.capture.draft import Draft
from fieldnotes.capture.keeper import Keeper
from fieldnotes.capture.refused import Refused
from fieldnotes.capture.sitting import Sitting
from fieldnotes.errors import FieldnotesError
from fieldnotes.model.agenda import Item
from fieldnotes.model.clock import now_in
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person

if TYPE_CHECKING:
    from fieldnotes.archive.acts import Foreseen

TRY_AGAIN_SECONDS = 2.0


class Jotting(NamedTuple):
    """One line's worth of changes, which reach the disk together or not at all.

    `who` makes the change where it is not the observer. `is_act` says that it is what an act of an earlier
    sitting was to come to.
    """

    ticket: int
    line: str
    observations: tuple[Observation, ...]
    people: tuple[Person, ...] = ()
    items: tuple[Item, ...] = ()
    codes: tuple[Code, ...] = ()
    change: str = ""
    who: str = ""
    is_act: bool = False
    codings: tuple[Coding, ...] = ()


class Act(NamedTuple):
    """An act on the record, `line` in words: what it will come to is shown already."""

    ticket: int
    line: str
    foreseen: "Foreseen"

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The observations that it touches, as they will be."""
        return self.foreseen.observations


Task = Jotting | Act


class Outcome(NamedTuple):
    """What became of a line: `saved_at` once it is durable, else the sentence that says why not yet.

    `differs` says that an act came to something else than was foreseen: others had written in the meantime.
    `kept` says of a line that was refused that it would outlive the program.
    """

    ticket: int
    line: str
    saved_at: datetime | None
    error: str | None = None
    differs: bool = False
    kept: bool = False


class Writer:
    """Writes jottings on a thread of its own. `listen` is called there."""

    def __init__(self, keeper: Keeper, who: str, zone: str, sitting: Sitting) -> None:
        self._keeper, self._who, self._zone, self._sitting = keeper, who, zone, sitting
        self._work: queue.SimpleQueue[Task | Callable[[], None] | None] = queue.SimpleQueue()
        self._waiting: list[Task] = []
        self._keeps = False
        self._kept: set[int] = set()
        self._wanted_draft: tuple[Draft | None] | None = None
        self._wanted_sign: tuple[datetime, tuple[int, ...]] | None = None
        self._closing = self._is_ready = False
        self.listen: Callable[[Outcome], None] = lambda outcome: None
        self._thread = threading.Thread(target=self._run, name="fieldnotes-writer")
        self._thread.start()

    def put(self, task: Task) -> None:
        """Queue a jotting or an act."""
        self._work.put(task)

    def do(self, work: Callable[[], None]) -> None:
        """Queue something small that is no record, and raises nothing."""
        self._work.put(work)

    def keep_refused(self, taken_up: Sequence[Task]) -> None:
        """From now on keep what is refused outside the study; these are kept there already, and come first."""
        self._keeps = True
        self._kept = {task.ticket for task in taken_up}
        for task in taken_up:
            self.put(task)

    def keep_draft(self, draft: Draft | None) -> None:
        """Queue a draft; only the latest is written."""
        self._wanted_draft = (draft,)
        self._work.put(None)

    def keep_alive(self, at: datetime, shown: tuple[int, ...] = ()) -> None:
        """Queue a sign of life, and how many prompts were shown until then."""
        self._wanted_sign = at, shown
        self._work.put(None)

    def close(self) -> list[str]:
        """Write what is left, end the thread, and give the lines that the disk refused to the last."""
        self._closing = True
        self._work.put(None)
        self._thread.join()
        return [task.line for task in self._waiting]

    @property
    def kept(self) -> bool:
        """True where all that was refused would outlive the program."""
        return all(task.ticket in self._kept for task in self._waiting)

    def _run(self) -> None:
        while not (self._closing and self._work.empty()):
            try:
                asked = self._work.get(timeout=TRY_AGAIN_SECONDS if self._waiting else None)
            except queue.Empty:
                asked = None
            if callable(asked):
                asked()
            elif asked is not None:
                self._waiting.append(asked)
            self._write_waiting()
            if self._work.empty() and self._wanted_draft is not None:
                wanted, self._wanted_draft = self._wanted_draft, None
                self._sitting.keep_draft(wanted[0])
            sign, self._wanted_sign = self._wanted_sign, None
            if sign is not None:
                self._sitting.be_alive(*sign)
            if asked is not None and self._keeps and self._work.empty():
                self._get_ready()

    def _get_ready(self) -> None:
        """Import what the first undo wants, which is 30 ms, once a screen has its first line and nothing waits."""
        if not self._is_ready:
            self._is_ready = True
            import_module("fieldnotes.archive.acts")

    def _write_waiting(self) -> None:
        before = len(self._waiting)
        try:
            self._write_in_order()
        finally:
            if self._kept and len(self._waiting) < before:
                self._keep_anew()

    def _write_in_order(self) -> None:
        while self._waiting:
            task = self._waiting[0]
            try:
                differs = self._write(task)
            except (FieldnotesError, OSError) as error:
                self.listen(Outcome(task.ticket, task.line, None, _sentence(error), kept=self._keep()))
                return
            self._waiting.pop(0)
            self.listen(Outcome(task.ticket, task.line, now_in(self._zone), differs=differs))

    def _keep(self) -> bool:
        """Keep what is not kept yet; False where all that is kept would not be all that waits."""
        if not self._keeps:
            return False
        new = [task for task in self._waiting if task.ticket not in self._kept]
        if len(new) == len(self._waiting):
            return self._keep_anew()
        if new and self._sitting.add_refused([_refused(task) for task in new]):
            self._kept.update(task.ticket for task in new)
        return self.kept

    def _keep_anew(self) -> bool:
        done = self._sitting.keep_refused([_refused(task) for task in self._waiting])
        self._kept = {task.ticket for task in self._waiting} if done else set()
        return done

    def _write(self, task: Task) -> bool:
        """Put a task on the disk; True where it came to something else than was foreseen."""
        if isinstance(task, Act):
            return not task.foreseen.came_to(self._keeper.carry_out(task.foreseen.deed))
        self._keeper.commit(
            who=task.who or self._who,
            people=task.people,
            items=task.items,
            codes=task.codes,
            observations=task.observations,
            codings=task.codings,
            change=task.change,
        )
        return False


def _sentence(error: FieldnotesError | OSError) -> str:
    if isinstance(error, FieldnotesError):
        return str(error)
    return f"The disk refused the line ({error.strerror or error}); it is kept here and tried again."


def _refused(task: Task) -> Refused:
    if isinstance(task, Jotting):
        return Refused(
            task.line,
            task.change,
            task.observations,
            task.people,
            task.items,
            task.codes,
            task.who,
            task.is_act,
            task.codings,
        )
    to_be = task.foreseen
    return Refused(
        task.line,
        to_be.deed.about.id,
        to_be.observations,
        to_be.people,
        to_be.items,
        to_be.codes,
        is_act=True,
        codings=to_be.moved,
    )
