"""An observer's own lines in a meeting: which one undo takes back next, and which one redo brings back.

The logs are read from their ends, and only as far as the next line that stands: a meeting of ten thousand lines
costs what one of ten does.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import orjson

from fieldnotes.archive.backwards import Strand, begins_a_line, find, latest_first, strands
from fieldnotes.archive.fold import Place
from fieldnotes.archive.history import Commit, Written, commit_of
from fieldnotes.archive.line import Changes, Put
from fieldnotes.archive.logs import Logs
from fieldnotes.archive.reading import Signature, signature
from fieldnotes.archive.versions import GONE

_AT_HAND = 64


class Line(NamedTuple):
    """A line by the id of its change, and the commit by which it last came, went, or came back."""

    id: str
    last: Commit


class _File(NamedTuple):
    """A file as it was when it was looked at, and the logs in it."""

    signature: Signature
    strands: list[Strand]


class Past:
    """The lines of one observer over all runs and devices known.

    Those that stand and those taken back since the last new one are known as far as they were asked for. `erased`
    gives the places and ids of what was erased, as the records have it.
    """

    def __init__(self, folder: Path, me: str, erased: Callable[[], Mapping[Place, str]]) -> None:
        self._folder, self._me, self._erased = folder, me, erased
        self._own = b'"who":%b' % msgspec.json.encode(me)
        self._facts: dict[str, tuple[str, str]] = {}  # who made a change, and which line it took or brought back
        self._reversed: dict[str, str] = {}  # reversals, and what each reversed
        self._at_hand: dict[str, Changes | None] = {}
        self._start_over()

    def _start_over(self) -> None:
        self._done: deque[Line] = deque()
        self._undone: deque[Line] = deque()
        self._judged: set[str] = set()  # the lines of which it is known whether they stand
        self._taken: set[str] = set()
        self._is_since_new = True
        self._files = {name: self._file(name, seen) for name, seen in self._listing().items()}
        self._rest: Iterator[Written] = latest_first(self._strands(), self._own)

    def _listing(self) -> dict[str, Signature]:
        return {name: signature(status) for name, status in Logs(self._folder).listing().items()}

    def _file(self, name: str, seen: Signature) -> _File:
        try:
            return _File(seen, strands(self._folder / name, seen.size))
        except OSError:
            return _File(seen, [])

    def _strands(self) -> list[Strand]:
        return [strand for file in self._files.values() for strand in file.strands]

    def read_on(self) -> None:
        """Take in what was written since, by whomever: where any of it is this observer's own, all anew."""
        now = self._listing()
        grown = {name: seen for name, seen in now.items() if name not in self._files or self._has_grown(name, seen)}
        others = now.keys() - grown.keys()
        if self._files.keys() - now.keys() or any(now[name] != self._files[name].signature for name in others):
            self._start_over()
            return
        if any(self._is_news(name, seen) for name, seen in grown.items()):
            self._start_over()
            return
        self._files |= {name: self._file(name, seen) for name, seen in grown.items()}

    def _has_grown(self, name: str, seen: Signature) -> bool:
        before = self._files[name].signature
        return seen.inode == before.inode and seen.size > before.size

    def _is_news(self, name: str, seen: Signature) -> bool:
        """True where what came to a file has a line of this observer that is new here, or may have."""
        if name not in self._files:
            return any(self._is_new(written) for written in latest_first(self._file(name, seen).strands, self._own))
        strand = Strand(self._folder / name, self._files[name].signature.size, seen.size)
        if not begins_a_line(strand):
            return True
        return any(self._is_new(written) for written in latest_first([strand], self._own))

    def _is_new(self, written: Written) -> bool:
        return written.changes.who == self._me and written.changes.id not in self._taken

    def written_of(self, commits: Sequence[Commit]) -> set[str]:
        """Which of the latest commits of a run are in the logs by now: the log says better what they came to."""
        if not commits:
            return set()
        last = (islice(latest_first([strand], b""), len(commits)) for strand in self._strands())
        return {written.changes.id for lines in last for written in lines} & {commit.id for commit in commits}

    def next_undo(self) -> Line | None:
        """The latest line that stands; None where there is none."""
        while not self._done and self._read_one():
            pass
        return self._done[-1] if self._done else None

    def next_redo(self) -> Line | None:
        """The line that was taken back last, unless a new one came since; None where there is none."""
        while not self._undone and self._is_since_new and self._read_one():
            pass
        return self._undone[-1] if self._undone else None

    def _read_one(self) -> bool:
        """Take in the latest change of this observer's that was not read yet; False where there is none."""
        for written in self._rest:
            said = written.changes
            if said.who == self._me and said.id not in self._taken and not self._is_erased(written):
                self._before(commit_of(said, written.device, self._old_value))
                return True
        return False

    def _is_erased(self, written: Written) -> bool:
        erased = self._erased()
        return bool(erased) and (written.at in erased or written.changes.id in erased.values())

    def _before(self, commit: Commit) -> None:
        """Take in a commit that came before all others that are known."""
        self._note(commit)
        line = commit.undoes or commit.redoes or (commit.id if commit.is_line else "")
        if line and line not in self._judged:
            self._judged.add(line)
            if not commit.undoes:
                self._done.appendleft(Line(line, _light(commit)))
            elif self._is_since_new:
                self._undone.appendleft(Line(line, _light(commit)))
        if commit.is_line and not (commit.undoes or commit.redoes):
            self._is_since_new = False

    def add(self, commit: Commit) -> None:
        """Take in a commit that comes after all others; one that is known already changes nothing."""
        if commit.id in self._taken:
            return
        self._note(commit)
        if commit.who != self._me:
            return
        if commit.undoes:
            self._move(commit.undoes, self._done, self._undone, commit)
        elif commit.redoes:
            self._move(commit.redoes, self._undone, self._done, commit)
        elif commit.is_line and commit.id not in self._judged:
            self._judged.add(commit.id)
            self._done.append(Line(commit.id, _light(commit)))
            self._undone.clear()
            self._is_since_new = False

    def _move(self, line: str, source: deque[Line], target: deque[Line], commit: Commit) -> None:
        """Put a line to the others that went or came back, unless it is known to be there."""
        found = next((each for each in reversed(source) if each.id == line), None)
        if found is not None:
            source.remove(found)
            self._reversed[commit.id] = found.last.id
        elif line in self._judged:
            return
        self._judged.add(line)
        target.append(Line(line, _light(commit)))

    def _note(self, commit: Commit) -> None:
        self._taken.add(commit.id)
        self._facts[commit.id] = commit.who, commit.undoes or commit.redoes

    def author(self, change: str) -> str:
        """Who else made a change; empty for this observer's own."""
        who = self._fact(change)[0]
        return "" if who == self._me and change in self._facts else who or "somebody else"

    def reversed_by(self, change: str) -> str:
        """The change that one took back, or the taking back that it took back; empty where it is no reversal."""
        line = self._fact(change)[1]
        if line and change not in self._reversed:
            self._reversed |= pairwise(self._fates(line))
        return self._reversed.get(change, line)

    def _fates(self, line: str) -> Iterator[str]:
        """The changes by which a line came, went and came back, the latest first."""
        for written in latest_first(self._strands(), line.encode()):
            said = written.changes
            if line in (said.id, said.undoes, said.redoes) and not self._is_erased(written):
                yield said.id
            if said.id == line:
                return

    def _fact(self, change: str) -> tuple[str, str]:
        if change not in self._facts:
            said = self._said(change)
            if said is None:
                return "", ""
            self._facts[change] = said.who, said.undoes or said.redoes
        return self._facts[change]

    def _said(self, change: str) -> Changes | None:
        """A change from the logs, wherever it stands; the last few are kept at hand."""
        if change not in self._at_hand:
            if len(self._at_hand) >= _AT_HAND:
                self._at_hand.clear()
            found = find(self._strands(), change)
            if found is None:
                return None
            self._at_hand[change] = found
        return self._at_hand[change]

    def _old_value(self, table: str, key: str, field: str, over: str) -> Any:
        if not over or over in self._erased().values():
            return GONE
        said = self._said(over)
        for change in said.changes if said else ():
            if isinstance(change, Put) and (change.table, change.key) == (table, key):
                return orjson.loads(bytes(change.fields)).get(field, GONE)
        return GONE


def _light(commit: Commit) -> Commit:
    """A commit with the values only of what it changed: taking it back asks for no others."""
    steps = tuple(s if s.how == "changed" else msgspec.structs.replace(s, fields={}) for s in commit.steps)
    return msgspec.structs.replace(commit, steps=steps)
