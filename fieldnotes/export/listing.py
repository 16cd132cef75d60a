"""The rows of `list` and of the start screen, from the summaries that the archive keeps."""

from typing import Any

import msgspec

from fieldnotes import __version__
from fieldnotes.archive import MeetingPlace, StudyArchive
from fieldnotes.export.shape import Shape, newest_first, row

ROW = f"row 1 of {__version__}"  # count up when `row` gives anything else for the same meeting


def listing(archive: StudyArchive) -> list[Shape]:
    """A row for each meeting, newest first; only meetings that are new or changed are read, one at a time."""

    def make(place: MeetingPlace) -> tuple[bytes, bool]:
        opened = archive.open_meeting(place)
        made = row(opened.record())
        return msgspec.json.encode(made), not opened.damage

    decode = msgspec.json.Decoder(dict[str, Any]).decode
    return newest_first(decode(kept) for kept in archive.summaries(ROW, make))
