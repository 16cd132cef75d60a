"""The matters and heads of all meetings of a study, kept beside the summaries so that no meeting is read twice."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from fieldnotes import __version__
from fieldnotes.archive import MeetingPlace, StudyArchive
from fieldnotes.errors import FieldnotesError
from fieldnotes.prepare.matters import MeetingMatters, matters_in
from fieldnotes.text import name_key

FORM = f"matters 1 of {__version__}"  # count up when `matters_in` gives anything else for the same meeting


def gather(archive: StudyArchive) -> list[MeetingMatters]:
    """The head and matters of each meeting, newest first; only those that are new or changed are read.

    A meeting that cannot be opened is left out: `list` and `check` tell of it.
    """

    def make(place: MeetingPlace) -> tuple[bytes, bool]:
        try:
            opened = archive.open_meeting(place)
            made = matters_in(opened.record())
        except (FieldnotesError, OSError):
            return b"null", False
        return msgspec.json.encode(made), not opened.damage

    decode = msgspec.json.Decoder(MeetingMatters | None).decode
    found = [decode(row) for row in archive.summaries(FORM, make, kind="matters")]
    return _newest_first(each for each in found if each)


def _newest_first(meetings: Iterable[MeetingMatters]) -> list[MeetingMatters]:
    return sorted(meetings, key=lambda each: each.when, reverse=True)


def of_body(meetings: Iterable[MeetingMatters], site: str, body: str) -> list[MeetingMatters]:
    """The meetings of a body at a site, however the names are written, newest first."""
    wanted = name_key(site), name_key(body)
    return _newest_first(each for each in meetings if each.of_body == wanted)


def last_before(meetings: Iterable[MeetingMatters], site: str, body: str, day: str) -> MeetingMatters | None:
    """The body's last meeting up to an ISO day; where all are later, the first of them; None for none."""
    known = of_body(meetings, site, body)
    return next((each for each in known if each.date <= day), known[-1] if known else None)


class BodyKnown(NamedTuple):
    """A body that met at a site: its name and type as last written, how often it met, and when last (ISO)."""

    site: str
    body: str
    type: str | None
    meetings: int
    last: str


def bodies(meetings: Iterable[MeetingMatters]) -> list[BodyKnown]:
    """The bodies of a study, the one that met last first: what a form offers for site, body and type."""
    found: dict[tuple[str, str], BodyKnown] = {}
    for each in _newest_first(meetings):
        if not (each.site or each.body):
            continue
        known = found.get(each.of_body)
        kind = known.type if known and known.type else each.type
        times = known.meetings + 1 if known else 1
        first = known or each
        last = known.last if known else each.date
        found[each.of_body] = BodyKnown(first.site, first.body, kind, times, last)
    return list(found.values())


def sites(meetings: Iterable[MeetingMatters]) -> list[str]:
    """The sites of a study, the one met at last first."""
    found: dict[str, str] = {}
    for each in bodies(meetings):
        found.setdefault(name_key(each.site), each.site)
    return [site for site in found.values() if site]
