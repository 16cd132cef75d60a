"""Putting an exported file in its place: whole or not at all, and for its owner only."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from fieldnotes.archive.disk import make_folder, write_whole, write_whole_by
from fieldnotes.errors import FieldnotesError

T = TypeVar("T")


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


def place_by(path: Path, write: Callable[[BinaryIO], T]) -> T:
    """The same for a large file that `write` fills; what that gives. Raises CannotWrite."""
    try:
        make_folder(path.parent)
        return write_whole_by(path, write, secrets.token_hex(4))
    except OSError as error:
        raise CannotWrite(path, error) from error
