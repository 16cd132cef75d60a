"""What the panels show of a capture session, at an instant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.model.agenda import Item
from fieldnotes.tui import wording
from fieldnotes.tui.widgets.agenda import AgendaLine
from fieldnotes.tui.widgets.head import Facts
from fieldnotes.tui.widgets.here import HereLine

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session
    from fieldnotes.measures.time import MeetingTime
    from fieldnotes.tui.saving import Saving


def agenda(session: Session) -> list[AgendaLine]:
    """The items with the time used of each until now."""
    times = session.time(session.now().at)
    return [_agenda_line(session, item, times) for item in session.record.items]


def _agenda_line(session: Session, item: Item, times: MeetingTime) -> AgendaLine:
    used = times.item_minutes(item.number) * 60
    is_open = session.room.item == item.number
    begun = is_open or used > 0
    return AgendaLine(item.number, item.title, item.planned_minutes, used, begun, is_open)


def people(session: Session) -> list[HereLine]:
    """Everybody on the roster, and whether they are in the room."""
    room = session.room
    return [
        HereLine(p.code, p.role or p.group, p.code in room.here, p.code in room.floor)
        for p in session.record.people
    ]


def title_of(session: Session, number: str) -> str:
    """The title of an item; empty for one that is not listed."""
    item = session.record.agenda.get(number)
    return item.title if item else ""


def heading(session: Session) -> str:
    """What stands over the timeline: the open item with its minutes."""
    room = session.room
    if room.item is None:
        return "The meeting has ended" if room.ended else "No item open"
    item = session.record.agenda.get(room.item)
    if item is None:
        return room.item
    line = _agenda_line(session, item, session.time(session.now().at))
    used = wording.used_of_planned(line.used_seconds, line.planned_minutes, line.begun)
    over = wording.over(line.used_seconds, line.planned_minutes)
    minutes = f"{used} min {over} over" if over else f"{used} min"
    return f"{item.number} · {minutes} · {item.title}"  # the title last: where it is narrow, it is what is cut


def next_item(session: Session) -> Item | None:
    """The item after the open one, or after the last that was open."""
    return session.record.agenda.after(session.room.item or session.room.last_item)


def facts(session: Session, saving: Saving) -> Facts:
    """What the head tells."""
    meeting, now = session.record.meeting, session.now().at
    began = session.started()
    words, style = saving.state()
    return Facts(
        where=(meeting.body, meeting.site, wording.day(meeting.date)),
        clock=wording.clock(now),
        running=wording.running((now - began).total_seconds()) if began and not session.room.ended else "",
        since=f"since {wording.minute(began)}" if began else "",
        state="ENDED" if session.room.ended else "BREAK" if session.room.on_break else "",
        saved=words,
        saved_style=style,
    )
