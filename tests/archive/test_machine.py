"""Any order of acts by several handles and processes on one meeting, on a disk that fails at random.

What must hold: every acknowledged change is in the logs, in order, whole; nothing else is, but what was in flight
when it failed and could not be cut back; what a handle shows after a refresh is what a new opening finds without a
checkpoint.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from fieldnotes.archive import NotSaved, StudyArchive, disk
from fieldnotes.archive.device import this_device
from fieldnotes.archive.erasure import empty_line
from fieldnotes.archive.failures import NoSuchRecord
from fieldnotes.archive.line import Erase, read_line
from fieldnotes.model.observation import Observation
from tests.archive.faults import FaultyOs, Killed, plans, still_clock
from tests.archive.handles import Handle, differing, records
from tests.archive.making import a_meeting, a_study, seen
from tests.shared_material import CHECKOUT

some = st.integers(0, 5)


@pytest.fixture(scope="module")
def process() -> Iterator["subprocess.Popen[str]"]:
    """Another process, which adds a note wherever it is told to."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.archive.other_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    ) as started:
        yield started
        assert started.stdin is not None
        started.stdin.close()


ACTS = (
    *(["adds"] * 5), *(["amends"] * 3), *(["undoes", "saves", "refreshes", "closes", "opens", "compares"] * 2),
    "retracts", "erases", "erases", "empties", "is_killed", "another_process_adds",
)  # fmt: skip


