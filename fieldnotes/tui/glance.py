"""What the panels show of a capture session, at an instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fieldnotes.measures.schedule import out_of_order, planned_minutes, schedule
from fieldnotes.measures.shares import Part, group_shares, parts, share
from fieldnotes.model.agenda import Item
from fieldnotes.model.clock import is_doubled, offset_of
from fieldnotes.tui import wording
from fieldnotes.tui.widgets.agenda import AgendaLine, AgendaNow, AgendaSum
from fieldnotes.tui.widgets.head import Facts
from fieldnotes.tui.widgets.here import FLOOR, GroupLine, HereLine, HereNow

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session
    from fieldnotes.model.people import Person
    from fieldnotes.tui.saving import Saving

_ON_TIME = timedelta(minutes=1)


def agenda(session: Session) -> AgendaNow:
    """The items with the time used of each until now, and how the whole stands."""
    now, items, tally = session.now().at, session.record.items, session.tally
    moved = out_of_order(items, tally.opened, session.room.ended)
    lines = [_agenda_line(session, item, now)._replace(out_of_order=item.number in moved) for item in items]
    return AgendaNow(lines, _agenda_sum(session, sum(line.used_seconds for line in lines), now))


def _agenda_line(session: Session, item: Item, now: datetime) -> AgendaLine:
    used = session.tally.item_minutes(item.number, now) * 60
    visits = session.tally.visits.get(item.number, 0)
    is_open = session.room.item == item.number
    return AgendaLine(
        item.number,
        item.title,
        item.planned_minutes,
        used,
        begun=visits > 0,
        is_open=is_open,
        visits=visits,
        added=item.added,
        not_reached=session.room.ended and not visits,
    )


def _agenda_sum(session: Session, used_seconds: float, now: datetime) -> AgendaSum:
    items, tally = session.record.items, session.tally
    stands = schedule(items, tally, session.room.item, now)
    return AgendaSum(
        planned_minutes(items),
        used_seconds,
        stands and stands.behind,
        wording.minute(stands.planned_end) if stands else "",
        wording.minute(stands.likely_end) if stands else "",
        session.room.ended,
        on_break(session, now),
        tally.break_minutes(now),
        tally.gap_minutes,
    )


def on_break(session: Session, now: datetime) -> str:
    """How long the break has lasted; empty where there is none."""
    since = session.tally.break_since
    return wording.lasting((now - since).total_seconds()) if since and session.room.on_break else ""


def people(session: Session) -> HereNow:
    """Everybody on the roster, whether they are in the room, and how much they and their groups talk."""
    roster, tally = session.record.people, session.tally
    found = parts(roster, tally, session.now().at)
    if not any(part.turns for part in found):
        return HereNow([_here_line(session, person) for person in roster])
    most = max(part.rate for part in found) or 1.0
    lines = [
        _with_talk(_here_line(session, person), part, found, most)
        for person, part in zip(roster, found, strict=True)
    ]
    groups = [GroupLine(g.group, g.turns, g.share, g.in_proportion) for g in group_shares(found)]
    return HereNow(lines, groups, "talk" if tally.basis == "floor" else "turns")


def _here_line(session: Session, person: Person) -> HereLine:
    room, code = session.room, person.code
    is_here = code in room.here
    return HereLine(code, person.role or person.group, is_here, code in room.floor, state(session, person))


def _with_talk(line: HereLine, part: Part, found: list[Part], most: float) -> HereLine:
    return line._replace(turns=part.turns, bar=min(part.rate / most, 1.0), share=share(part, found))


def state(session: Session, person: Person) -> str:
    """What is not as usual with somebody, in a word or two; empty for who is simply there."""
    tally, came = session.tally, session.tally.came.get(person.code)
    if person.code not in session.room.here:
        return "out" if person.expected or tally.present_minutes(person) else person.status
    if came and came.how:
        return came.how
    if came and came.first and tally.begin and came.first - tally.begin >= _ON_TIME:
        return "late"
    return person.status.removeprefix("deputy ") if person.status not in ("present", "apologies", "absent") else ""


def title_of(session: Session, number: str) -> str:
    """The title of an item; empty for one that is not listed."""
    item = session.record.agenda.get(number)
    return item.title if item else ""


def twice(session: Session, at: datetime) -> str:
    """The offset of an instant whose time of day a clock change lets come twice; empty for any other."""
    return offset_of(at) if is_doubled(at, session.zone) else ""


def heading(session: Session) -> str:
    """What stands over the timeline: the open item with its minutes."""
    room = session.room
    if room.item is None:
        return "The meeting has ended" if room.ended else "No item open"
    item = session.record.agenda.get(room.item)
    if item is None:
        return room.item
    line = _agenda_line(session, item, session.now().at)
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
    pause = on_break(session, now)
    return Facts(
        where=(meeting.body, meeting.site, wording.day(meeting.date)),
        clock=" ".join(filter(None, [wording.clock(now), twice(session, now)])),
        running=wording.running((now - began).total_seconds()) if began and not session.room.ended else "",
        since=f"since {wording.minute(began)}" if began else "",
        state="ENDED" if session.room.ended else f"BREAK {pause}" if pause else "",
        saved=words,
        saved_style=style,
        room=_in_the_room(session),
    )


def _in_the_room(session: Session) -> str:
    """`▶ 2 ◀ P3, P5`: for where there is no room for the panels."""
    item = f"▶ {session.room.item}" if session.room.item else ""
    floor = f"{FLOOR} {', '.join(session.room.floor)}" if session.room.floor else ""
    return " ".join(filter(None, [item, floor]))
