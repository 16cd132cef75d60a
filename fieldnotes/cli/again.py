"""`again`: the next meeting of a body, made from one of its meetings."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

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
from fieldnotes.cli.words import one_line
from fieldnotes.model.people import Roster

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.model.meeting import Record
    from fieldnotes.prepare.again import NextMeeting


@click.command()
@STUDY
@click.argument("meeting")
@click.option("--date", "words", help="12 June 2pm, next Tuesday, 12/6; else at the distance of its last two.")
@click.option("--no-people", is_flag=True, help="Take no people over.")
@shared_options
def again(study: Path, meeting: str, **asked: Any) -> None:
    """Make the next meeting of a body: same place and people, standing items, what was left open; prints its id."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.archive.offered import find_offered
    from fieldnotes.cli.shipped import known_protocol

    archive = StudyArchive.open(study)
    archive.tell = complain
    last = archive.open_meeting(meeting).record()
    planned = _planned(archive, last, asked)
    for notice in planned.notices:
        tell(notice)
    named = asked["protocol"]
    own = archive.protocols()
    protocol = known_protocol(named, own) if named else find_offered(last.protocol.name, own) or last.protocol
    head = msgspec.structs.replace(planned.meeting, protocol=protocol.name, **_said(asked))
    people = planned.people if not (asked["no_people"] or asked["people"]) else ()
    people = people_asked(asked["people"]) if asked["people"] else people
    people = excused(people, asked["apologies"])
    items = planned.items
    if asked["agenda"]:
        from fieldnotes.prepare.again import merged

        items = merged(items, agenda_asked(asked["agenda"], Roster(people)))
    make_or_show(archive, head, protocol, people, items, dry_run=asked["dry_run"])


def _planned(archive: "StudyArchive", last: "Record", asked: dict[str, Any]) -> "NextMeeting":
    from fieldnotes.model.clock import local_instant, now_in
    from fieldnotes.prepare.again import next_meeting
    from fieldnotes.prepare.gathering import gather, of_body
    from fieldnotes.prepare.matters import standing
    from fieldnotes.prepare.when import when_of

    head = last.meeting
    known = of_body(gather(archive), head.site, head.body)
    earlier = [each for each in known if each.when < (head.date.isoformat(), _iso(last), head.id)]
    before = archive.open_meeting(earlier[0].id).record() if earlier else None
    matters = standing(known)
    if asked["words"]:
        when = when_asked(asked["words"], asked["start"], head.zone)
        return next_meeting(last, before, matters, when.day, when.start)
    planned = next_meeting(last, before, matters)
    planned = planned._replace(
        notices=(f"{planned.notices[0][:-1]}; --date says another day.", *planned.notices[1:])
    )
    meeting = planned.meeting
    if asked["start"]:
        start = local_instant(meeting.date, asked["start"], head.zone).at
        meeting = msgspec.structs.replace(meeting, start=start)
    at = meeting.start.time() if meeting.start else None
    tell(f"Understood: {when_of(meeting.date, at, now_in(head.zone), head.zone).said}.")
    return planned._replace(meeting=meeting)


def _iso(last: "Record") -> str:
    return last.meeting.start.isoformat() if last.meeting.start else ""


def _said(asked: dict[str, Any]) -> dict[str, Any]:
    """What the call says of the head in place of the last meeting's."""
    said = {"type": asked["kind"], "place": asked["place"], "mode": mode_asked(asked["mode"])}
    return {name: one_line(words) for name, words in said.items() if words}


COMMANDS = {"again": again}
