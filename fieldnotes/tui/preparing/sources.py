"""What a meeting is filled in from: what the study has, the body's last meeting, the next one as it would be.

All of it reads the disk, and is called in a thread of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fieldnotes.archive import StudyArchive
from fieldnotes.model.clock import in_zone
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.prepare.again import NextMeeting, action_title, next_meeting
from fieldnotes.prepare.changing import HasBegun
from fieldnotes.prepare.gathering import last_before, of_body
from fieldnotes.prepare.matters import MeetingMatters, Standing, standing, title_of
from fieldnotes.prepare.when import day_in_words
from fieldnotes.text import name_key
from fieldnotes.tui import wording
from fieldnotes.tui.preparing.agenda import AgendaRow


class Again(NamedTuple):
    """The next meeting as it would be made, its agenda with where each line comes from, and sentences."""

    planned: NextMeeting
    rows: list[AgendaRow]
    says: str


def last_of(
    study: StudyArchive, meetings: Sequence[MeetingMatters], site: str, body: str, day: str
) -> Record | None:
    """The last meeting of a body up to a day; None where the study has none. Raises what opening one raises."""
    last = last_before(meetings, site, body, day)
    return study.open_meeting(last.id).record() if last else None


def again(study: StudyArchive, meetings: Sequence[MeetingMatters], meeting: str) -> Again:
    """The next meeting of the body of that one; raises what opening one raises."""
    last = study.open_meeting(meeting).record()
    head = last.meeting
    known = of_body(meetings, head.site, head.body)
    here = head.date.isoformat(), head.start.isoformat() if head.start else "", head.id
    earlier = [each for each in known if each.when < here]
    before = study.open_meeting(earlier[0].id).record() if earlier else None
    matters = standing(known)
    planned = next_meeting(last, before, matters)
    rows = [AgendaRow(item, came=_came(item.title, item.number, matters)) for item in planned.items]
    brought = sum(bool(row.came) for row in rows)
    many = f"{brought} open matter{'' if brought == 1 else 's'} brought forward; Del takes one out."
    return Again(planned, rows, " ".join([*planned.notices, *([many] if brought else [])]))


def _came(title: str, number: str, matters: Sequence[Standing]) -> str:
    """Where an item comes from that was left open; empty for any other."""
    for each in matters:
        matter = each.matter
        is_action = matter.kind == "action" and "." in number and title == action_title(matter)
        if is_action:
            return f"⇒ open action of {wording.day_of(each.meeting.date)}"
        if matter.kind == "decision" and name_key(title) == name_key(title_of(matter)):
            return f"◇ deferred on {wording.day_of(each.meeting.date)}"
    return ""


def planned(study: StudyArchive, meeting: str) -> Record:
    """A meeting that has not begun; raises HasBegun, and what opening one raises."""
    record = study.open_meeting(meeting).record()
    if record.observations:
        raise HasBegun
    return record


def when_words(meeting: Meeting) -> str:
    """Day and time so that they read the same: `Tuesday 8 June 2004 14:00`."""
    start = f" {in_zone(meeting.start, meeting.zone):%H:%M}" if meeting.start else ""
    return f"{day_in_words(meeting.date)}{start}"
