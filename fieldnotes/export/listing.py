"""The rows of `list` and of the start screen, from the summaries that the archive keeps."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from fieldnotes import __version__
from fieldnotes.archive import MeetingPlace, StudyArchive
from fieldnotes.errors import FieldnotesError

if TYPE_CHECKING:
    from fieldnotes.archive.failures import Damage
    from fieldnotes.export.shape import Shape
    from fieldnotes.model.meeting import Record

ROW = f"row 4 of {__version__}"  # count up when `row` gives anything else for the same meeting
DAMAGED, UNREADABLE = "damaged", "unreadable"
_decode = msgspec.json.Decoder(dict[str, Any]).decode


def listing(
    archive: StudyArchive, anew: bool = False, tell: Callable[[MeetingPlace], object] = lambda place: None
) -> "list[Shape]":
    """A row for each meeting, newest first; only meetings that are new or changed are read, one at a time.

    The `state` is `damaged` where not all of a meeting could be read, and `unreadable` where nothing could.
    `anew` reads them all, and keeps no row that was there before. `tell` is told of each that is about to be read;
    what it raises ends it, and what was read until then is kept.
    """

    def make(place: MeetingPlace) -> tuple[bytes, bool]:
        tell(place)
        from fieldnotes.export.shape import row  # the figures, wanted where a meeting changed

        try:
            opened = archive.open_meeting(place)
            made, damage = row(opened.record()), _lasting(opened.damage)
        except (FieldnotesError, OSError):
            return msgspec.json.encode(unread(place)), False
        return msgspec.json.encode({**made, "state": DAMAGED} if damage else made), not opened.damage

    return newest_first(map(_decode, archive.summaries(ROW, make, anew)))


def kept_listing(archive: StudyArchive) -> "list[Shape]":
    """The rows as they were given last, newest first, without a look at the meetings: to begin with."""
    return newest_first(map(_decode, archive.kept_summaries(ROW)))


def _lasting(damage: "list[Damage]") -> bool:
    """True where there is more than half a line that somebody is writing at this moment."""
    if not damage:
        return False
    from fieldnotes.archive.checking import is_on_its_way  # wanted where a meeting is not whole

    return not all(map(is_on_its_way, damage))


def unread(place: MeetingPlace) -> "Shape":
    """The row of a meeting that cannot be opened: what the name of its folder tells."""
    from fieldnotes.archive.finding import id_of

    nothing: dict[str, Any] = dict.fromkeys(("source", "site", "body", "type"), "")
    none: dict[str, Any] = {"start": None, "minutes": None, "observations": 0, "people": 0, "observers": []}
    rest = {"written_up": False, "open_actions": 0, "state": UNREADABLE}
    return {"id": id_of(place.folder), **nothing, "date": place.date.isoformat(), **none, **rest}


def rows(records: "Iterable[Record]") -> "list[Shape]":
    """The rows of several meetings, newest first."""
    from fieldnotes.export.shape import row

    return newest_first(row(record) for record in records)


def newest_first(made: "Iterable[Shape]") -> "list[Shape]":
    """Rows by date; on one day the later start first."""
    return sorted(made, key=lambda r: (r["date"], r["start"] or "", r["id"]), reverse=True)
