"""The address of a server, as it stands in a browser: base, token and project told apart."""

import re
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit, urlunsplit

from fieldnotes.errors import FieldnotesError
from fieldnotes.text import visible

_PROJECT = re.compile(r"(.*)/project/([0-9]+)(?:/.*)?\Z")


class NoAddress(FieldnotesError):
    """Words that are no address of a server."""

    exit_code = 2

    def __init__(self, words: str) -> None:
        super().__init__(
            f"“{visible(words)}” is no address of a Taguette server; give it as a browser or the server shows it, "
            "http://… or https://…. Nothing was sent."
        )


class Address(NamedTuple):
    """Where a server is; `base` has neither token nor slash at its end, and may be kept and shown."""

    base: str
    token: str = ""
    project: int | None = None

    @property
    def is_here(self) -> bool:
        """True for a server of this machine."""
        host = urlsplit(self.base).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def is_open(self) -> bool:
        """True where what is sent can be read on the way."""
        return not self.is_here and self.base.startswith("http:")


def address(words: str) -> Address:
    """The address that was typed or pasted; raises NoAddress."""
    words = words.strip()
    try:
        parts = urlsplit(words)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        known = False
    if not known or not words.isprintable() or parts.username is not None or parts.password is not None:
        raise NoAddress(_without_secrets(words))
    path, project = parts.path.rstrip("/"), None
    if found := _PROJECT.match(path):
        path, project = found[1], int(found[2])
    token = parse_qs(parts.query).get("token", [""])[0]
    return Address(urlunsplit((parts.scheme, parts.netloc, path, "", "")), token, project)


def _without_secrets(words: str) -> str:
    return re.sub(r"//[^/]*@", "//…@", words.split("?")[0])
