"""The shape in which a meeting is shown to other programs: plain builtins, stable, nothing ever missing.

Times are ISO 8601 with offset, milliseconds where they are not zero; spans are code points into `text`;
absent values are null or empty.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from fieldnotes.measures.interval import Interval
from fieldnotes.measures.presence import presence
from fieldnotes.measures.time import MeetingTime, counting, meeting_time
from fieldnotes.model.course import run
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation

Shape = dict[str, Any]


def iso(moment: datetime | None) -> str | None:
    """An instant as ISO 8601 with its offset; null for none."""
    if moment is None:
        return None
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")


def _pairs(intervals: Iterable[Interval]) -> list[list[str | None]]:
    return [[iso(begin), iso(end)] for begin, end in intervals]


def _head(record: Record, times: MeetingTime) -> Shape:
    meeting = record.meeting
    return {
        "id": meeting.id,
        "source": meeting.source,
        "site": meeting.site,
        "body": meeting.body,
        "type": meeting.type,
        "date": meeting.date.isoformat(),
        "start": iso(meeting.start),
        "end": iso(times.end),
        "zone": meeting.zone,
        "observers": record.observers,
        "protocol": meeting.protocol,
        "blind": meeting.blind,
        "header": list(meeting.header),
    }


def _people(record: Record) -> list[Shape]:
    stays = presence(record)
    return [
        {"code": p.code, "role": p.role, "group": p.group, "status": p.status, "intervals": _pairs(stays[p.code])}
        for p in record.people
    ]


def _items(record: Record, times: MeetingTime) -> list[Shape]:
    return [
        {
            "number": item.number,
            "title": item.title,
            "planned_minutes": item.planned_minutes,
            "purpose": item.purpose,
            "presenter": item.presenter,
            "intervals": _pairs(times.items.get(item.number, ())),
            "minutes": times.item_minutes(item.number),
        }
        for item in record.items
    ]


def observation_shape(seen: Observation) -> Shape:
    """One observation, placed by `model.course`, as plain builtins."""
    return {
        "id": seen.id,
        "at": iso(seen.at),
        "typed_at": iso(seen.typed_at),
        "kind": seen.kind,
        "mode": seen.mode,
        "item": seen.item,
        "actor": seen.actor,
        "addressees": list(seen.addressees),
        "acts": list(seen.acts),
        "text": seen.text,
        "verbatim": [list(span) for span in seen.verbatim],
        "codes": list(seen.codes),
        "votes": None if seen.votes is None else list(seen.votes),
        "owners": list(seen.owners),
        "due": seen.due,
        "of": seen.of,
        "reflection": seen.reflection,
        "minutes": seen.minutes,
        "scale": seen.scale,
        "rating": seen.rating,
        "uncertain": seen.uncertain,
        "late": seen.late,
        "observer": seen.observer,
        "written_up": seen.written_up,
        "retracted": seen.retracted,
    }


def shape(record: Record) -> Shape:
    """A meeting as `show --json` gives it: `meeting`, `people`, `items`, `observations` in order of time.

    Other programs rely on these keys being just these; `whole` has what is known beside.
    """
    placed = run(record.people, record.observations)
    return {**around(record), "observations": [observation_shape(seen) for seen in placed]}


def around(record: Record) -> Shape:
    """The same without `observations`."""
    times = meeting_time(record)
    return {"meeting": _head(record, times), "people": _people(record), "items": _items(record, times)}


def _state(record: Record, times: MeetingTime) -> str:
    if not counting(record.observations):
        return "planned"
    return "open" if times.end is None else "ended"


def row(record: Record) -> Shape:
    """A meeting as one row of `list --json`.

    `state` is `planned` (nothing observed), `open` (no `/end`) or `ended`; `listing` knows two more. `minutes` is
    the length from beginning to end, breaks and gaps included, for an open one as far as it was observed, null for
    a planned one.
    `observations` counts what was not retracted, `people` the roster, `open_actions` the actions that stand and
    are not done.
    `written_up` is true where at least one jotting that stands has a write-up under it, or the observer has marked
    the meeting as written up.
    """
    times = meeting_time(record)
    state = _state(record, times)
    standing = [seen for seen in record.observations if not seen.retracted]
    head = _head(record, times)
    return {
        **{key: head[key] for key in ("id", "source", "site", "body", "type", "date", "start")},
        "minutes": None if state == "planned" else times.length,
        "observations": len(standing),
        "people": len(record.people),
        "observers": head["observers"],
        "written_up": record.meeting.written_up or any(seen.written_up is not None for seen in standing),
        "open_actions": sum(seen.kind == "action" and seen.done is None for seen in standing),
        "state": state,
    }
