"""Putting back what a generation holds: a plan first, then the act; no log is ever overwritten or taken away."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from fieldnotes.archive import disk, names, packing
from fieldnotes.archive.generations import Copy, Generation, copies, logs_of_study, marked
from fieldnotes.archive.packs import header_of
from fieldnotes.archive.soundness import has_damage, is_sound, sound_lines
from fieldnotes.archive.summits import known_lost

ASIDE = "set-aside"

State = Literal[
    "missing",
    "partly",
    "shorter",
    "damaged",
    "other",
    "mended",
    "rest",
    "away",
    "same",
    "newer",
    "alone",
    "gone",
    "unusable",
]
STATES: dict[State, str] = {
    "missing": "not in the study: is added",
    "partly": "not in the study, and damaged in the backup: is added with what can be read of it",
    "shorter": "cut short in the study: is set aside, the whole one put in its place",
    "damaged": "damaged in the study: is set aside, the whole one put in its place",
    "other": "another log lies under its name in the study: that is set aside, the right one put in its place",
    "mended": "damaged in the study but with more in it: stays, and the copy is put beside it",
    "rest": "a copy that is damaged, with lines that are nowhere else: is put beside it",
    "away": "cannot be read in the study now: stays, and the copy is put beside it",
    "same": "as it was",
    "newer": "longer or newer in the study: stays",
    "alone": "damaged in the study where no backup reaches: stays; `fieldnotes salvage` prints what can be read",
    "gone": "in no backup, and not in the study any more; what is known of it is in the checkpoint alone",
    "unusable": "the copy itself cannot be read: nothing is done",
}
"""What a log of the study is, against its copy, and what is done about it."""
ACTING: tuple[State, ...] = ("missing", "partly", "shorter", "damaged", "other", "mended", "rest", "away")
BESIDE: tuple[State, ...] = ("mended", "rest", "away")
SET_ASIDE: tuple[State, ...] = ("shorter", "damaged", "other")
SHORT_OF: tuple[State, ...] = ("partly", "rest", "alone", "gone", "unusable")
"""After these, not all is as it once was."""


class Step(NamedTuple):
    """One log: its path in the study, how it stands, and its lines there and in the copy (0 for none).

    `lines_sound` are those of the copy that can be read.
    """

    file: str
    state: State
    lines_there: int
    lines_kept: int
    lines_sound: int = 0
    copy: Copy | None = None

    @property
    def acts(self) -> bool:
        """True where something is to be done."""
        return self.state in ACTING


def plan(found: list[Generation], target: Path) -> list[Step]:
    """What restoring from the last of these generations (oldest first) would do to the study at `target`."""
    kept_by_file = copies(found)
    renamed = _renamed(kept_by_file, target)
    steps = [
        step for file, kept in sorted(kept_by_file.items()) for step in _steps(_now(file, renamed), kept, target)
    ]
    known = {step.file for step in steps}
    steps += [
        Step(file, "alone" if has_damage(path) else "newer", _count(path), 0)
        for file, _ in logs_of_study(target)
        if file not in known and not _is_beside(file, known) and (path := _at(target, file))
    ]
    return steps + [
        Step(file, "gone", _count(_at(target, file)), lines)
        for file, lines in known_lost(target)
        if not any(step.file == file and (step.acts or step.state in SHORT_OF) for step in steps)
    ]


def _renamed(kept: Iterable[str], target: Path) -> dict[str, str]:
    """The folders that are gone from the study while one of another name holds logs of theirs, and that name."""
    lies_in = {file.rpartition("/")[2]: file.rpartition("/")[0] for file, _ in logs_of_study(target)}
    found: dict[str, str] = {}
    for folder, _, name in (file.rpartition("/") for file in kept):
        if name in lies_in and not _lies(_at(target, folder)):
            found[folder] = lies_in[name]
    return found


def _now(file: str, renamed: dict[str, str]) -> str:
    folder, _, name = file.rpartition("/")
    return f"{renamed.get(folder, folder)}/{name}"


def _at(study: Path, file: str) -> Path:
    return study.joinpath(*file.split("/"))


def _is_beside(file: str, known: set[str]) -> bool:
    """True for a copy that an earlier restoring put beside a damaged log."""
    return f"{file.rpartition('.from-')[0]}{names.ENDING}" in known


class _Read(NamedTuple):
    """A copy as it is now, and its sound lines; `whole` where it is as it was made and nothing in it is damaged."""

    copy: Copy
    data: bytes
    lines: frozenset[str]
    whole: bool


def _read(copy: Copy) -> _Read | None:
    data = copy.content()
    if data is None:
        return None
    lines = sound_lines(data)
    as_made = copy.is_as_made(data) or marked(copy.kept.file, data).head == copy.kept.head  # either may be damaged
    return _Read(copy, data, lines, as_made and len(lines) == data.count(b"\n"))


def _steps(file: str, kept: list[Copy], target: Path) -> Iterator[Step]:
    """The latest copy that is whole, or else the one of which most can be read, and what only others hold."""
    path, read = _at(target, file), [each for copy in kept if (each := _read(copy)) and each.lines]
    if not read:
        yield Step(file, "unusable", _count(path), kept[0].kept.lines)
        return
    best = next((each for each in read if each.whole), None) or max(read, key=lambda each: len(each.lines))
    step = _step(file, best, target)
    yield step
    if step.state == "same":
        return
    there, beside = _content(path) or b"", _beside(path, best.copy)
    known = best.lines | sound_lines(there) | sound_lines(_content(beside) or b"")
    for each in read:
        if not each.whole and each.lines - known and not _lies(_beside(path, each.copy)):
            yield _told(file, "rest", there, each)
            known |= each.lines


def _step(file: str, best: _Read, target: Path) -> Step:
    path = _at(target, file)
    if not _lies(path):
        packed = packing.is_packed(path)
        return _told(file, "same" if packed else "missing" if best.whole else "partly", None, best)
    there = _content(path)
    state: State = "away" if there is None else _state(path, there, best)
    if state in BESIDE and _lies(_beside(path, best.copy)):
        state = "newer"
    return _told(file, state, there, best)


def _told(file: str, state: State, there: bytes | None, read: _Read) -> Step:
    lines = 0 if there is None else there.count(b"\n")
    return Step(file, state, lines, read.copy.kept.lines, len(read.lines), read.copy)


def _state(path: Path, there: bytes, best: _Read) -> State:
    """How a log that can be read stands against its copy."""
    if there == best.data:
        return "same" if best.whole else "alone"
    ours = sound_lines(there)
    if not best.whole:
        return "rest" if best.lines - ours else "alone" if has_damage(path) else "newer"
    if there.startswith(best.data) or (best.lines <= ours and is_sound(path)):
        return "alone" if has_damage(path) else "newer"  # longer, or a line of it was erased since
    if best.data.startswith(there[: there.rfind(b"\n") + 1]):
        return "shorter"
    if _is_another(there, best.data):
        return "other"
    return "damaged" if ours <= best.lines else "mended"


def _is_another(there: bytes, data: bytes) -> bool:
    """True where the header of a log says that it is another than its copy."""
    ours, theirs = (header_of(each.partition(b"\n")[0]) for each in (there, data))
    return ours is not None and theirs is not None and ours.log != theirs.log


def _lies(path: Path) -> bool:
    """True for a link that leads to nothing, too."""
    return os.path.lexists(path)


def _content(path: Path) -> bytes | None:
    try:
        return disk.read_from(path)
    except OSError:
        return None


def _count(path: Path) -> int:
    return (_content(path) or b"").count(b"\n")


def act(steps: Iterable[Step], target: Path) -> None:
    """Carry out a plan. Raises OSError; what was done until then stands, and planning again finds what is left."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for step in steps:
        data = step.copy.content() if step.acts and step.copy else None
        if data is None or step.copy is None:
            continue
        path = _at(target, step.file)
        disk.make_folder(path.parent)
        if step.state in SET_ASIDE:
            set_aside(path, f"{stamp}-{step.state}")
        _put(_beside(path, step.copy) if step.state in BESIDE else path, data)


def _beside(path: Path, copy: Copy) -> Path:
    """Where a copy of the log at `path` goes that is to lie beside it."""
    stem = path.name.removesuffix(names.ENDING)
    return path.with_name(f"{stem}.from-{copy.generation.folder.name}{names.ENDING}")


def _put(path: Path, data: bytes) -> None:
    """A whole file under a name that is free; raises FileExistsError where it is not."""
    if _lies(path):
        raise FileExistsError(17, os.strerror(17), str(path))
    disk.write_whole(path, data, os.urandom(4).hex())


def set_aside(path: Path, why: str) -> None:
    """Into a folder that no reader looks into. Raises OSError."""
    folder = path.parent / ASIDE
    disk.make_folder(folder)
    disk.replace(path, _free(folder / f"{why}-{path.name}"))
    disk.sync_folder(folder)
    disk.sync_folder(path.parent)


def _free(path: Path) -> Path:
    number, free = 1, path
    while _lies(free):
        number += 1
        free = path.with_name(f"{number}-{path.name}")
    return free
