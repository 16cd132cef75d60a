"""Protocol files: read with all their faults, and made, never over one that is there."""

import os
import stat
from pathlib import Path

from fieldnotes.errors import FieldnotesError
from fieldnotes.model.protocol import Protocol
from fieldnotes.model.protocol_faults import read_protocol
from fieldnotes.model.toml_shape import Fault
from fieldnotes.text import visible

LARGEST = 1_000_000
"""Bytes; the largest protocol that ships has 8,000."""


class NoProtocolFile(FieldnotesError):
    """A path at which no protocol can be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{visible(str(path))} cannot be read ({why}); nothing was changed. Look at its name.")


class FaultyProtocol(FieldnotesError):
    """A protocol file with faults in it, where a sound one was wanted."""

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        first, more = faults[0], len(faults) - 1
        others = f" (and {more} more)" if more else ""
        super().__init__(
            f"{fault_line(path, first)}{others}. Nothing was changed; all faults: fieldnotes protocol check {path}"
        )


class FileThere(FieldnotesError):
    """A new file was wanted where there is one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{visible(str(path))} is there already and was left as it is. Give the new file another name."
        )


class NotWritten(FieldnotesError):
    """A new file that could not be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{visible(str(path))} cannot be written ({error.strerror}); nothing was made.")


def fault_line(path: Path, fault: Fault) -> str:
    """`file:12: what is wrong`"""
    return f"{visible(str(path))}:{fault.line}: {fault.sentence}"


def look_at(path: Path) -> tuple[Protocol | None, list[Fault]]:
    """The protocol in a file, or its faults; raises NoProtocolFile."""
    raw = _content(path)
    text, faults = _decoded(raw)
    return (None, faults) if faults else read_protocol(text)


def read_protocol_file(path: Path) -> Protocol:
    """The protocol in a file; raises NoProtocolFile, FaultyProtocol."""
    found, faults = look_at(path)
    if found is None:
        raise FaultyProtocol(path, faults)
    return found


def _content(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NoProtocolFile(path, "it is no file")
        with open(path, "rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise NoProtocolFile(path, error.strerror or str(error)) from error
    if len(raw) > LARGEST:
        raise NoProtocolFile(path, f"it is larger than {LARGEST:,} bytes, and no protocol is")
    return raw


def _decoded(raw: bytes) -> tuple[str, list[Fault]]:
    """The text of a file; TOML is UTF-8 only, and a byte order mark is left out of it."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [Fault(1, "the file is UTF-16; save it as UTF-8")]
    try:
        return raw.decode("utf-8").removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", [Fault(line, "a character on this line is not UTF-8; save the file as UTF-8")]


def make_file(path: Path, text: str) -> None:
    """Write a new file; raises FileThere, NotWritten, and then there is none."""
    try:
        with open(path, "x", encoding="utf-8", newline="\n", opener=_for_its_owner) as file:
            _write(path, file.fileno(), text.encode("utf-8"))
    except FileExistsError as error:
        raise FileThere(path) from error
    except OSError as error:
        raise NotWritten(path, error) from error


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(path: Path, handle: int, content: bytes) -> None:
    try:
        while content:  # a nearly full disk takes it in parts
            content = content[os.write(handle, content) :]
        os.fsync(handle)
    except OSError:
        path.unlink(missing_ok=True)
        raise
