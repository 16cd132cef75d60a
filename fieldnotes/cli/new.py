"""`new`: a meeting made before it begins, from what an invitation and an agenda say."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.output import complain
from fieldnotes.cli.preparing import (
    agenda_asked,
    excused,
    make_or_show,
    mode_asked,
    people_asked,
    shared_options,
    tell,
    when_asked,
)
from fieldnotes.cli.study import STUDY
from fieldnotes.cli.words import ZONE, one_line
from fieldnotes.model.people import Person, Roster

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.model.meeting import Meeting


@click.command()
@STUDY
@click.option("--site", required=True, help="The site, as the study calls it: “Site B”.")
@click.option("--body", required=True, help="What meets: “PEC”.")
@click.option("--date", "words", required=True, help="12 June 2pm, next Tuesday 2pm, 12/6 (day first), 2026-06-12.")
@click.option("--zone", type=ZONE, help="The zone of this meeting, where it is not the study's.")
@click.option("--same-people/--no-people", help="Take over the people of the body's last meeting, all expected.")
@shared_options
def new(study: Path, **asked: Any) -> None:
    """Make a meeting; prints its id alone. What was understood goes to standard error."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.cli.shipped import known_protocol

    archive = StudyArchive.open(study)
    archive.tell = complain
    protocol = known_protocol(asked["protocol"] or archive.study.protocol, archive.protocols())
    meeting = _head(asked, archive.study.zone, protocol.name)
    people = _people(archive, meeting, asked)
    people = excused(people, asked["apologies"])
    items = agenda_asked(asked["agenda"], Roster(people)) if asked["agenda"] else ()
    make_or_show(archive, meeting, protocol, people, items, dry_run=asked["dry_run"])


def _head(asked: dict[str, Any], zone: str, protocol: str) -> "Meeting":
    from fieldnotes.model.meeting import Meeting

    zone = asked["zone"] or zone
    when = when_asked(asked["words"], asked["start"], zone)
    return Meeting(
        site=one_line(asked["site"]),
        body=one_line(asked["body"]),
        type=one_line(asked["kind"] or "") or None,
        place=one_line(asked["place"] or ""),
        mode=mode_asked(asked["mode"]),
        date=when.day,
        start=when.start,
        zone=zone,
        protocol=protocol,
    )


def _people(archive: "StudyArchive", meeting: "Meeting", asked: dict[str, Any]) -> tuple[Person, ...]:
    """The people of a file before those of the last meeting, of whom one who is in both is as the file has it."""
    listed = people_asked(asked["people"]) if asked["people"] else ()
    carried = _carried(archive, meeting) if asked["same_people"] else ()
    known = Roster(listed)
    return (*listed, *(person for person in carried if not known.is_listed(person.code)))


def _carried(archive: "StudyArchive", meeting: "Meeting") -> tuple[Person, ...]:
    from fieldnotes.prepare.gathering import gather, last_before
    from fieldnotes.prepare.people import carried_people

    last = last_before(gather(archive), meeting.site, meeting.body, meeting.date.isoformat())
    if last is None:
        tell(f"No meeting of {meeting.body} at {meeting.site} is known yet, so that no people are taken over.")
        return ()
    people = carried_people(archive.open_meeting(last.id).record().people)
    tell(f"{len(people)} people taken over from the meeting of {last.date}.")
    return people


COMMANDS = {"new": new}
