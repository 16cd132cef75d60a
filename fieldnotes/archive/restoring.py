"""Putting back what a generation holds: a plan first, then the act; no log is ever overwritten or taken away."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from fieldnotes.archive import disk, names, packing
from fieldnotes.archive.generations import Copy, Generation, copies, logs_of_study
from fieldnotes.archive.line import read_line
from fieldnotes.archive.reading import Reader

ASIDE = "set-aside"

State = Literal["missing", "shorter", "damaged", "mended", "same", "newer", "unusable"]
STATES: dict[State, str] = {
    "missing": "not in the study: is added",
    "shorter": "cut short in the study: is set aside, the whole one put in its place",
    "damaged": "damaged in the study: is set aside, the whole one put in its place",
    "mended": "damaged in the study but with more in it: stays, and the copy is put beside it",
    "same": "as it was",
    "newer": "longer or newer in the study: stays",
    "unusable": "the copy itself cannot be read: nothing is done",
}
"""What a log of the study is, against its copy, and what is done about it."""
ACTING: tuple[State, ...] = ("missing", "shorter", "damaged", "mended")


class Step(NamedTuple):
    """One log: its path in the study, how it stands, and its lines there and in the copy (0 for none)."""

    file: str
    state: State
    lines_there: int
    lines_kept: int
    copy: Copy | None = None

    @property
    def acts(self) -> bool:
        """True where something is to be done."""
        return self.state in ACTING


def plan(found: list[Generation], target: Path) -> list[Step]:
    """What restoring from the last of these generations (oldest first) would do to the study at `target`."""
    steps = [_step(file, kept, target) for file, kept in sorted(copies(found).items())]
    known = {step.file for step in steps}
    return steps + [
        Step(file, "newer", _count(target.joinpath(*file.split("/"))), 0)
        for file, _ in logs_of_study(target)
        if file not in known and not _is_beside(file, known)
    ]


def _is_beside(file: str, known: set[str]) -> bool:
    """True for a copy that an earlier restoring put beside a damaged log."""
    return f"{file.rpartition('.from-')[0]}{names.ENDING}" in known


def _step(file: str, kept: list[Copy], target: Path) -> Step:
    """The latest copy that is whole, against the log in the study."""
    path = target.joinpath(*file.split("/"))
    for copy in kept:
        data = copy.read()
        if data is not None and not path.exists() and packing.is_packed(path):
            return Step(file, "same", copy.kept.lines, copy.kept.lines, copy)
        if data is not None:
            there = _content(target.joinpath(*file.split("/")))
            state = _state(target.joinpath(*file.split("/")), there, data)
            if state == "mended" and _beside(target, copy).exists():
                state = "newer"
            return Step(file, state, 0 if there is None else there.count(b"\n"), copy.kept.lines, copy)
    return Step(file, "unusable", _count(target.joinpath(*file.split("/"))), kept[0].kept.lines)


def _state(path: Path, there: bytes | None, data: bytes) -> State:
    if there is None:
        return "missing"
    if there == data:
        return "same"
    if there.startswith(data):
        return "newer"
    whole = there[: there.rfind(b"\n") + 1]
    if data.startswith(whole):
        return "shorter"
    reader = Reader(path)
    reader.read("")
    if not reader.mark.damage and reader.tail is None:
        return "newer"  # sound, but other bytes: something was erased since
    return "damaged" if _lines(there) <= _lines(data) else "mended"


def _lines(data: bytes) -> set[bytes]:
    parts = (read_line(raw) for raw in data.split(b"\n"))
    return {part.digest.encode() for part in parts if part and part.is_whole}


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _count(path: Path) -> int:
    return (_content(path) or b"").count(b"\n")


def act(steps: Iterable[Step], target: Path) -> None:
    """Carry out a plan. Raises OSError; what was done until then stands, and planning again finds what is left."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for step in steps:
        data = step.copy.read() if step.acts and step.copy else None
        if data is None or step.copy is None:
            continue
        path = target.joinpath(*step.file.split("/"))
        disk.make_folder(path.parent)
        if step.state in ("shorter", "damaged"):
            _set_aside(path, f"{stamp}-{step.state}")
            _set_aside(_summary(target, path.parent), stamp)
        _put(_beside(target, step.copy) if step.state == "mended" else path, data)


def _beside(target: Path, copy: Copy) -> Path:
    path = target.joinpath(*copy.kept.file.split("/"))
    stem = path.name.removesuffix(names.ENDING)
    return path.with_name(f"{stem}.from-{copy.generation.folder.name}{names.ENDING}")


def _put(path: Path, data: bytes) -> None:
    """A whole file under a name that is free; raises FileExistsError where it is not."""
    if path.exists():
        raise FileExistsError(17, os.strerror(17), str(path))
    disk.write_whole(path, data, os.urandom(4).hex())


def _set_aside(path: Path, why: str) -> None:
    """Into a folder that no reader looks into; a summary too, which is made anew from the logs."""
    if not path.exists():
        return
    folder = path.parent / ASIDE
    disk.make_folder(folder)
    disk.replace(path, _free(folder / f"{why}-{path.name}"))
    disk.sync_folder(folder)
    disk.sync_folder(path.parent)


def _summary(target: Path, folder: Path) -> Path:
    """The checkpoint of the logs in a folder."""
    return target / "study.json" if folder == target / "logs" else folder / "meeting.json"


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{number}-{path.name}")
    return free
