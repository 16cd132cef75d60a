"""The ids under which other programs know what is ours: the same thing has the same one for ever."""

import re
from hashlib import sha1

_PATTERN = re.compile(r"\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?\Z")
_OURS = bytes.fromhex("5b0c9a526d0e5c2f9a430f1e7f7c1d11")


def guid_of(kind: str, *parts: str) -> str:
    """A GUID, upper case, of what has these parts for an id: UUID version 5 (RFC 9562) in a space of our own."""
    digest = bytearray(sha1(_OURS + "\0".join((kind, *parts)).encode(), usedforsecurity=False).digest()[:16])
    digest[6], digest[8] = digest[6] & 0x0F | 0x50, digest[8] & 0x3F | 0x80
    said = digest.hex().upper()
    return f"{said[:8]}-{said[8:12]}-{said[12:16]}-{said[16:20]}-{said[20:]}"


def read_guid(said: str) -> str | None:
    """A GUID as it is compared: upper case, without braces; None for what is none."""
    found = _PATTERN.match(said.strip())
    return found[1].upper() if found else None
