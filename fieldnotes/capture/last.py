"""The study that was opened last on this machine."""

from pathlib import Path

from fieldnotes.locations import state_folder


def remember_study(study: Path) -> None:
    """Note a study as the last one opened; a disk that refuses it stops nothing."""
    try:
        folder = state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "last-study").write_text(str(study.resolve()), encoding="utf-8", errors="surrogateescape")
    except OSError:
        return


def last_study() -> Path | None:
    """The study opened last, if it is still there."""
    try:
        path = Path((state_folder() / "last-study").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return None
    return path if path.is_dir() else None
