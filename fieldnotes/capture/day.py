"""Whether an instant is of a meeting's day."""

from datetime import datetime

from fieldnotes.model.clock import in_zone
from fieldnotes.model.meeting import Record


def of_the_day(record: Record, last: datetime | None, at: datetime) -> bool:
    """True where an instant is of the meeting's day, or within 12 hours of what was last observed or planned."""
    known = last or record.meeting.start
    near = known is not None and abs((at - known).total_seconds()) <= 12 * 3600
    return near or in_zone(at, record.meeting.zone).date() == record.meeting.date
