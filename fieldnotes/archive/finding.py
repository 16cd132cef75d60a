"""Finding a meeting among the folders of a study, reading no more of it than its first line."""

import contextlib
import os
from pathlib import Path

import msgspec

from fieldnotes.archive import names
from fieldnotes.archive.failures import AmbiguousMeeting, MeetingNotFound
from fieldnotes.archive.line import Header, read_header, read_line
from fieldnotes.archive.migration import current, version_of
from fieldnotes.archive.names import MeetingPlace

LAST = "last"


def places(folder: Path) -> list[MeetingPlace]:
    """The meetings in a folder, newest date first, by name within one date."""
    try:
        with os.scandir(folder) as entries:
            found = [names.meeting_place(folder / entry.name) for entry in entries if entry.is_dir()]
    except OSError:
        return []
    return sorted((place for place in found if place), key=lambda p: (p.date, p.folder.name), reverse=True)


def logs_in(folder: Path) -> list[Path]:
    """The logs of a folder, in the order of their names, which is that of their beginnings."""
    return sorted(folder.glob("*" + names.ENDING))


def first_header(folder: Path) -> Header | None:
    """The header of the first log that has a sound one; None where there is none."""
    for log in logs_in(folder):
        with contextlib.suppress(OSError, msgspec.DecodeError), log.open("rb") as file:
            found = read_line(file.readline().rstrip(b"\n"))
            if found is not None and found.payload is not None and found.is_whole:
                return read_header(current(found.payload, version_of(found.payload)))
    return None


def id_of(place: MeetingPlace) -> str:
    """The whole id of a meeting; its 8 characters where no log tells."""
    header = first_header(place.folder)
    return (header.meeting if header else None) or place.id8


def find(known: list[MeetingPlace], ref: str) -> MeetingPlace:
    """The meeting that a reference means; raises MeetingNotFound, AmbiguousMeeting."""
    wanted = ref.strip()
    if wanted == LAST and known:
        return max(known, key=_last_written)
    fitting = [place for place in known if place.id8 == wanted.lower()]
    fitting = fitting or _of_id(known, wanted)
    fitting = fitting or [place for place in known if wanted and _begins(place, wanted)]
    if not fitting:
        raise MeetingNotFound(ref)
    if len(fitting) > 1:
        raise AmbiguousMeeting(ref, [place.id8 for place in fitting])
    return fitting[0]


def holds(known: list[MeetingPlace], meeting: str) -> bool:
    """True where there is a meeting of that whole id."""
    return bool(_of_id(known, meeting))


def _of_id(known: list[MeetingPlace], meeting: str) -> list[MeetingPlace]:
    short = names.id8_of(meeting)
    return [place for place in known if place.id8 == short and id_of(place) == meeting]


def _begins(place: MeetingPlace, wanted: str) -> bool:
    return place.id8.startswith(wanted.lower()) or id_of(place).startswith(wanted)


def _last_written(place: MeetingPlace) -> tuple[int, str]:
    """When a meeting was last written to, by the times of its logs; between equals, by when its last one began."""
    times, last = [0], ""
    for log in logs_in(place.folder):
        last = log.name
        with contextlib.suppress(OSError):
            times.append(log.stat().st_mtime_ns)
    return max(times), last
