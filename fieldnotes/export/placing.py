"""Putting an exported file in its place: whole or not at all, and for its owner only."""

import secrets
from pathlib import Path

from fieldnotes.archive.disk import make_folder, write_whole
from fieldnotes.errors import FieldnotesError


class CannotWrite(FieldnotesError):
    """A file that could not be written where it was asked for."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = error.strerror or str(error)
        super().__init__(
            f"{path} could not be written ({why}). The study is untouched; choose another folder with --out."
        )


def place(path: Path, content: bytes) -> Path:
    """Write a file beside its place and put it there, 0600; missing folders are made, 0700. Raises CannotWrite."""
    try:
        make_folder(path.parent)
        write_whole(path, content, secrets.token_hex(4))
    except OSError as error:
        raise CannotWrite(path, error) from error
    return path
