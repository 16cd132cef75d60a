"""The codebook of a study as the screen has it, without Textual: what was read last, and acts, on disk at once.

`look` is called in a thread of its own, everything else in the screen's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.archive.codings import Use, folded, kept_uses, uses, uses_of
from fieldnotes.archive.framework import history_of
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.tui.desk import Stopped

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.archive.history import Commit
    from fieldnotes.archive.reversal import Left
    from fieldnotes.model.codebook_edits import Edits
    from fieldnotes.tui.work import Tell

Draw = Callable[[Codebook], "Edits"]
"""Draws up the edits of an act, for the codebook as it is then; raises CodebookRefusal."""


class Looked(NamedTuple):
    """Which codes the meetings use, and every change of the framework."""

    used: dict[str, Use]
    commits: list[Commit]


class Done(NamedTuple):
    """An act of this sitting: its id in the study's log, and what it did, as it is said when it is taken back."""

    change: str
    what: str


class Acted(NamedTuple):
    """The name of the code that an act was about, and what it did."""

    name: str
    what: str


class Shelf:
    """`book` is the framework with what waits, `counts` the uses of each code, renames and merges followed.

    Before the meetings were looked at (`is_read`), what was known of them last stands.
    """

    def __init__(self, study: StudyArchive, who: str) -> None:
        self.study, self._who = study, who
        self._used = kept_uses(study)
        self.is_read = False
        self.commits: list[Commit] = []
        self.done: list[Done] = []
        self.book, self.counts = Codebook(), dict[str, Use]()
        self.renew()

    def renew(self) -> None:
        """Take in what others have written to the framework since."""
        self.study.refresh()
        self._fold()

    def _fold(self) -> None:
        self.book = folded(self.study.codes(), self._used)
        self.counts = uses_of(self.book, self._used)

    def look(self, tell: Tell, stop: threading.Event) -> Looked:
        """Read the meetings that changed, and the history. Raises Stopped, OSError."""
        read, of = 0, len(self.study.meetings())

        def told(place: object) -> None:
            nonlocal read
            if stop.is_set():
                raise Stopped("Reading the meetings")
            tell(read, of)
            read += 1

        return Looked(uses(self.study, tell=told), self.study.code_history())

    def take(self, looked: Looked) -> None:
        """Know what was read."""
        self.is_read, self._used, self.commits = True, looked.used, looked.commits
        self.renew()

    def act(self, draw: Draw, what: str, why: str = "") -> Acted:
        """Do something to the codebook as it is now, durable when this returns.

        `what` says what was done, `{}` in it is the code of the last edit. Raises CodebookRefusal, NotSaved, with
        everything as it was.
        """
        self.renew()
        edits = draw(self.book)
        what = what.format(f"#{edits[-1].after.called}" if edits else "")
        change = self.study.change_codes(edits, self._who, why)
        if change:
            self.done.append(Done(change, what))
        self._fold()
        return Acted(edits[-1].after.name if edits else "", what)

    def undo(self) -> tuple[Done | None, tuple[Left, ...]]:
        """Take back the last act of this sitting that was not; what others changed since is left, and told."""
        if not self.done:
            return None, ()
        left = self.study.undo_codes(self.done[-1].change, self._who)
        done = self.done.pop()
        self._fold()
        return done, left

    def history(self, code: Code) -> list[Commit]:
        """The changes of a code and of those merged into it, the latest first."""
        return history_of(self.commits, self.book.names_under(code.name))[::-1]
