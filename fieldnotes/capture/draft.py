"""The draft: the line in the composer, kept outside the study so that a crash loses no keystroke."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from fieldnotes.capture.moment import KeyTime
from fieldnotes.locations import keep_private


class Draft(NamedTuple):
    """A line that was not entered yet, and the time of its first key."""

    line: str
    at: KeyTime


class _Kept(msgspec.Struct):
    line: str
    at: datetime
    mono: int


def read_draft(path: Path) -> Draft | None:
    """The draft in a file; a missing or damaged one is no draft."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError):
        return None
    return Draft(kept.line, KeyTime(kept.at, kept.mono))


def write_draft(path: Path, draft: Draft) -> None:
    """Keep a draft. It is a convenience: a disk that refuses it stops nothing."""
    try:
        keep_private(path, msgspec.json.encode(_Kept(draft.line, draft.at.at, draft.at.mono)))
    except OSError:
        return
