"""Pushes that wait, and where a study went the last time: a small file each, in the user's state folder.

There is nothing of the notes in it, for what is sent is made from the study when it is sent; and neither token nor
password, which are asked for again.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from fieldnotes.export.options import Options
from fieldnotes.export.taguette.faults import Busy
from fieldnotes.locations import keep_private, state_folder


class Entry(Struct, frozen=True, kw_only=True):
    """A push of a study to a server, as it was asked for; `meetings` are names of folders, none for all.

    `project` is the id that the address had, `last` that of the project it went into. `login` is the user's name;
    `has_token` says that the address had a token. It `waits` until all of it was sent.
    """

    study: str
    server: str
    name: str = ""
    project: int | None = None
    last: int | None = None
    meetings: tuple[str, ...] = ()
    options: Options = Options()
    again: bool = False
    login: str = ""
    has_token: bool = False
    waits: bool = False

    @property
    def path(self) -> Path:
        """Its file: one for a study, a server and a project."""
        key = "\n".join((self.study, self.server, self.name, str(self.project)))
        return outbox_folder() / f"{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"


def outbox_folder() -> Path:
    """Where the files are."""
    return state_folder() / "pushes"


def keep(entry: Entry) -> None:
    """Write its file, in place of the one before. Raises OSError."""
    keep_private(entry.path, msgspec.json.encode(entry))


def kept(entry: Entry) -> Entry | None:
    """What is kept of the same study, server and project; None where there is nothing that can be read."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(entry.path.read_bytes(), type=Entry)
    return None


def put_back(entry: Entry, before: Entry | None) -> None:
    """Have its file be what it was before; none where there was none."""
    with suppress(OSError):
        keep(before) if before else entry.path.unlink()


def forget(entry: Entry) -> None:
    """Have it wait no more; where it went is still known. Raises OSError."""
    keep(msgspec.structs.replace(entry, waits=False))


def waiting(study: str) -> list[Entry]:
    """The pushes of a study that wait, in order of their servers."""
    found = []
    for path in sorted(outbox_folder().glob("*.json")):
        with suppress(OSError, msgspec.DecodeError):
            entry = msgspec.json.decode(path.read_bytes(), type=Entry)
            if entry.waits and entry.study == study:
                found.append(entry)
    return sorted(found, key=lambda entry: (entry.server, entry.name))


@contextmanager
def alone(entry: Entry) -> Iterator[None]:
    """No other push of the same study to the same project on this machine meanwhile. Raises Busy, OSError."""
    from filelock import FileLock, Timeout  # 12 ms, wanted where something is pushed

    entry.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(entry.path.with_suffix(".lock"), timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy(entry.server) from error
    try:
        yield
    finally:
        lock.release()
