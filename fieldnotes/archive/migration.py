"""From the payloads of earlier format versions to those of this one, step by step; the logs themselves stay.

A step is entered under the version that it reads, and gives what the next one would have written. What came before
is kept for ever, so that a study of any age opens.
"""

from collections.abc import Callable

import msgspec
from msgspec import Struct

from fieldnotes.archive.failures import FORMAT
from fieldnotes.archive.line import Header, read_header

Step = Callable[[bytes], bytes]
STEPS: dict[int, Step] = {}
"""Version -> the step from it to the next. Version 1 is the first that was given out, so that there is none yet."""


class _Version(Struct):
    fieldnotes: int


_version = msgspec.json.Decoder(_Version)


def version_of(header: bytes) -> int:
    """The format version that the payload of a header tells, whatever else it holds; raises msgspec.DecodeError."""
    return _version.decode(header).fieldnotes


def header_of(payload: bytes) -> Header | int:
    """The header of a log of any version, with the version it is written in; of a later one, only that version.

    Raises msgspec.DecodeError.
    """
    try:
        header = read_header(payload)  # of nearly every log: one reading instead of two
    except msgspec.DecodeError:
        header = None
    if header is not None and header.fieldnotes == FORMAT:
        return header
    version = version_of(payload)
    if version > FORMAT:
        return version
    return msgspec.structs.replace(read_header(current(payload, version)), fieldnotes=version)


def current(payload: bytes, version: int) -> bytes:
    """The payload as this version writes it. One of a version that no step leads from is left as it is."""
    for step in range(version, FORMAT):
        if step not in STEPS:
            return payload
        payload = STEPS[step](payload)
    return payload