class Machine(RuleBasedStateMachine):
    """The acts, and a model of what must come of them.

    `texts` holds for each observation the texts of which one must be shown; `perhaps` those of changes that failed
    and may yet be there.
    """

    process: "subprocess.Popen[str]"

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="machine-"))
        self.os = FaultyOs()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(disk, "os", self.os)
        self.patch.setattr(disk, "time", still_clock())
        self.patch.setenv("FIELDNOTES_CACHE", str(self.home / "cache"))
        for name in ("two", "one"):
            self.patch.setenv("FIELDNOTES_DATA", str(self.home / name))
            this_device()
        self.folder = self.home / "study"
        study = a_study(self.folder)
        first = a_meeting(study)
        first.close()
        study.close()
        self.meeting = first.folder
        self.beginning = {change for change, _ in self.changes_on_disk()}
        self.all = [Handle(self.folder, str(self.home / "one"))]
        self.notes: list[str] = []
        self.number = 0
        self.alone: list[str] = []  # acknowledged to the other process
        self.texts: dict[str, set[str]] = {}
        self.perhaps: dict[str, set[str]] = {}
        self.born: dict[str, str] = {}
        self.text_of: dict[str, str] = {}
        self.in_flight: set[str] = set()
        self.amended: dict[str, list[str]] = {}
        self.erased: set[str] = set()  # changes, acknowledged so
        self.gone: set[str] = set()  # notes whose first line was erased
        self.shaken: set[str] = (
            set()
        )  # notes of which an amendment is to be erased: one may be left out for a while
        self.emptied: list[tuple[str, int]] = []

    # what is on the disk, by another way than the archive's

    def changes_on_disk(self) -> list[tuple[str, dict[str, Any]]]:
        """Every change of the logs, in the order of their names and lines."""
        found = []
        for log in sorted(self.meeting.glob("*.jsonl")):
            for raw in log.read_bytes().split(b"\n"):
                line = read_line(raw)
                if line and line.is_whole and line.payload and b'"changes"' in line.payload:
                    said = json.loads(line.payload)
                    found.append((said["id"], said))
        return found

    def fresh(self) -> dict[str, Any]:
        """What a new opening of a copy without checkpoints finds."""
        copy = self.home / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.folder, copy)
        for summary in copy.rglob("*.json"):
            summary.unlink()
        archive = StudyArchive.open(copy).open_meeting("last")
        found = records(archive)
        assert all("cut off" in d.sentence or "on its way" in d.sentence or "emptied" in d.sentence
                   for d in archive.damage), archive.damage  # fmt: skip
        return found

    # acts

    def _acts(self, handle: Handle, plan: list[str | None], act: Any) -> str | None:
        """Do something on a disk that fails like this: the id of the change, None where none was acknowledged."""
        os.environ["FIELDNOTES_DATA"] = handle.device
        before = {change for change, _ in self.changes_on_disk()}
        seen_before = handle.notes()
        self.os.begin(plan)
        done: str | None = None
        try:
            done = act()
        except NotSaved:
            if "ftruncate" not in self.os.failed and "unlink" not in self.os.failed:
                self.os.well()
                left = {change for change, _ in self.changes_on_disk()} - before
                assert not left, "what was refused is in the logs, though it could have been cut back"
        except NoSuchRecord:
            pass  # by an erasure that was not known here: see below
        except Killed:
            self._drop(handle)
        went = seen_before - handle.notes() if handle.open else set()
        assert not went & (set(self.texts) - self.shaken), "gone from the screen, though nobody erased it"
        unsynced = [path for path in self.os.unsynced if path.endswith(".jsonl")]  # others are of what is set aside
        assert not (done and unsynced), "acknowledged, though the sync failed"
        self.os.well()
        if not done:
            self.in_flight |= {change for change, _ in self.changes_on_disk()} - before
        else:
            handle.acknowledged.append(done)
        return done

    def _drop(self, handle: Handle) -> None:
        """As if its process were gone."""
        writer = handle.archive.storage.journal._writer
        if writer is not None:
            writer.close()
        handle.open = False

    def _handle(self, which: int) -> Handle:
        """One of those that are open."""
        handles = [handle for handle in self.all if handle.open]
        return handles[which % len(handles)]

    @rule(name=st.sampled_from(ACTS), which=some, one=some, plan=plans)
    def acts(self, name: str, which: int, one: int, plan: list[str | None]) -> None:
        """One of the acts below; a single rule, for Hypothesis leaves out some rules of many."""
        if name != "opens" and not any(handle.open for handle in self.all):
            self.opens(which, one, plan)
        if name not in ("amends", "retracts", "undoes", "erases") or self.notes:
            getattr(self, name)(which, one, plan)

    def opens(self, which: int, one: int, plan: list[str | None]) -> None:
        """One more handle, of the one device or the other."""
        if sum(handle.open for handle in self.all) < 3:
            self.all.append(Handle(self.folder, str(self.home / ("one", "two")[which % 2])))

    def adds(self, which: int, one: int, plan: list[str | None]) -> None:
        """A new note."""
        handle = self._handle(which)
        self.number += 1
        note = seen(self.number, f"note {self.number}")
        done = self._adds(handle, note, plan)
        if done is None and handle.open:
            done = self._adds(handle, note, [])  # what was refused is kept by the composer, and tried again
            assert done is not None, "the next try does not work"
        (self.perhaps if done is None else self.texts).setdefault(note.id, set()).add(note.text)
        if done is not None:
            self.born[note.id] = done
            self.text_of[done] = note.text
            self.notes.append(note.id)

    def _adds(self, handle: Handle, note: Observation, plan: list[str | None]) -> str | None:
        done = self._acts(handle, plan, lambda: handle.archive.commit(who="AB", observations=[note]))
        if done == "":  # it is there, by the try that failed
            done = self._first_change(note.id)
            handle.acknowledged.append(done)
        return done

    def _first_change(self, note: str) -> str:
        return next(change for change, said in self.changes_on_disk() if said["changes"][0].get("key") == note)

    def amends(self, which: int, one: int, plan: list[str | None]) -> None:
        """Another text."""
        handle, note = self._handle(which), self._note(one)
        old = self._shown_text(handle, note)
        if old is not None:
            self.number += 1
            self._say(handle, note, old, f"text {self.number}", plan)

    def retracts(self, which: int, one: int, plan: list[str | None]) -> None:
        """It is kept, and does not count."""
        handle, note = self._handle(which), self._note(one)
        if self._shown_text(handle, note) is not None:
            self._acts(handle, plan, lambda: handle.archive.amend("observations", note, {"retracted": True}, "AB"))

    def undoes(self, which: int, one: int, plan: list[str | None]) -> None:
        """Its first text again, over what is shown."""
        handle, note = self._handle(which), self._note(one)
        old, first = self._shown_text(handle, note), self.text_of[self.born[note]]
        if old is not None and old != first:
            self._say(handle, note, old, first, plan)

    def _note(self, one: int) -> str:
        return self.notes[one % len(self.notes)]

    def _shown_text(self, handle: Handle, note: str) -> str | None:
        doc = handle.shown().get("observations", {}).get(note)
        return str(doc["text"]) if doc else None

    def _say(self, handle: Handle, note: str, old: str, new: str, plan: list[str | None]) -> None:
        done = self._acts(handle, plan, lambda: handle.archive.amend("observations", note, {"text": new}, "AB"))
        if done:
            self.texts[note].discard(old)
            self.texts[note].add(new)
            self.text_of[done] = new
            self.amended.setdefault(note, []).append(done)
        else:
            self.perhaps.setdefault(note, set()).add(new)

    def erases(self, which: int, one: int, plan: list[str | None]) -> None:
        """The line in which a note began, or one that amended it."""
        handle, note = self._handle(which), self._note(one)
        lines = [self.born[note], *self.amended.get(note, [])]
        change = lines[which % len(lines)]
        place = self._line_of(change)
        was = self.texts.pop(note)
        if not plan and one % 2:  # it is written, and then a log cannot be read
            plan = [*[None] * (2 + self.number % 7), "EIO"]
        erasure = Erase(*place, "asked to", change)
        done = self._acts(handle, plan, lambda: handle.archive.storage.journal.commit(lambda _: [erasure], "AB"))
        if done:
            self.erased.add(change)
            self.emptied.append(place)
        if change == self.born[note]:
            self.notes.remove(note)
            self.gone |= {note} if done else set()
            self.perhaps[note] = self.perhaps.get(note, set()) | was
        else:
            self.shaken.add(note)
            self.amended[note] = [each for each in lines[1:] if each not in self.erased]
            self.texts[note] = {self.text_of[each] for each in lines if each not in self.erased}
        if done and handle.open:
            left = self.texts.get(note, set()) | self.perhaps.get(note, set()) if note in self.notes else set()
            assert self._shown_text(handle, note) in {None, *left}, "erased, and still on the screen"

    def _line_of(self, change: str) -> tuple[str, int]:
        """Where a change stands first; an erasure that names it is another one."""
        named = f'"id":"{change}"'.encode()
        for log in sorted(self.meeting.glob("*.jsonl")):
            for raw in log.read_bytes().split(b"\n"):
                line = read_line(raw) if named in raw else None
                if line and line.payload and json.loads(line.payload).get("id") == change:
                    return log.stem, line.n
        raise AssertionError("an acknowledged change is in no log")

    def empties(self, which: int, one: int, plan: list[str | None]) -> None:
        """The erased lines of the logs that nobody writes."""
        writers = [handle.archive.storage.journal._writer for handle in self.all if handle.open]
        written = {writer.log for writer in writers if writer}
        for log, n in [each for each in self.emptied if each[0] not in written]:
            empty_line(self.meeting / f"{log}.jsonl", n)
            self.emptied.remove((log, n))

    def another_process_adds(self, which: int, one: int, plan: list[str | None]) -> None:
        """Opens, adds a note, closes."""
        text = "from the other process"
        self.number += 1
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{self.folder}\t{text} {self.number}\n")
        self.process.stdin.flush()
        change, note = self.process.stdout.readline().split()
        self.alone.append(change)
        self.texts[note] = {f"{text} {self.number}"}
        self.born[note] = change

    def saves(self, which: int, one: int, plan: list[str | None]) -> None:
        """A checkpoint, which may fail and is nobody's trouble."""
        handle = self._handle(which)
        self._acts(handle, plan, handle.archive.checkpoint)

    def refreshes(self, which: int, one: int, plan: list[str | None]) -> None:
        """What others wrote; files may be held meanwhile."""
        handle = self._handle(which)
        self._acts(handle, plan, lambda: handle.archive.refresh() and None)

    def closes(self, which: int, one: int, plan: list[str | None]) -> None:
        """In order, on a disk that may fail."""
        handle = self._handle(which)
        self._acts(handle, plan, handle.archive.close)
        handle.open = False

    def is_killed(self, which: int, one: int, plan: list[str | None]) -> None:
        """Without a word."""
        self._drop(self._handle(which))

    # what must hold

    @invariant()
    def acknowledged_is_there_in_order_and_nothing_else(self) -> None:
        """By the lines of the files."""
        found = [change for change, _ in self.changes_on_disk()]
        for told in [handle.acknowledged for handle in self.all]:
            kept = [change for change in told if change not in self.erased]
            assert [change for change in kept if change not in found] == [], "acknowledged and lost"
            by_log: dict[str, list[int]] = {}
            for log, n in map(self._line_of, kept):
                by_log.setdefault(log, []).append(n)
            assert all(lines == sorted(lines) for lines in by_log.values()), "not in order"
        known = {*self.beginning, *self.alone, *self.in_flight}
        known.update(*(handle.acknowledged for handle in self.all))
        assert set(found) <= known, "in the logs, but neither acknowledged nor in flight"

    def compares(self, which: int, one: int, plan: list[str | None]) -> None:
        """All handles."""
        self.memory_is_disk()

    def memory_is_disk(self) -> None:
        """Every handle, refreshed, shows what a new opening finds; and that is what was acknowledged."""
        truth = self.fresh()
        for handle in self.all:
            if handle.open:
                os.environ["FIELDNOTES_DATA"] = handle.device
                handle.archive.refresh()
                shown = handle.shown()
                assert shown == truth, differing(shown, truth)
        self._is_what_was_acknowledged(truth.get("observations", {}))

    def _is_what_was_acknowledged(self, shown: dict[str, Any]) -> None:
        assert set(self.texts) <= set(shown)
        assert not self.gone & set(shown)
        assert set(shown) <= {*self.texts, *self.perhaps}
        for note, doc in shown.items():
            assert doc["text"] in self.texts.get(note, set()) | self.perhaps.get(note, set())

    def teardown(self) -> None:
        """All is compared, closed, and opened again from the checkpoint."""
        try:
            self.os.well()
            self.memory_is_disk()
            truth = self.fresh()
            for handle in self.all:
                if handle.open:
                    handle.archive.close()
            assert self.fresh() == truth
            assert records(StudyArchive.open(self.folder).open_meeting("last")) == truth
        finally:
            self.patch.undo()
            shutil.rmtree(self.home, ignore_errors=True)


def test_every_acknowledged_change_is_there_and_memory_is_disk(process: "subprocess.Popen[str]") -> None:
    Machine.process = process
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=int(os.environ.get("FIELDNOTES_MACHINE", "60")),
            stateful_step_count=30,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a failure of forty steps takes long to shrink
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
