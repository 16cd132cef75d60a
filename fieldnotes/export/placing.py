"""Putting an exported file in its place: whole or not at all, and for its owner only."""

import contextlib
import os
import tempfile
from pathlib import Path

from fieldnotes.errors import FieldnotesError


class CannotWrite(FieldnotesError):
    """A file that could not be written where it was asked for."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = error.strerror or str(error)
        super().__init__(
            f"{path} could not be written ({why}). The study is untouched; choose another folder with --out."
        )


def _replace(beside: int, name: str, path: Path, content: bytes) -> None:
    with os.fdopen(beside, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, path)


def place(path: Path, content: bytes) -> Path:
    """Write a file beside its place and put it there, 0600; missing folders are made, 0700. Raises CannotWrite."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")  # mkstemp makes it 0600
        try:
            _replace(beside, name, path, content)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise CannotWrite(path, error) from error
    return path
