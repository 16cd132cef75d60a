"""Lines that the disk of the study refused, kept in a file outside of it until they are durable: JSON lines."""

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from fieldnotes.locations import keep_private
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person


class Refused(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line with all that it brings, under the id that its change will have; `who` makes the change.

    `is_act` says that the observations and codings are others' or earlier ones, as they are to be.
    """

    line: str
    change: str
    observations: tuple[Observation, ...]
    people: tuple[Person, ...] = ()
    items: tuple[Item, ...] = ()
    codes: tuple[Code, ...] = ()
    who: str = ""
    is_act: bool = False
    codings: tuple[Coding, ...] = ()


def read_refused(path: Path) -> list[Refused]:
    """The lines in a file, in order; one that was cut off is none."""
    try:
        written = path.read_bytes().splitlines()
    except OSError:
        return []
    decoder = msgspec.json.Decoder(Refused)
    found = []
    for line in written:
        try:
            found.append(decoder.decode(line))
        except msgspec.MsgspecError:
            continue
    return found


def _encoded(lines: Iterable[Refused]) -> bytes:
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def write_refused(path: Path, lines: Iterable[Refused]) -> bool:
    """Keep these lines and no others; False where the disk refuses."""
    try:
        keep_private(path, _encoded(lines))
    except OSError:
        return False
    return True


def add_refused(path: Path, lines: Iterable[Refused]) -> bool:
    """Keep further lines behind those that are there; False where the disk refuses."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    except OSError:
        return False
    try:
        content = _encoded(lines)
        return os.write(handle, content) == len(content)
    except OSError:
        return False
    finally:
        os.close(handle)
