"""A project file out of a study: what `export --to qdpx` says and does."""

from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.cli.output import complain, complain_of_damage

if TYPE_CHECKING:
    from fieldnotes.archive import MeetingArchive, MeetingPlace, StudyArchive
    from fieldnotes.cli.takeout import Asked as Call


def send(archive: "StudyArchive", places: "list[MeetingPlace]", call: "Call") -> Path:
    """Write the project of these meetings; its path. Raises NoMeetings, CannotWrite."""
    from fieldnotes.export.qdpx.project import Choices
    from fieldnotes.export.qdpx.written import Asked, warnings, write_project

    def look(opened: "MeetingArchive") -> None:
        complain_of_damage([*opened.damage, *opened.damage_behind()])

    choices = Choices(call.structure, call.newline == "crlf", call.options)
    done = write_project(archive, call.out, Asked(places, call.since, choices), look)
    for warning in warnings(done.counts, call.since is not None):
        complain(warning)
    return done.path
