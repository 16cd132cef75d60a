"""A file of the user's cache folder about one study: private, whole or not there, and never trusted further.

Its first line is the SHA-256 of all that follows, which begins with the format of the program that wrote it. One
that is damaged, or of another format, reads as none; one that cannot be written is done without.
"""

import contextlib
import os
from hashlib import sha256
from pathlib import Path

from fieldnotes import locations
from fieldnotes.archive import disk
from fieldnotes.archive.failures import FORMAT
from fieldnotes.archive.lock import moment

_DIGEST = 64


def cache_path(kind: str, study: str, folder: Path) -> Path:
    """Where a study, by id and place, has its file of that kind; two copies of one study have two."""
    key = f"{study} {os.path.abspath(folder)}".encode("utf-8", "surrogateescape")
    return locations.cache_folder() / kind / sha256(key).hexdigest()[:32]


def read_cache(path: Path, form: str) -> bytes | None:
    """What was kept in that form; None where there is nothing, or not to the last byte what was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, body = data[:_DIGEST], data[_DIGEST + 1 :]
    head = _head(form)
    if sha256(body).hexdigest().encode() != digest or not body.startswith(head):
        return None
    return body[len(head) :]


def write_cache(path: Path, form: str, content: bytes) -> None:
    """Keep it in place of what was there; where that cannot be, nothing is kept and nobody is troubled."""
    body = _head(form) + content
    with contextlib.suppress(OSError), moment(path):
        disk.make_folder(path.parent)
        for left in path.parent.glob(path.name + ".*.tmp"):
            left.unlink()
        disk.write_whole(path, b"%b\n%b" % (sha256(body).hexdigest().encode(), body), os.urandom(4).hex())


def _head(form: str) -> bytes:
    return f"{FORMAT} {form}\n".encode()
