"""A file whose name stands where a line is typed: its text, or why there is none."""

import os
import re
from pathlib import Path

from fieldnotes.jottings.file import decode

LARGEST = 1_000_000
_LOOKS_LIKE_ONE = re.compile(
    r"(?:/|~/|\.{1,2}/|file://|[A-Za-z]:\\).+|\S+\.(?:txt|md|eml|csv|tsv|text|jot)\Z", re.I
)


def path_in(words: str) -> Path | None:
    """The path that the words are, also as a terminal writes a file dropped on it; None where they are no path."""
    plain = words.strip().strip("'\"").replace("\\ ", " ")
    if not _LOOKS_LIKE_ONE.match(plain):
        return None
    return Path(os.path.expanduser(plain.removeprefix("file://")))


def text_of(path: Path) -> tuple[str, str]:
    """Its text, and why it cannot be had: one of the two is empty, both for an empty file."""
    try:
        if path.stat().st_size > LARGEST:
            return "", f"{path.name} is too long for an agenda or a list of people; nothing was changed."
        return decode(path.read_bytes())[0], ""
    except OSError as error:
        return "", f"{path} cannot be read ({error.strerror}); nothing was changed. Look at its name and place."
