"""The names of folders and logs: short, ASCII, lower-case, and safe on Windows, macOS and Linux alike."""

import hashlib
import os
import re
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from fieldnotes.model.ids import short_id

SLUG = 16
ENDING = ".jsonl"
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_FOLDER = re.compile(r"(\d{4}-\d{2}-\d{2})-.*-([0-9a-f]{8})\Z")
_SHORT = re.compile(r"[0-9a-f]{8}\Z")


def slug(name: str) -> str:
    """At most 16 letters, digits and hyphens for a name; `x` where nothing of it can be kept.

    A name that Windows keeps for a device (`con`, `com1`) gets an `x` behind it.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"[^0-9a-z]+", "-", letters)[: SLUG + 1].strip("-")[:SLUG].strip("-")
    return words + "x" if words in _RESERVED else words or "x"


def id8_of(meeting: str) -> str:
    """The 8 characters that name a meeting in its folder; of an id that is not ours, a digest of it."""
    short = short_id(meeting)
    return short if _SHORT.match(short) else hashlib.sha256(meeting.encode("utf-8", "replace")).hexdigest()[:8]


def meeting_folder_name(day: date, site: str, body: str, meeting: str) -> str:
    """`<date>-<site>-<body>-<id8>`, at most 53 characters."""
    return f"{day.isoformat()}-{slug(site)}-{slug(body)}-{id8_of(meeting)}"


def new_log_name() -> str:
    """The name of a log that begins now: `20040512t140000-1f2e3d4c`, 24 characters, in UTC."""
    return f"{datetime.now(UTC):%Y%m%dt%H%M%S}-{os.urandom(4).hex()}"


class MeetingPlace(NamedTuple):
    """Where a meeting lies, as far as the name of its folder tells."""

    folder: Path
    id8: str
    date: date


def is_meeting_name(name: str) -> bool:
    """True for the name of a meeting's folder."""
    return _day_of(_FOLDER.match(name)) is not None


def meeting_place(folder: Path) -> MeetingPlace | None:
    """The meeting that a folder is named for; None for another kind of folder."""
    found = _FOLDER.match(folder.name)
    day = _day_of(found)
    return MeetingPlace(folder, found[2], day) if found and day else None


def _day_of(found: re.Match[str] | None) -> date | None:
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
