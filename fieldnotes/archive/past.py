"""An observer's own lines in a meeting: which one undo takes back next, and which one redo brings back."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from fieldnotes.archive.history import Commit, Written, commit_of, read_lines, told
from fieldnotes.archive.logs import Logs
from fieldnotes.archive.versions import GONE


class Line(NamedTuple):
    """A line by the id of its change, and the commit by which it last came, went, or came back."""

    id: str
    last: Commit


class Past:
    """The lines of one observer over all runs and devices known: `done`, and `undone` since the last new one.

    It is read from the logs once, and then read on; old values are kept only of what was changed, not of what was
    written first.
    """

    def __init__(self, folder: Path, me: str) -> None:
        self._folder, self._me = folder, me
        self._start_over()

    def _start_over(self) -> None:
        self.done: list[Line] = []
        self.undone: list[Line] = []
        self._who: dict[str, str] = {}
        self._reversals: dict[str, str] = {}
        self._last_of: dict[str, str] = {}
        self._latest: tuple[int, int] = (0, 0)
        self._logs = Logs(self._folder)
        lines = read_lines(self._logs)
        for commit in told(lines):
            self.add(commit)
        self._saw(lines)

    def read_on(self) -> None:
        """Take in what was written since, by whomever; all anew where that does not simply follow."""
        if not self._logs.compare(self._logs.listing()):
            self._start_over()
            return
        lines = read_lines(self._logs)
        if any(self._is_out_of_line(line) for line in lines):
            self._start_over()
            return
        for line in lines:
            self.add(commit_of(line.changes, line.device, lambda *field: GONE))
        self._saw(lines)

    def _is_out_of_line(self, line: Written) -> bool:
        """True for a line of this observer that came from elsewhere: earlier, or over values not known here."""
        said = line.changes
        if said.who != self._me or said.id in self._who:
            return False
        return said.clock < self._latest or any(getattr(change, "over", None) for change in said.changes)

    def _saw(self, lines: list[Written]) -> None:
        own = (line.changes.clock for line in lines if line.changes.who == self._me)
        self._latest = max(own, default=self._latest)

    def author(self, change: str) -> str:
        """Who else made a change; empty for this observer's own."""
        who = self._who.get(change, "")
        return "" if who == self._me and change in self._who else who or "somebody else"

    def reversed_by(self, change: str) -> str:
        """The change that one took back, or the taking back that it took back; empty where it is no reversal."""
        return self._reversals.get(change, "")

    def add(self, commit: Commit) -> None:
        """Take in a commit that comes after all others; one that is known already changes nothing."""
        if commit.id in self._who:
            return
        self._who[commit.id] = commit.who
        line = commit.undoes or commit.redoes or commit.id
        if line != commit.id:
            self._reversals[commit.id] = self._last_of.get(line, line)
        self._last_of[line] = commit.id
        if commit.who != self._me:
            return
        if commit.undoes:
            _move(commit.undoes, self.done, self.undone, commit)
        elif commit.redoes:
            _move(commit.redoes, self.undone, self.done, commit)
        elif commit.is_line:
            self.done.append(Line(commit.id, _light(commit)))
            self.undone.clear()


def _move(line: str, source: list[Line], target: list[Line], commit: Commit) -> None:
    for place in range(len(source) - 1, -1, -1):
        if source[place].id == line:
            del source[place]
            target.append(Line(line, _light(commit)))
            return


def _light(commit: Commit) -> Commit:
    """A commit with the values only of what it changed: taking it back asks for no others."""
    steps = tuple(s if s.how == "changed" else msgspec.structs.replace(s, fields={}) for s in commit.steps)
    return msgspec.structs.replace(commit, steps=steps)
