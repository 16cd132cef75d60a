"""The `qdpx` export: the meetings that were chosen, as one project."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fieldnotes.export.exported import Written
from fieldnotes.export.options import LAST, PLAIN, Options
from fieldnotes.export.qdpx.project import Choices
from fieldnotes.export.qdpx.written import Asked, warnings, write_project
from fieldnotes.export.watch import Watch

if TYPE_CHECKING:
    from fieldnotes.archive import MeetingPlace, StudyArchive


def whole(
    study: "StudyArchive", places: "Sequence[MeetingPlace]", out: Path, options: Options, watch: Watch
) -> Written:
    """`<study>.qdpx`, or `<study>-since-….qdpx`. Raises NoMeetings, CannotWrite."""
    content = replace(options, since=PLAIN.since, structure=PLAIN.structure, newline=PLAIN.newline)
    choices = Choices(options.structure, options.newline == "crlf", content)
    since = options.since if options.since in (None, LAST) else date.fromisoformat(options.since)
    done = write_project(study, out, Asked(list(places), since, choices), watch)
    return Written([done.path], list(warnings(done.counts, options.since is not None)))
