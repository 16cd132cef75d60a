"""When a study that was closed gets a generation, and what is said where it cannot."""

from pathlib import Path

from fieldnotes.archive.generations import age_seconds, backups_folder
from fieldnotes.archive.whose import claimed
from fieldnotes.errors import FieldnotesError
from fieldnotes.model.study import Study
from fieldnotes.settings import settings

OFTEN_SECONDS = 600
_MEGABYTE = 1_000_000


def back_up(study: Study, source: Path, sparing: bool) -> bool:
    """Make a generation as the settings have it; False where `sparing` put it off.

    It does so where the last is younger than ten minutes: a hundred one-line runs need no hundred generations.
    Raises OSError.
    """
    chosen = settings()
    if not chosen.backups:
        return True
    folder = claimed(backups_folder(chosen.backup_folder), study, source)
    age = age_seconds(folder) if sparing else None
    if age is not None and age < OFTEN_SECONDS:
        return False
    from fieldnotes.archive.keeping import Limits, keep  # one `add` in many gets here

    keep(study, source, folder, Limits(chosen.backup_generations, chosen.backup_megabytes * _MEGABYTE))
    return True


def sentence(error: OSError | FieldnotesError) -> str:
    """What the user is told; the study itself is closed and safe by then."""
    why = error.strerror or type(error).__name__ if isinstance(error, OSError) else str(error)
    return f"No backup was made this time ({why}); the study itself is safe. `fieldnotes paths` says where they go."
