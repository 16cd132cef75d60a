"""Which meetings have changed since a day, or since this study was last exported from this machine."""

import contextlib
import os
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from fieldnotes import locations
from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.model.meeting import Record

Digests = dict[str, str]


def digest(record: Record) -> str:
    """What tells a meeting's record from any other, whatever the study's framework came to be."""
    return sha256(msgspec.json.encode(msgspec.structs.replace(record, framework=(), study=""))).hexdigest()


def changed_on_or_after(meeting: MeetingArchive, day: date, zone: str) -> bool:
    """True where anything was written to the meeting's logs on that day, in that zone, or later."""
    return any(commit.at(zone).date() >= day for commit in meeting.history())


def _file(study: StudyArchive) -> Path:
    key = f"{study.study.id} {os.path.abspath(study.folder)}".encode("utf-8", "surrogateescape")
    return locations.state_folder() / "exports" / f"{sha256(key).hexdigest()[:32]}.json"


def last_exported(study: StudyArchive) -> Digests:
    """The meetings that were exported before, by id, each with the digest that it had then."""
    try:
        return msgspec.json.decode(_file(study).read_bytes(), type=Digests)
    except (OSError, msgspec.DecodeError):
        return {}


def remember(study: StudyArchive, exported: Digests) -> None:
    """Keep what was exported now; a failure to means that the next increment holds more than it must."""
    path = _file(study)
    with contextlib.suppress(OSError):
        locations.keep_private(path, msgspec.json.encode({**last_exported(study), **exported}, order="sorted"))
