"""Which meetings have changed since a day, or since this study was last exported from this machine."""

import contextlib
import os
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from fieldnotes import locations
from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.export.qdpx.project import Choices
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.meeting import Record

Digests = dict[str, str]


class Marks:
    """What tells meetings, and the codebook, from what they were when they went out, with the same choices.

    What was left out before (codes, reflections, roles, structure) has not gone out with them: each choice has
    increments of its own.
    """

    def __init__(self, book: Codebook, choices: Choices) -> None:
        content = choices.content
        self._book = book if content.codes else Codebook()
        self._chosen = _digest((content.codes, content.reflections, content.roles, choices.structure, choices.crlf))
        self.codebook = f"codebook {self._chosen[:16]}", _digest(self._book.codes)

    def of(self, record: Record, name: str) -> tuple[str, str]:
        """A meeting in the folder of that name: under which key it is remembered, and its digest.

        The digest is of the record and of the codes that it uses, as they are called and defined now, with those
        over them; not of the rest of the codebook.
        """
        own = msgspec.structs.replace(record, framework=(), study="")
        return f"{record.meeting.id} {name} {self._chosen[:16]}", _digest((own, self._codes_of(record)))

    def _codes_of(self, record: Record) -> list[Code]:
        used = {name for seen in record.observations for name in seen.codes}
        used.update(coding.code for coding in record.codings)
        found: dict[str, Code] = {}
        for name in sorted(used):
            code = self._book.resolve(name)
            while code is not None and code.name not in found:
                found[code.name] = code
                code = self._book.parent_of(code)
        return list(found.values())


def _digest(what: object) -> str:
    return sha256(msgspec.json.encode(what)).hexdigest()


def changed_on_or_after(meeting: MeetingArchive, day: date, zone: str) -> bool:
    """True where anything was written to the meeting's logs on that day, in that zone, or later."""
    return any(commit.at(zone).date() >= day for commit in meeting.history())


def _file(study: StudyArchive) -> Path:
    key = f"{study.study.id} {os.path.abspath(study.folder)}".encode("utf-8", "surrogateescape")
    return locations.state_folder() / "exports" / f"{sha256(key).hexdigest()[:32]}.json"


def last_exported(study: StudyArchive) -> Digests:
    """What was exported before, by the keys of Marks, each with the digest that it had then."""
    try:
        return msgspec.json.decode(_file(study).read_bytes(), type=Digests)
    except (OSError, msgspec.DecodeError):
        return {}


def remember(study: StudyArchive, exported: Digests) -> None:
    """Keep what was exported now; a failure to means that the next increment holds more than it must."""
    path = _file(study)
    with contextlib.suppress(OSError):
        locations.keep_private(path, msgspec.json.encode({**last_exported(study), **exported}, order="sorted"))
