"""What the clock of the machine did, in words for the record: whoever reads the times must know."""

from datetime import datetime, timedelta

from fieldnotes.capture.moment import Jump
from fieldnotes.model.clock import in_zone, offset_of
from fieldnotes.model.ids import new_id
from fieldnotes.model.observation import Observation

BY_PROGRAM = "fieldnotes"
"""Who makes these changes: not the observer, whose undo leaves them alone."""


def program_note(text: str, at: datetime, noticed: datetime, mono: int) -> Observation:
    """A note on the method that nobody typed: so it has no observer. `noticed` is when the program knew."""
    return Observation(
        id=new_id(), at=at, typed_at=noticed, mono=mono, kind="reflection", reflection="method", text=text
    )


def in_words(jump: Jump) -> str:
    """`the clock of this machine was set forward by 1 h 00 m; times go on unbroken until this is opened again`"""
    if jump.slept:
        return f"this machine was asleep for {length(jump.ms)}"
    way = "forward" if jump.ms > 0 else "back"
    told = f"the clock of this machine was set {way} by {length(abs(jump.ms))}"
    return f"{told}; times go on unbroken until this is opened again"


def length(ms: int) -> str:
    """`1 h 00 m`, `5 m 03 s`, `12 s`"""
    hours, rest = divmod(round(ms / 1000), 3600)
    if hours:
        return f"{hours} h {rest // 60:02} m"
    return f"{rest // 60} m {rest % 60:02} s" if rest >= 60 else f"{rest} s"


def clock_change(before: datetime, after: datetime, zone: str) -> datetime | None:
    """The instant between two at which the zone's offset changed; None where it is the same at both."""
    first, last = in_zone(before, zone), in_zone(after, zone)
    if last <= first or first.utcoffset() == last.utcoffset():
        return None
    while (step := (last - first) / 2) >= timedelta(milliseconds=1):
        middle = in_zone(first + step, zone)
        if middle.utcoffset() == first.utcoffset():
            first = middle
        else:
            last = middle
    return last


def change_in_words(change: datetime, zone: str) -> str:
    """`summer time ended: 02:00 is 01:00, +00:00 from here`, of the instant of a clock change."""
    old = in_zone(change - timedelta(milliseconds=1), zone)
    was = change.astimezone(old.tzinfo)
    what = "ended" if was.replace(tzinfo=None) > change.replace(tzinfo=None) else "began"
    return f"summer time {what}: {was:%H:%M} is {change:%H:%M}, {offset_of(change)} from here"
