"""Write a meeting as a jottings file, one observer's lines, so that reading it gives the same meeting."""

from collections.abc import Iterator
from datetime import time

from fieldnotes.jottings.header import write_header, write_item, write_person
from fieldnotes.jottings.setting import Setting
from fieldnotes.jottings.when import FileTimes, write_when
from fieldnotes.jottings.write import write_body
from fieldnotes.model.clock import local_instant
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation, in_time_order
from fieldnotes.model.room import opening


def write_file(record: Record, observer: str) -> str:
    """The jottings file of one observer: what was retracted is left out."""
    lines = write_header(record.meeting, record.study, observer)
    if record.people:
        lines += ["People:", *(f"  {write_person(person)}" for person in record.people)]
    if record.items:
        lines += ["Agenda:", *(f"  {write_item(item)}" for item in record.items)]
    own = [seen for seen in record.observations if seen.observer == observer and not seen.retracted]
    lines += ["---", *_jottings(record, sorted(own, key=in_time_order))]
    return "\n".join(lines) + "\n"


def _jottings(record: Record, own: list[Observation]) -> Iterator[str]:
    meeting = record.meeting
    wall = meeting.start or local_instant(meeting.date, time(0), meeting.zone).at
    times = FileTimes(meeting.zone, wall.replace(tzinfo=None), None, meeting.start is not None)
    setting = Setting(
        record.protocol, record.roster, record.agenda, record.codebook, opening(record.people), meeting.date
    )
    for seen in own:
        when = write_when(seen.at, times)
        body = write_body(seen, setting)
        yield f"{when} {body}".rstrip(" ")
        times = times.read(when)[0]
        setting = setting._replace(room=setting.room.after(seen))
        if seen.written_up is not None:
            yield from (f"    | {line}" for line in seen.written_up.split("\n"))
