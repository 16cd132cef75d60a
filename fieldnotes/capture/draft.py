"""The draft: the line in the composer, kept outside the study so that a crash loses no keystroke."""

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from fieldnotes.archive.disk import make_folder, write_whole
from fieldnotes.capture.moment import KeyTime
from fieldnotes.locations import keep_private


class Draft(NamedTuple):
    """A line that was not entered yet, and the time of its first key.

    `under` waits beneath it until it is entered. One that was `keyed` is whole as it stands: nobody is typing it.
    One that was `asked` for is no jotting, but the words for another line: the act and the id of that line's
    observation, `amend 0198…`, else empty.
    """

    line: str
    at: KeyTime
    under: "Draft | None" = None
    keyed: bool = False
    asked: str = ""

    def without(self, is_entered: Callable[["Draft"], bool]) -> "Draft | None":
        """What is left where some of these lines were entered after all."""
        under = self.under.without(is_entered) if self.under else None
        return under if not self.asked and is_entered(self) else self._replace(under=under)


class _Kept(msgspec.Struct, omit_defaults=True):
    line: str
    at: datetime
    mono: int
    under: "_Kept | None" = None
    keyed: bool = False
    moved: int = 0
    asked: str = ""

    def draft(self) -> Draft:
        under = self.under.draft() if self.under else None
        return Draft(self.line, KeyTime(self.at, self.mono, self.moved), under, self.keyed, self.asked)


def _kept(draft: Draft) -> _Kept:
    under = _kept(draft.under) if draft.under else None
    return _Kept(draft.line, draft.at.at, draft.at.mono, under, draft.keyed, draft.at.moved, draft.asked)


def read_draft(path: Path) -> Draft | None:
    """The draft in a file; a missing or damaged one is no draft."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError):
        return None
    return kept.draft()


def write_draft(path: Path, draft: Draft) -> None:
    """Keep a draft. It is a convenience: a disk that refuses it stops nothing.

    One that was keyed shows as done, and so outlives a power cut as well.
    """
    content = msgspec.json.encode(_kept(draft))
    try:
        if not draft.keyed:
            keep_private(path, content)
            return
        make_folder(path.parent)
        write_whole(path, content, f"{os.getpid()}-{time.monotonic_ns()}")
    except OSError:
        return
