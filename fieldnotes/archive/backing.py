"""When a study that was closed gets a generation, and what is said where it cannot."""

from math import inf
from pathlib import Path

from fieldnotes.archive import finding
from fieldnotes.archive.generations import MANIFEST, age_seconds, backups_folder, named
from fieldnotes.archive.whose import claimed
from fieldnotes.errors import FieldnotesError
from fieldnotes.model.study import Study
from fieldnotes.settings import settings

OFTEN_SECONDS = 600
LITTLE_BYTES = 64_000  # some hundred lines
_MEGABYTE = 1_000_000


def back_up(study: Study, source: Path, sparing: Path | None = None) -> bool:
    """Make a generation as the settings have it; False where `sparing` put it off.

    It does so where the last is younger than ten minutes and little was added since to that folder of logs: a
    hundred one-line runs need no hundred generations. Raises OSError.
    """
    chosen = settings()
    if not chosen.backups:
        return True
    folder = claimed(backups_folder(chosen.backup_folder), study, source)
    if sparing and _may_wait(folder, sparing):
        return False
    from fieldnotes.archive.keeping import Limits, keep  # one `add` in many gets here

    keep(study, source, folder, Limits(chosen.backup_generations, chosen.backup_megabytes * _MEGABYTE))
    return True


def _may_wait(folder: Path, logs: Path) -> bool:
    age = age_seconds(folder)
    return age is not None and age < OFTEN_SECONDS and _added_since(folder, logs) < LITTLE_BYTES


def _added_since(folder: Path, logs: Path) -> float:
    """The bytes of the logs written to after the latest generation; without end where that cannot be told."""
    try:
        made = (folder / named(folder)[-1] / MANIFEST).stat().st_mtime_ns
        written = [path.stat() for path in finding.logs_in(logs)]
    except OSError:
        return inf
    return sum(status.st_size for status in written if status.st_mtime_ns >= made)


def sentence(error: OSError | FieldnotesError) -> str:
    """What the user is told; the study itself is closed and safe by then."""
    why = error.strerror or type(error).__name__ if isinstance(error, OSError) else str(error)
    return f"No backup was made this time ({why}); the study itself is safe. `fieldnotes paths` says where they go."
