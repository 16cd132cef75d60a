"""Writing what was asked for, as long work that can be stopped; and all that came of it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.export.outgoing import Asked, write_out
from fieldnotes.export.placing import CannotWrite
from fieldnotes.export.registry import format_named
from fieldnotes.export.watch import Enough, Watch
from fieldnotes.tui.work import Tell, sentence

if TYPE_CHECKING:
    from fieldnotes.archive import MeetingArchive, MeetingPlace, StudyArchive


class Warned(NamedTuple):
    """A sentence for the user, and the meeting or format that it is about, by name; empty for none."""

    about: str
    words: str


class Report(NamedTuple):
    """What came of an export: the files in their order, and every sentence about them.

    `read` are the meetings that were looked at, of `of`; `failed` what could not be written or read, and why.
    """

    out: Path
    paths: tuple[Path, ...]
    read: int
    of: int
    warnings: tuple[Warned, ...]
    failed: tuple[Warned, ...]
    is_stopped: bool


class Exporting:
    """One export: `run` does it in a thread of its own. A meeting is written whole or not begun."""

    def __init__(self, study: StudyArchive, places: Sequence[MeetingPlace], asked: Asked) -> None:
        self._study, self._places, self._asked = study, places, asked
        self._paths: list[Path] = []
        self._warnings: list[Warned] = []
        self._failed: list[Warned] = []
        self._told = 0

    def run(self, tell: Tell, stop: threading.Event) -> Report:
        """Write it all; what cannot be read is passed over and told. A folder that cannot be written to ends it."""
        is_stopped = False

        def reading(place: MeetingPlace) -> None:
            if stop.is_set():
                raise Enough
            tell(self._told, self.readings)
            self._told += 1

        try:
            for written in write_out(
                self._study, self._places, self._asked, Watch(reading, self._look, self._fail)
            ):
                self._paths += written.paths
                self._warnings += [Warned(written.about, words) for words in written.warnings]
        except Enough:
            is_stopped = True
        except CannotWrite as error:
            self._failed.append(Warned("", sentence(error)))
        return self._report(is_stopped)

    @property
    def readings(self) -> int:
        """How many times a meeting is read: by each format that has them all in one, and once for the others."""
        scopes = [format_named(name).scope for name in self._asked.formats]
        return len(self._places) * (scopes.count("chosen") + ("meeting" in scopes))

    def _look(self, opened: MeetingArchive) -> None:
        damage = [*opened.damage, *opened.damage_behind()]
        self._warnings += [Warned(opened.folder.name, str(place)) for place in damage]

    def _fail(self, error: Exception, about: str) -> None:
        self._failed.append(Warned(about, sentence(error)))

    def _report(self, is_stopped: bool) -> Report:
        rounds = max(1, self.readings // max(1, len(self._places)))
        read = min(len(self._places), self._told // rounds)
        once = tuple(dict.fromkeys(self._warnings))  # two formats may say the same of a meeting
        return Report(
            self._asked.out, tuple(self._paths), read, len(self._places), once,
            tuple(dict.fromkeys(self._failed)), is_stopped,
        )  # fmt: skip
