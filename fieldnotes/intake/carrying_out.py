"""Do what was planned: one commit a file, all of it or nothing."""

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
            observations=planned.observations,
        )
        place.record = replace(place.record, meeting=meeting)
        return meeting.id
    meeting = place.record.meeting
    brought = planned.people, planned.items, planned.codes, planned.observations
    edits = edits_of(people=brought[0], items=brought[1], codes=brought[2], observations=brought[3])
    if planned.header:
        now = place.archive.record().meeting
        edits.append(edit_of("meeting", now.id, replace(now, header=(*now.header, *planned.header))))
    if planned.changed:
        changed = {one: (to_builtins(fields), gone) for one, (fields, gone) in planned.changed.items()}
        place.archive.carry_out(place.archive.acts(who).amend(changed, added=edits).deed)
    elif edits:
        place.archive.commit_edits(edits, who)
    return meeting.id
