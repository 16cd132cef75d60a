"""Every record that can still be made out in a damaged log, or in what may once have been one.

The file is read in parts, so that memory does not grow with it; a stretch of more than 16 MiB without the beginning
of a line in it is passed over.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

from msgspec import Struct

from fieldnotes.archive import line as form
from fieldnotes.archive.reading import pieces

PART = 1 << 20
LONGEST = 16 << 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(rb'"n":(\d{1,15}),')
_PAYLOAD = b'"payload":'
NOTHING = "nothing can be made out ({} bytes)"
ALTERED = "the text is not what was written (its digest differs); it was read as it stands"
BROKEN = "the frame of the line is damaged; its text was read as it stands"
UNLINKED = "the line does not follow the one before it: something between them is missing or was altered"
SHORT = "the file ends here, in the middle of a line"


class Found(Struct, frozen=True):
    """A line made out, or not: `record` is None where it was not; `fault` is a sentence, or empty."""

    line: int
    record: dict[str, Any] | None
    fault: str


def salvage(file: BinaryIO) -> Iterator[Found]:
    """What can be made out, line after line; line numbers count line feeds, from 1. Raises OSError."""
    before: str | None = ""
    for number, raw in _lines(file):
        for piece in pieces(raw):
            found = _made_out(number, piece, before)
            if found is not None:
                chain = found.record.get("chain_value") if found.record else None
                before = chain if isinstance(chain, str) else None
                yield _without_chain(found)


def _without_chain(found: Found) -> Found:
    if found.record:
        found.record.pop("chain_value", None)
    return found


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    held, number = b"", 1
    while part := file.read(PART):
        *whole, held = (held + part).split(b"\n")
        for raw in whole:
            yield number, raw + b"\n"
            number += 1
        if len(held) > LONGEST:
            start = max(held.rfind(b'{"n":'), 0) or len(held)
            yield number, held[:start]
            held = held[start:]
    if held:
        yield number, held


def _made_out(number: int, raw: bytes, before: str | None) -> Found | None:
    body = raw.strip(b"\0\r\n")
    if not body:
        return Found(number, None, NOTHING.format(len(raw))) if b"\0" in raw else None
    line = form.read_line(body)
    if line is None:
        return _broken(number, raw, body)
    linked = before is None or form.chained(before, line.n, line.digest) == line.chain
    fault = "" if line.is_whole and linked else UNLINKED if line.is_whole else ALTERED
    record = {"n": line.n, "line": number, "ok": not fault, "digest": line.is_whole, "chain": linked}
    record |= _told(line.payload or b"null")
    return Found(number, {**record, "chain_value": line.chain}, fault)


def _broken(number: int, raw: bytes, body: bytes) -> Found:
    """A line without its frame: whatever of its payload is JSON."""
    said = _told(_payload(body))
    if said == {"unreadable": True}:
        ended = raw.endswith(b"\n")
        return Found(number, None, NOTHING.format(len(raw)) if ended else f"{SHORT}; {NOTHING.format(len(raw))}")
    n = _NUMBER.search(body)
    record = {"n": int(n[1]) if n else None, "line": number, "ok": False, "digest": False, "chain": False}
    return Found(number, {**record, **said}, BROKEN)


def _payload(body: bytes) -> bytes:
    at = body.find(_PAYLOAD)
    return body if at < 0 else body[at + len(_PAYLOAD) :]


def _told(payload: bytes) -> dict[str, Any]:
    """What a payload says: who, when, changes of a change; the whole of a header or an end."""
    try:
        said, _ = json.JSONDecoder().raw_decode(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {"unreadable": True}
    if said is None:
        return {"erased": True}
    if not isinstance(said, dict):
        return {"unreadable": True}
    if "changes" not in said:
        return {"says": said}
    return {
        "id": said.get("id"),
        "who": said.get("who"),
        "when": _when(said.get("clock")),
        "changes": said["changes"],
        **{name: said[name] for name in ("undoes", "redoes", "why") if name in said},
    }


def _when(clock: Any) -> str | None:
    try:
        return (_EPOCH + timedelta(milliseconds=clock[0])).isoformat(timespec="milliseconds")
    except (TypeError, IndexError, OverflowError, KeyError):
        return None
