"""What every importer holds to; each inherits these tests and brings files of its kind, sound and malformed."""

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.archive import StudyArchive, disk
from fieldnotes.errors import FieldnotesError
from fieldnotes.export.whole import whole
from tests.archive.faults import FaultyOs, still_clock
from tests.cli.calling import Caller, Said
from tests.intake.mutating import COUNT, mutated

NAME = "name.of.file"
_MOST_CALLS, _EVERY = 80, 10


class FullDisk(FaultyOs):
    """What only reads is not failed."""

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        """Of a file that is made; opening another goes well."""
        if flags & os.O_CREAT:
            return super().open(path, flags, mode)
        fd = os.open(path, flags, mode)
        self._paths[fd] = os.fspath(path)
        return fd


class ImporterContract:
    """Inherit it, and say what is imported how."""

    ending = ""

    def sound(self) -> list[bytes]:
        """Files that are taken in whole, small ones: each is the seed of mutations."""
        raise NotImplementedError

    def malformed(self) -> list[tuple[bytes, int]]:
        """Files that are refused, and the line that the sentence must name."""
        raise NotImplementedError

    def pure(self, content: bytes) -> object:
        """Read and plan a file that is called NAME, without a disk; raises FieldnotesError and nothing else."""
        raise NotImplementedError

    def is_in_header(self, error: FieldnotesError) -> bool:
        """True for an error before which nothing of the file but its beginning was looked at."""
        raise NotImplementedError

    def call(self, study: Path, file: Path) -> Sequence[object]:
        """The words of the command that imports a file."""
        return ("import", study, file)

    def prepare(self, fieldnotes: Caller, study: Path) -> None:
        """What must be in the study before; nothing."""

    def state(self, study: Path) -> object:
        """All that a study says, without ids: what a new reader is told."""
        archive = StudyArchive.open(study)
        told: list[Any] = []
        for place in archive.meetings():
            meeting = archive.open_meeting(place)
            told.append(_without_ids(whole(meeting.record())))
            meeting.close()
        archive.close()
        return sorted(map(repr, told)), archive.codes()

    # -- the tests

    @pytest.fixture
    def ready(self, fieldnotes: Caller, study: Path) -> Path:
        """A study into which files can go."""
        self.prepare(fieldnotes, study)
        return study

    def file(self, folder: Path, content: bytes) -> Path:
        path = folder / f"file{self.ending}"
        path.write_bytes(content)
        return path

    def bring(self, fieldnotes: Caller, study: Path, file: Path, *options: str) -> Said:
        return fieldnotes(*self.call(study, file), *options)

    def test_a_plan_changes_nothing_and_the_act_is_what_was_planned(
        self, fieldnotes: Caller, ready: Path, tmp_path: Path
    ) -> None:
        for content in self.sound():
            file, before = self.file(tmp_path, content), bytes_of(ready)
            planned = self.bring(fieldnotes, ready, file, "--dry-run", "--json").json[0]
            self.bring(fieldnotes, ready, file, "--dry-run")
            assert bytes_of(ready) == before
            done = self.bring(fieldnotes, ready, file, "--json").json[0]
            assert done["added"] > 0
            also = {"meeting": done["meeting"]} if "meeting" in done else {}
            assert {**planned, **also} == {**planned, **done}
            assert bytes_of(ready) != before

    def test_a_second_time_adds_nothing_and_says_so(self, fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
        for content in self.sound():
            file = self.file(tmp_path, content)
            first = self.bring(fieldnotes, ready, file, "--json").json[0]
            before = bytes_of(ready)
            again = self.bring(fieldnotes, ready, file, "--json").json[0]
            assert (again["added"], again["there_already"]) == (0, first["added"] + first["there_already"])
            assert re.search(r"\b0 added|nothing", self.bring(fieldnotes, ready, file).out)
            assert bytes_of(ready) == before

    def test_a_malformed_file_is_one_sentence_with_file_and_line(
        self, fieldnotes: Caller, ready: Path, tmp_path: Path
    ) -> None:
        before = bytes_of(ready)
        for content, line in self.malformed():
            file = self.file(tmp_path, content)
            said = self.bring(fieldnotes, ready, file)
            assert (said.code, said.out) == (1, "")
            (sentence,) = said.err.splitlines()
            assert f"{file}, line {line}: " in sentence
            assert "othing was " in sentence
            assert bytes_of(ready) == before

    def test_a_file_that_is_cut_anywhere_raises_nothing_else(self) -> None:
        for content in self.sound():
            self.pure(content)
            for end in range(len(content)):
                self.read_or_refuse(content[:end])

    def read_or_refuse(self, content: bytes) -> bool:
        """True where the beginning of the file was understood; what is refused, is in one sentence."""
        try:
            self.pure(content)
        except FieldnotesError as error:
            sentence = str(error)
            assert "\n" not in sentence
            assert re.search(rf"{re.escape(NAME)}, line \d+: .*[Nn]othing was ", sentence), sentence
            return not self.is_in_header(error)
        return True

    def test_mutations_raise_nothing_else_and_half_of_them_get_past_the_header(self) -> None:
        past = sum(map(self.read_or_refuse, mutated(self.sound(), COUNT, type(self).__name__)))
        assert past * 2 >= COUNT

    def test_nothing_is_half_imported_when_the_disk_fails(
        self, fieldnotes: Caller, ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = self.file(tmp_path, self.sound()[0])
        whole = self._copy(ready, tmp_path / "whole")
        before = self.state(whole)
        assert self.bring(fieldnotes, whole, file).code == 0
        after = self.state(whole)
        assert after != before
        refused = 0
        for well in (*range(_EVERY), *range(_EVERY, _MOST_CALLS, 7)):
            copy, faulty = self._copy(ready, tmp_path / f"copy {well}"), FullDisk()
            with monkeypatch.context() as patch:
                patch.setattr(disk, "os", faulty)
                patch.setattr(disk, "time", still_clock())
                faulty.begin([*[None] * well, "ENOSPC", "ENOSPC"])
                said = self.bring(fieldnotes, copy, file)
            now = self.state(copy)
            assert now == (after if said.code == 0 else before), (well, faulty.failed, said)
            refused += said.code != 0
            assert self.bring(fieldnotes, copy, file).code == 0
            assert self.state(copy) == after
            if not faulty.failed:
                break
        assert refused

    def _copy(self, study: Path, target: Path) -> Path:
        shutil.copytree(study, target)
        return target


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def _without_ids(told: Any) -> str:
    return _IDS.sub("ID", repr(told))
