"""Do what was planned: one write a file, all of it or nothing.

A recording is one commit, which undo takes back whole; of a jottings file each new line is one, like any jotting.
"""

from msgspec import to_builtins
from msgspec.structs import replace

from fieldnotes.archive import StudyArchive
from fieldnotes.archive.edits import edit_of, edits_of
from fieldnotes.intake.places import Place
from fieldnotes.intake.planned import Planned
from fieldnotes.model.ids import new_id


def carry_out(study: StudyArchive, place: Place, planned: Planned, who: str) -> str:
    """Make a plan durable, signed by `who`; the id of the meeting. A plan of nothing writes nothing.

    A meeting that is to be made is made by the same write. Raises NotSaved, with everything as it was.
    """
    if place.archive is None:
        meeting = replace(planned.meeting, id=planned.meeting.id or new_id())
        place.archive = study.new_meeting(
            meeting,
            place.record.protocol,
            planned.people,
            planned.items,
            who,
            codes=planned.codes,
            jottings=filter(None, planned.jottings()),
        )
        place.record = replace(place.record, meeting=meeting)
        return meeting.id
    meeting = place.record.meeting
    beside, *lines = planned.jottings()
    people, items, codes = planned.people, planned.items, planned.codes
    edits = edits_of(people=people, items=items, codes=codes, observations=beside)
    if planned.header:
        now = place.archive.record().meeting
        edits.append(edit_of("meeting", now.id, replace(now, header=(*now.header, *planned.header))))
    jottings = [edits_of(observations=line) for line in lines]
    if planned.changed:
        changed = {one: (to_builtins(fields), gone) for one, (fields, gone) in planned.changed.items()}
        place.archive.commit_edits_each(jottings, who, place.archive.acts(who).amend(changed, added=edits).deed)
    elif edits or jottings:
        place.archive.commit_edits_each([edits, *jottings], who)
    return meeting.id
