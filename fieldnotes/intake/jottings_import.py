"""Take a jottings file into a study: find or make its meeting, and add what it does not have."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from fieldnotes.archive import MeetingArchive, MeetingNotFound, StudyArchive
from fieldnotes.intake.jottings_plan import Plan, plan, same_meeting
from fieldnotes.jottings.file import JottingsFile
from fieldnotes.jottings.setting import Elsewhere, nowhere
from fieldnotes.model.ids import new_id
from fieldnotes.model.observation import Observation


class Imported(NamedTuple):
    """What an import did: the meeting's id, how many lines it added and how many were there already.

    A line whose write-up alone was new counts as added. `kept` says where the file's header went unheeded.
    """

    meeting: str
    added: int
    there_already: int
    missing_in_file: tuple[Observation, ...]
    kept: tuple[str, ...] = ()


def find_meeting(study: StudyArchive, file: JottingsFile) -> MeetingArchive | None:
    """The meeting of the file's id, else the one of the same site, body, date and start; None for a new one."""
    if file.meeting.id:
        try:
            return study.open_meeting(file.meeting.id)
        except MeetingNotFound:
            pass
    for place in study.meetings():
        if place.date == file.meeting.date:
            opened = study.open_meeting(place)
            if same_meeting(opened.record().meeting, file.meeting):
                return opened
            opened.close()
    return None


def seen_by_others(study: StudyArchive, file: JottingsFile) -> Elsewhere:
    """Whether another observer of the file's meeting has marked a person present; nowhere for a new meeting."""
    opened = find_meeting(study, file)
    if opened is None:
        return nowhere
    moves: dict[str, list[Observation]] = {}
    for seen in opened.record().observations:
        if seen.kind == "presence" and seen.counts and seen.actor and seen.observer != file.observer:
            moves.setdefault(seen.actor, []).append(seen)
    opened.close()

    def here(code: str, at: datetime) -> bool:
        before = [seen for seen in moves.get(code, ()) if seen.at <= at]
        return bool(before) and before[-1].mode == "in"

    return here


def take_in(study: StudyArchive, file: JottingsFile) -> Imported:
    """Import a file; importing it twice adds nothing. A line is added whole or not at all."""
    opened = find_meeting(study, file)
    decided = plan(file, opened.record(), opened.first_forms()) if opened else plan(file, None)
    if opened is None:
        opened = study.new_meeting(file.meeting, file.protocol, file.people, file.items, who=file.observer)
        decided = decided._replace(people=(), items=(), header=())
    try:
        _add(opened, file.observer, decided)
        _write_up(opened, file.observer, decided)
        return Imported(
            opened.record().meeting.id,
            len(decided.new_lines) + len(decided.write_ups),
            decided.there_already,
            decided.missing_in_file,
            decided.kept,
        )
    finally:
        opened.close()


def _add(opened: MeetingArchive, who: str, decided: Plan) -> None:
    if decided.people or decided.items or decided.codes:
        opened.commit(who=who, people=decided.people, items=decided.items, codes=decided.codes)
    opened.commit_each(
        who=who, jottings=[tuple(_identified(seen) for seen in line.observations) for line in decided.new_lines]
    )


def _write_up(opened: MeetingArchive, who: str, decided: Plan) -> None:
    for identity, text in decided.write_ups:
        opened.amend("observations", identity, {"written_up": text}, who)
    if decided.header:
        meeting = opened.record().meeting
        opened.amend("meeting", meeting.id, {"header": [*meeting.header, *decided.header]}, who)


def _identified(seen: Observation) -> Observation:
    return msgspec.structs.replace(seen, id=new_id())
