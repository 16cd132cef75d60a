"""Finding a meeting among the folders of a study, reading no more of it than its first line."""

import contextlib
import re
from datetime import date
from pathlib import Path

import msgspec

from fieldnotes.archive import disk, names
from fieldnotes.archive.failures import AmbiguousMeeting, MeetingNotFound, MeetingTwice
from fieldnotes.archive.folders import meeting_folders
from fieldnotes.archive.lately import Lately
from fieldnotes.archive.line import Header, read_header, read_line
from fieldnotes.archive.migration import current, version_of
from fieldnotes.archive.names import MeetingPlace

LAST = "last"
_SHORT = 8
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNKNOWN = date(1970, 1, 1)


def places(folder: Path) -> list[MeetingPlace]:
    """The meetings in a folder, newest date first, by name within one date."""
    try:
        found = [place_of(folder / entry.name) for entry in meeting_folders(folder)]
    except OSError:
        return []
    return places_sorted(found)


def place_of(folder: Path) -> MeetingPlace:
    """Where a meeting lies: told from the name of its folder, or from its logs where that was renamed."""
    place = names.meeting_place(folder)
    if place is not None:
        return place
    header = first_header(folder)
    named = _DATE.search(folder.name)
    for said in (named[0] if named else "", header.started[:10] if header else ""):
        with contextlib.suppress(ValueError):
            return MeetingPlace(folder, names.id8_of(id_of(folder, header)), date.fromisoformat(said))
    return MeetingPlace(folder, names.id8_of(id_of(folder, header)), _UNKNOWN)


def places_sorted(found: list[MeetingPlace]) -> list[MeetingPlace]:
    """Newest date first, by name within one date."""
    return sorted(found, key=lambda place: (place.date, place.folder.name), reverse=True)


def logs_in(folder: Path) -> list[Path]:
    """The logs of a folder, in the order of their names, which is that of their beginnings."""
    return sorted(folder.glob("*" + names.ENDING))


def first_header(folder: Path) -> Header | None:
    """The header of the first log that has a sound one; None where there is none."""
    for log in logs_in(folder):
        with contextlib.suppress(OSError, msgspec.DecodeError), open(log, "rb", opener=disk.open_to_read) as file:
            found = read_line(file.readline().rstrip(b"\n"))
            if found is not None and found.payload is not None and found.is_whole:
                return read_header(current(found.payload, version_of(found.payload)))
    return None


def id_of(folder: Path, header: Header | None = None) -> str:
    """The whole id of a meeting; the end of its folder's name where no log tells. `header` is of a log of it."""
    header = header or first_header(folder)
    return (header.meeting if header else None) or folder.name[-_SHORT:]


def find(study: str, folder: Path, ref: str) -> MeetingPlace:
    """The meeting among the folders of a study that a reference means; raises MeetingNotFound, AmbiguousMeeting.

    The names of the folders tell most; what is asked of all of them comes from the cache. A folder can be named
    itself. Of several folders of one meeting, the one that has the name it was made with is meant.
    """
    wanted = ref.strip()
    lately = Lately(study, folder)
    if wanted == LAST and (last := lately.last()):
        fitting = [last]
    else:
        fitting = (
            _named(folder, wanted)
            or _ending(folder, wanted.lower())
            or _of_id(folder, wanted)
            or _beginning(lately, folder, wanted)
        )
    found = _as_made([place_of(each) for each in fitting])
    if not found:
        raise MeetingNotFound(ref)
    if len(found) > 1:
        found = places_sorted(found)
        ids = [place.id8 for place in found]
        if len({*ids}) == 1:
            raise MeetingTwice(ref, [place.folder.name for place in found])
        raise AmbiguousMeeting(ref, ids)
    return found[0]


def _as_made(found: list[MeetingPlace]) -> list[MeetingPlace]:
    """Of the folders of one meeting, those that have the name they were made with, where there are any."""
    if len(found) < 2 or len({id_of(place.folder) for place in found}) > 1:
        return found
    return [place for place in found if names.is_meeting_name(place.folder.name)] or found


def _named(folder: Path, wanted: str) -> list[Path]:
    """The folder of that name itself, which a reference by id cannot tell from a copy of it."""
    try:
        return [Path(entry.path) for entry in meeting_folders(folder) if entry.name == wanted]
    except OSError:
        return []


def holds(folder: Path, meeting: str) -> bool:
    """True where there is a meeting of that whole id."""
    return bool(_of_id(folder, meeting))


def _ending(folder: Path, id8: str) -> list[Path]:
    if len(id8) != _SHORT:
        return []
    try:
        there = [entry.name for entry in meeting_folders(folder)]
    except OSError:
        return []
    return [folder / name for name in there if _has_id8(folder / name, id8)]


def _has_id8(folder: Path, id8: str) -> bool:
    if names.is_meeting_name(folder.name):
        return folder.name.endswith("-" + id8)
    return place_of(folder).id8 == id8


def _of_id(folder: Path, meeting: str) -> list[Path]:
    return [place for place in _ending(folder, names.id8_of(meeting)) if id_of(place) == meeting]


def _beginning(lately: Lately, folder: Path, wanted: str) -> list[Path]:
    """Those whose id, or its last 8 characters, begin so; the cache only says which to ask."""
    if not wanted:
        return []
    known = lately.ids(id_of)
    likely = [folder / name for name, meeting in known.items() if _begins(name, meeting, wanted)]
    return [place for place in likely if _begins(place.name, id_of(place), wanted)]


def _begins(name: str, meeting: str, wanted: str) -> bool:
    id8 = name[-_SHORT:] if names.is_meeting_name(name) else names.id8_of(meeting)
    return id8.startswith(wanted.lower()) or meeting.startswith(wanted)
