"""Which generations are of which study: of its id, and of where it lies, for a copy of a study has the same id.

A folder of generations is named `<name of the study>-<id8>-<place8>`, `place8` being a digest of the device and of
the study's folder. A study that was moved takes over the generations of where it lay, as long as no study of its id
lies there any more; so it does with a folder without `place8`, as earlier versions made them.
"""

import contextlib
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from fieldnotes.archive import device, disk, finding, names
from fieldnotes.archive.generations import Generation, generations, latest
from fieldnotes.model.study import Study

_PLACE = 8
Fits = Callable[[Generation], bool]


def folder_of(backups: Path, study: Study, source: Path) -> Path:
    """Where the generations of the study at `source` are, or would be; nothing is changed."""
    ending = f"-{names.id8_of(study.id)}-{place_of(source)}"
    there = _folders(backups, study.id)
    own = next((path for path in there if path.name.endswith(ending)), None)
    return own or _left_behind(there, study.id, source) or backups / f"{names.slug(study.name)}{ending}"


def claimed(backups: Path, study: Study, source: Path) -> Path:
    """The same, taken over where the study was moved: a copy of it finds them named for their place."""
    found = folder_of(backups, study, source)
    ending = f"-{names.id8_of(study.id)}-{place_of(source)}"
    if found.name.endswith(ending):
        return found
    own = found.with_name(names.slug(study.name) + ending)
    with contextlib.suppress(OSError):  # another run did it, or one holds it: what lies there is used all the same
        disk.replace(found, own)
    return found if found.is_dir() else own


def place_of(source: Path) -> str:
    """8 hex digits for a folder of this computer."""
    told = f"{device.known_device()}\n{os.path.realpath(source)}"
    return sha256(told.encode(errors="surrogateescape")).hexdigest()[:_PLACE]


def own_generations(backups: Path, study: Study, source: Path) -> list[Generation]:
    """The generations of the study at `source`, oldest first, none that were made of a copy of it elsewhere."""
    found = generations(folder_of(backups, study, source))
    strangers = {lay for lay in {one.manifest.folder for one in found} if _lies(lay, study.id, source)}
    return [one for one in found if one.manifest.folder not in strangers]


def any_generations(backups: Path, fits: Fits) -> list[Generation]:
    """Of the folders whose latest generation fits, the generations of the one that was added to last."""
    folders = sorted(backups.iterdir()) if backups.is_dir() else []
    fitting = [found for found in map(generations, folders) if found and fits(found[-1])]
    return max(fitting, key=lambda found: found[-1].folder.name, default=[])


def _folders(backups: Path, study: str) -> list[Path]:
    """Those that are named for the id of a study, with a place or without."""
    named = "-" + names.id8_of(study)
    try:
        there = os.listdir(backups)
    except OSError:
        return []
    fitting = [name for name in there if name.endswith(named) or name[: -_PLACE - 1].endswith(named)]
    return [backups / name for name in sorted(fitting) if not name.startswith(".")]


def _left_behind(folders: list[Path], study: str, source: Path) -> Path | None:
    """Of what this computer made where the study lay before, the latest."""
    found = [(path, last) for path in folders if (last := latest(path)) and _is_left(last, study, source)]
    return max(found, key=lambda each: each[1].folder.name)[0] if found else None


def _is_left(last: Generation, study: str, source: Path) -> bool:
    said = last.manifest
    own = said.device in ("", device.known_device())  # one of an earlier version does not say
    return said.study == study and own and not _lies(said.folder, study, source)


def _lies(folder: str, study: str, source: Path) -> bool:
    """True where the study lies in that folder too, which is another than `source`."""
    if not folder or os.path.realpath(folder) == os.path.realpath(source):
        return False
    return study_in(Path(folder)) == study


def study_in(folder: Path) -> str:
    """The id of the study in a folder, as its logs tell it; empty where there is none."""
    own = finding.first_header(folder / "logs")
    headers = (finding.first_header(place.folder) for place in finding.places(folder / "meetings"))
    return next((header.study for header in (own, *headers) if header), "")
