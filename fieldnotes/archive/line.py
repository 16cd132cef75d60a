"""The line of a log, for ever::

    {"n":12,"digest":"<64 hex>","chain":"<32 hex>","payload":{...}}

`n` counts from 0, the header. `digest` is the SHA-256 of the payload's bytes as they stand in the line;
`chain` the first 32 hex digits of SHA-256 of `<chain of the line before> <n> <digest>`, the one before the
header being empty. Every payload begins with 16 random bytes, `salt`, so that nobody can guess a digest.
A payload that was erased is `null`, and the chain still holds.

A payload is the header, a change (`id`, `clock`, `who`, `changes`), or the end (`end`: the lines before it).
A change may also say which one it takes back (`undoes`) or brings back (`redoes`), and `why`; a reader that does
not know these fields passes over them and shows the same.
"""

import os
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

_FORM = re.compile(
    rb'\{"n":(0|[1-9][0-9]{0,14}),"digest":"([0-9a-f]{64})","chain":"([0-9a-f]{32})","payload":(null|\{.*\})\}',
    re.DOTALL,
)
ERASED = b"null"


class Put(Struct, frozen=True, tag_field="do", tag="put", omit_defaults=True):
    """Fields of one record. `over` names, for each field, the change that it replaces.

    Without `over` it is a record's first change. A field in `over` and not in `fields` is taken away.
    `again` names the deletion after which the record is there again. `also` names, for fields in `over`, further
    changes that it replaces: those that were made apart from the one that was shown. A reader that does not know
    it passes over it and shows the same.
    """

    table: str
    key: str
    fields: Raw
    over: dict[str, str] = {}
    again: str = ""
    also: dict[str, tuple[str, ...]] = {}


class Delete(Struct, frozen=True, tag_field="do", tag="delete"):
    """The record is taken away; `over` is the last change of it that was known."""

    table: str
    key: str
    over: str


class Erase(Struct, frozen=True, tag_field="do", tag="erase", omit_defaults=True):
    """For confidentiality, line `line` of the log `log` reads as empty. `id` is the change that was in it."""

    log: str
    line: int
    why: str
    id: str = ""


Change = Put | Delete | Erase


class Header(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first line of a log. `fieldnotes` is the version of the format, `mono` the monotonic clock in ms.

    `packs` makes it that of a pack: the names of the logs in it, and how many lines each has.
    """

    salt: str
    fieldnotes: int
    log: str
    study: str
    meeting: str | None
    device: str
    started: str
    mono: int
    zone: str
    program: str
    packs: list[tuple[str, int]] = []


class Changes(Struct, frozen=True, omit_defaults=True):
    """What was changed at once: one jotting, one commit.

    `undoes` is the id of the change that this one takes back, `redoes` of the one that it brings back; `why` is in
    the observer's words. An act that had nothing left to change has no `changes`.
    """

    salt: str
    id: str
    clock: tuple[int, int]
    who: str
    changes: Sequence[Change]
    undoes: str = ""
    redoes: str = ""
    why: str = ""


class About(NamedTuple):
    """What is said of a commit beside its changes; an empty `id` becomes a new one."""

    id: str = ""
    undoes: str = ""
    redoes: str = ""
    why: str = ""


PLAIN = About()


class End(Struct, frozen=True):
    """The last line of a log that was closed in order."""

    salt: str
    end: int


class _Either(Struct, frozen=True):
    salt: str
    id: str = ""
    clock: tuple[int, int] = (0, 0)
    who: str = ""
    changes: list[Change] | None = None
    undoes: str = ""
    redoes: str = ""
    why: str = ""
    end: int | None = None


class Line(NamedTuple):
    """A line taken apart, not yet believed; `payload` is None where it was erased."""

    n: int
    digest: str
    chain: str
    payload: bytes | None

    @property
    def is_whole(self) -> bool:
        """True where the payload is what was written, or was erased."""
        return self.payload is None or sha256(self.payload).hexdigest() == self.digest


def chained(before: str, n: int, digest: str) -> str:
    """The checksum of line n, from that of the line before it."""
    return sha256(f"{before} {n} {digest}".encode()).hexdigest()[:32]


_salts: list[str] = []  # drawn a few at a time, for each asking of the system costs as much as a digest
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_salts.clear)  # a child must not give out those of its parent


def new_salt() -> str:
    """16 random bytes, as 32 hex digits."""
    try:
        return _salts.pop()
    except IndexError:
        drawn = os.urandom(16 * 64).hex()
        _salts.extend(drawn[at : at + 32] for at in range(32, len(drawn), 32))
        return drawn[:32]


def write_line(n: int, before: str, payload: bytes) -> tuple[bytes, str]:
    """The bytes of a line, its line feed included, and its checksum."""
    digest = sha256(payload).hexdigest()
    chain = chained(before, n, digest)
    return b'{"n":%d,"digest":"%b","chain":"%b","payload":%b}\n' % (
        n,
        digest.encode(),
        chain.encode(),
        payload,
    ), chain


def read_line(raw: bytes) -> Line | None:
    """The parts of a line without its line feed; None where it has not the form of one."""
    found = _FORM.fullmatch(raw)
    if found is None:
        return None
    n, digest, chain, payload = found.groups()
    return Line(int(n), digest.decode(), chain.decode(), None if payload == ERASED else payload)


Unreadable = msgspec.DecodeError
_header = msgspec.json.Decoder(Header)
_either = msgspec.json.Decoder(_Either)
encode = msgspec.json.Encoder().encode


def read_header(payload: bytes) -> Header:
    """The header; raises msgspec.DecodeError."""
    return _header.decode(payload)


def read_payload(payload: bytes) -> Changes | End:
    """A change or an end; raises msgspec.DecodeError for anything else."""
    found = _either.decode(payload)
    if found.changes is not None:
        return Changes(
            found.salt, found.id, found.clock, found.who, found.changes, found.undoes, found.redoes, found.why
        )
    if found.end is not None:
        return End(found.salt, found.end)
    raise msgspec.ValidationError("neither a change nor an end")
