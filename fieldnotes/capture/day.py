"""Whether an instant is of a meeting's day, and in words of which day it is otherwise."""

from datetime import datetime, timedelta

from fieldnotes.model.clock import in_zone
from fieldnotes.model.meeting import Record


def of_the_day(record: Record, last: datetime | None, at: datetime) -> bool:
    """True where an instant is of the meeting's day, or within 12 hours of what was last observed or planned."""
    known = last or record.meeting.start
    near = known is not None and abs((at - known).total_seconds()) <= 12 * 3600
    return near or in_zone(at, record.meeting.zone).date() == record.meeting.date


def another_day(at: datetime, typed_at: datetime, since: datetime | None, late: bool = False) -> str:
    """`yesterday, 2004-05-11` for a line that is not of the day one would think; else empty.

    That is the day on which it was typed, or where it was put into a meeting that began at `since`, which has
    ended or is of another day, the day of that beginning.
    """
    today = typed_at.astimezone(at.tzinfo).date()
    usual = since.astimezone(at.tzinfo).date() if since and not late else today
    if at.date() == usual:
        return ""
    return f"yesterday, {at.date()}" if at.date() == today - timedelta(days=1) else f"on {at.date()}"
