"""The rows of `list` and of the start screen, from the summaries that the archive keeps."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from fieldnotes import __version__
from fieldnotes.archive import MeetingPlace, StudyArchive

if TYPE_CHECKING:
    from fieldnotes.export.shape import Shape
    from fieldnotes.model.meeting import Record

ROW = f"row 1 of {__version__}"  # count up when `row` gives anything else for the same meeting


def listing(archive: StudyArchive, anew: bool = False) -> "list[Shape]":
    """A row for each meeting, newest first; only meetings that are new or changed are read, one at a time.

    `anew` reads them all, and keeps no row that was there before.
    """

    def make(place: MeetingPlace) -> tuple[bytes, bool]:
        from fieldnotes.export.shape import row  # the figures, wanted where a meeting changed

        opened = archive.open_meeting(place)
        made = row(opened.record())
        return msgspec.json.encode(made), not opened.damage

    decode = msgspec.json.Decoder(dict[str, Any]).decode
    return newest_first(decode(kept) for kept in archive.summaries(ROW, make, anew))


def rows(records: "Iterable[Record]") -> "list[Shape]":
    """The rows of several meetings, newest first."""
    from fieldnotes.export.shape import row

    return newest_first(row(record) for record in records)


def newest_first(made: "Iterable[Shape]") -> "list[Shape]":
    """Rows by date; on one day the later start first."""
    return sorted(made, key=lambda r: (r["date"], r["start"] or "", r["id"]), reverse=True)
