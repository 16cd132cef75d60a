"""What was chosen for the last export of a study from this machine: the next one begins with it."""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from pathlib import Path

import msgspec

from fieldnotes.export.options import PLAIN, Options
from fieldnotes.locations import keep_private, state_folder


class Chosen(msgspec.Struct, frozen=True):
    """`meetings` is `this`, `shown` or `all`; `tool` the name of one of `export.tools`, empty for formats alone.

    `together` puts all meetings into one document where a format can; `out` is the folder.
    """

    meetings: str = "all"
    tool: str = ""
    formats: tuple[str, ...] = ()
    options: Options = PLAIN
    together: bool = False
    out: str = ""


def last_chosen(folder: Path) -> Chosen | None:
    """What was chosen last for the study in that folder; None where nothing was, or it cannot be read."""
    try:
        return msgspec.json.decode(_file(folder).read_bytes(), type=Chosen)
    except (OSError, msgspec.DecodeError):
        return None


def remember(folder: Path, chosen: Chosen) -> None:
    """Keep it; a disk that refuses it stops nothing, nor does a folder whose name is no text."""
    with contextlib.suppress(OSError, UnicodeEncodeError):
        keep_private(_file(folder), msgspec.json.encode(chosen))


def _file(folder: Path) -> Path:
    key = os.path.abspath(folder).encode("utf-8", "surrogateescape")
    return state_folder() / "exports" / f"{sha256(key).hexdigest()[:32]}-chosen.json"
