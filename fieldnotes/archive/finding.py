"""Finding a meeting among the folders of a study, reading no more of it than its first line."""

import contextlib
import os
from pathlib import Path

import msgspec

from fieldnotes.archive import disk, names
from fieldnotes.archive.failures import AmbiguousMeeting, MeetingNotFound
from fieldnotes.archive.lately import Lately
from fieldnotes.archive.line import Header, read_header, read_line
from fieldnotes.archive.migration import current, version_of
from fieldnotes.archive.names import MeetingPlace

LAST = "last"
_SHORT = 8


def places(folder: Path) -> list[MeetingPlace]:
    """The meetings in a folder, newest date first, by name within one date."""
    try:
        with os.scandir(folder) as entries:
            found = [names.meeting_place(folder / entry.name) for entry in entries if entry.is_dir()]
    except OSError:
        return []
    return places_sorted([place for place in found if place])


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


def id_of(folder: Path) -> str:
    """The whole id of a meeting; its 8 characters where no log tells."""
    header = first_header(folder)
    return (header.meeting if header else None) or folder.name[-8:]


def find(study: str, folder: Path, ref: str) -> MeetingPlace:
    """The meeting among the folders of a study that a reference means; raises MeetingNotFound, AmbiguousMeeting.

    The names of the folders tell most; what is asked of all of them comes from the cache.
    """
    wanted = ref.strip()
    lately = Lately(study, folder)
    if wanted == LAST and (last := lately.last()):
        fitting = [last]
    else:
        fitting = _ending(folder, wanted.lower()) or _of_id(folder, wanted) or _beginning(lately, folder, wanted)
    found = [place for place in map(names.meeting_place, fitting) if place]
    if not found:
        raise MeetingNotFound(ref)
    if len(found) > 1:
        raise AmbiguousMeeting(ref, [place.id8 for place in places_sorted(found)])
    return found[0]


def holds(folder: Path, meeting: str) -> bool:
    """True where there is a meeting of that whole id."""
    return bool(_of_id(folder, meeting))


def _ending(folder: Path, id8: str) -> list[Path]:
    if len(id8) != _SHORT:
        return []
    try:
        there = os.listdir(folder)
    except OSError:
        return []
    return [folder / name for name in there if name.endswith("-" + id8) and names.is_meeting_name(name)]


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
    return name[-_SHORT:].startswith(wanted.lower()) or meeting.startswith(wanted)
