"""A lock between processes, held for moments, around what is written anew as a whole; no log ever needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from fieldnotes import locations
from fieldnotes.archive import disk

PATIENCE = 2.0


@contextmanager
def moment(file: Path) -> Iterator[None]:
    """Alone with that file among the processes of this machine; raises OSError (TimeoutError) after two seconds."""
    from filelock import FileLock  # wanted at a checkpoint alone

    name = sha256(str(file.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    folder = locations.cache_folder() / "locks"
    disk.make_folder(folder)
    with FileLock(folder / f"{name}.lock", timeout=PATIENCE, mode=disk.FILE_MODE):
        yield
