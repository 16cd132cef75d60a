"""From the payloads of earlier format versions to those of this one, step by step; the logs themselves stay.

A step is entered under the version that it reads, and gives what the next one would have written. What came before
is kept for ever, so that a study of any age opens.
"""

from collections.abc import Callable

import msgspec
from msgspec import Struct

from fieldnotes.archive.failures import FORMAT

Step = Callable[[bytes], bytes]
STEPS: dict[int, Step] = {}
"""Version -> the step from it to the next. Version 1 is the first that was given out, so that there is none yet."""


class _Version(Struct):
    fieldnotes: int


_version = msgspec.json.Decoder(_Version)


def version_of(header: bytes) -> int:
    """The format version that the payload of a header tells, whatever else it holds; raises msgspec.DecodeError."""
    return _version.decode(header).fieldnotes


def current(payload: bytes, version: int) -> bytes:
    """The payload as this version writes it. One of a version that no step leads from is left as it is."""
    for step in range(version, FORMAT):
        if step not in STEPS:
            return payload
        payload = STEPS[step](payload)
    return payload
