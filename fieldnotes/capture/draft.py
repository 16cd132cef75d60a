"""The draft: the line in the composer, kept outside the study so that a crash loses no keystroke."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from fieldnotes.capture.moment import KeyTime
from fieldnotes.locations import keep_private, state_folder


class Draft(NamedTuple):
    """A line that was not entered yet, and the time of its first key."""

    line: str
    at: KeyTime


class _Kept(msgspec.Struct):
    line: str
    at: datetime
    mono: int


class DraftFile:
    """The draft of one observer's meeting on this machine; a missing or damaged one is no draft."""

    def __init__(self, meeting: str) -> None:
        self.path = state_folder() / "drafts" / f"{meeting}.json"

    def read(self) -> Draft | None:
        """The draft that was kept last."""
        try:
            kept = msgspec.json.decode(self.path.read_bytes(), type=_Kept)
        except (OSError, msgspec.MsgspecError):
            return None
        return Draft(kept.line, KeyTime(kept.at, kept.mono))

    def write(self, draft: Draft | None) -> None:
        """Keep a draft, or none. A draft is a convenience: a disk that refuses it stops nothing."""
        try:
            if draft is None:
                self.path.unlink(missing_ok=True)
            else:
                keep_private(self.path, msgspec.json.encode(_Kept(draft.line, draft.at.at, draft.at.mono)))
        except OSError:
            return
