"""Making a generation: what is new or longer in a study is copied outside of it, whole or not at all."""

import os
import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from fieldnotes.archive import disk
from fieldnotes.archive.device import known_device
from fieldnotes.archive.generations import (
    MANIFEST,
    Copy,
    Kept,
    Manifest,
    copies,
    generations,
    logs_of_study,
    make_private,
    marked,
    new_name,
)
from fieldnotes.archive.lock import moment
from fieldnotes.archive.soundness import is_sound
from fieldnotes.archive.thinning import thin
from fieldnotes.model.study import Study

MANY = 50
_PASSING = ".tmp"


class Limits(NamedTuple):
    """How many generations are kept, and how many bytes of them, as far as their older ones can be put together."""

    number: int
    bytes: int


class News(NamedTuple):
    """A log as it is to be kept; `anew` where its older copies hold what was erased from it since."""

    kept: Kept
    data: bytes
    anew: bool = False


def keep(study: Study, source: Path, folder: Path, limits: Limits) -> Path | None:
    """Make a generation of what changed in the study at `source` since the last one; None where nothing did.

    Raises OSError; what was in `folder` before is then as it was.
    """
    if not list(_changed(source, copies(generations(folder)))):
        return None
    disk.make_folder(folder)
    with moment(folder):
        before = generations(folder)
        news = [each for one in _changed(source, copies(before)) if (each := _news(source, one))]
        if not news:
            return None
        manifest = Manifest(
            study=study.id,
            name=study.name,
            folder=os.path.realpath(source),
            logs=[each.kept for each in news],
            device=known_device(),
        )
        made = _written(folder, manifest, news)
        anew = {each.kept.file for each in news if each.anew}
        thin(generations(folder), anew, limits.number, limits.bytes)
    return made


class _Candidate(NamedTuple):
    file: str
    known: Copy | None


def _changed(source: Path, known: dict[str, list[Copy]]) -> Iterable[_Candidate]:
    """The logs whose length is not that of their latest copy."""
    for file, status in logs_of_study(source):
        latest = known[file][0] if file in known else None
        if latest is None or latest.kept.bytes != status.st_size:
            yield _Candidate(file, latest)


def _news(source: Path, candidate: _Candidate) -> News | None:
    """A log's whole lines, unless the copy that there is holds more of it."""
    path = source.joinpath(*candidate.file.split("/"))
    try:
        data = disk.read_from(path)
    except OSError:
        return None
    data = data[: data.rfind(b"\n") + 1]
    if not data:
        return None
    kept = marked(candidate.file, data)
    if candidate.known is None:
        return News(kept, data)
    before = candidate.known.kept
    if before.bytes < len(data) and sha256(data[: before.bytes]).hexdigest() == before.sha256:
        return News(kept, data)
    if before.bytes != len(data) and before.lines <= kept.lines and is_sound(path):
        return News(kept, data, anew=True)  # a line was emptied: an erasure reaches the copies too
    return None


def _written(folder: Path, manifest: Manifest, news: list[News]) -> Path:
    made = folder / new_name(folder)
    beside = made.with_name(f".{made.name}.{os.urandom(4).hex()}{_PASSING}")
    _clear_left(folder)
    try:
        for each in news:
            _write(beside.joinpath(*each.kept.file.split("/")), each.data, sync=len(news) <= MANY)
        _write(beside / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1), sync=True)
        if len(news) > MANY:
            disk.sync_all()
        disk.replace(beside, made)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    disk.sync_folder(folder)
    return made


def _write(path: Path, data: bytes, sync: bool) -> None:
    make_private(path.parent)
    fd = disk.open_exclusive(path)
    try:
        disk.append(fd, data)
        if sync:
            disk.sync_file(fd)
    finally:
        os.close(fd)
    if sync:
        disk.sync_folder(path.parent)


def _clear_left(folder: Path) -> None:
    """What a run that was killed here left behind; whoever gets here is alone with the folder."""
    for left in folder.glob(f".*{_PASSING}"):
        shutil.rmtree(left, ignore_errors=True)
