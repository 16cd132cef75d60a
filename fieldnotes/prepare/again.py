"""The next meeting of a body, planned from its last: head, people, standing items, and what was left open."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec

from fieldnotes.model.agenda import Agenda, Item
from fieldnotes.model.clock import in_zone, local_instant
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.people import Person
from fieldnotes.prepare.daywords import MONTHS
from fieldnotes.prepare.matters import Matter, Standing, title_of
from fieldnotes.prepare.people import carried_people
from fieldnotes.text import name_key

MOST_MATTERS = 12
_USUAL = re.compile(
    r"(?:welcome|introductions?|apologies|attendance|declarations?|conflicts? of interest|(?:draft )?minutes"
    r"|matters arising"
    r"|action (?:log|points)|actions|chair(?:man|woman|person)?['’]?s? (?:report|update|actions?|business)"
    r"|chief executive['’]?s? report|any other|aob|a\.o\.b|date (?:and time )?of (?:the )?next|next meeting"
    r"|review of the meeting|reflections? on the meeting|questions from the public|public questions|close)\b",
    re.IGNORECASE,
)
_MATTERS = re.compile(r"\bmatters arising\b|\baction (?:log|points)\b", re.IGNORECASE)
_MINUTES_OF = re.compile(r"((?:draft )?minutes)\b(?: (?:of|from))?.*?(\s+and matters arising)?\Z", re.IGNORECASE)
_ANY_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_DATES = re.compile(rf"\b(?:\d{{1,4}}(?:st|nd|rd|th)?|{_ANY_MONTH})\b", re.IGNORECASE)


class NextMeeting(NamedTuple):
    """A meeting as it would be made: its head (without an id), people, agenda; sentences on what was done."""

    meeting: Meeting
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    notices: tuple[str, ...] = ()


def next_meeting(
    last: Record,
    before: Record | None,
    open_matters: Sequence[Standing],
    day: date | None = None,
    start: datetime | None = None,
) -> NextMeeting:
    """The next meeting after `last`; `before` is the one of the body before that.

    `open_matters` are what the body's meetings left open. Without a `day` it is as many days after `last` as that
    was after `before` (28 where there is none, or more than half a year), at the same time of day.
    """
    notices: list[str] = []
    if day is None:
        distance = _distance(last.meeting, before.meeting if before else None)
        day = last.meeting.date + timedelta(distance)
        notices.append(f"It is set {distance} days after the last one.")
    if start is None:
        start = same_time_on(day, last.meeting)
    meeting = msgspec.structs.replace(
        last.meeting, id="", date=day, start=start, blind=False, header=(), written_up=False, order=()
    )
    items, left = agenda_again(last, before, open_matters)
    if left:
        notices.append(f"{left} open matters more are not on its agenda; fieldnotes actions lists them.")
    return NextMeeting(meeting, carried_people(last.people), items, tuple(notices))


def _distance(last: Meeting, before: Meeting | None) -> int:
    days = (last.date - before.date).days if before else 0
    return days if 0 < days <= 183 else 28


def same_time_on(day: date, last: Meeting) -> datetime | None:
    """The instant on a day at which the last meeting began by the wall; None where it had no planned beginning."""
    if last.start is None:
        return None
    return local_instant(day, in_zone(last.start, last.zone).time(), last.zone).at


def standing_items(last: Record, before: Record | None) -> tuple[Item, ...]:
    """The items that come again: those on the paper of both meetings, and the usual ones (apologies, minutes)."""
    earlier = {_key(item.title) for item in before.items if not item.added} if before else set()
    on_paper = (item for item in last.items if not item.added and not _is_below(item))
    again = (item for item in on_paper if _USUAL.match(item.title.strip()) or _key(item.title) in earlier)
    return tuple(_of_last(item, last.meeting.date) for item in again)


def _is_below(item: Item) -> bool:
    """True for `2.1`: a matter that was brought forward itself, or a part of another item."""
    return not item.number.isdigit()


def _key(title: str) -> str:
    return name_key(_DATES.sub(" ", title))


def _of_last(item: Item, day: date) -> Item:
    """`Minutes of 14 April` are those of the last meeting now."""
    found = _MINUTES_OF.match(item.title)
    if not found or not _DATES.search(item.title):
        return item
    title = f"{found[1]} of {day.day} {MONTHS[day.month - 1]}{found[2] or ''}"
    return msgspec.structs.replace(item, title=title)


def agenda_again(
    last: Record, before: Record | None, open_matters: Sequence[Standing]
) -> tuple[tuple[Item, ...], int]:
    """The agenda of the next meeting, numbered anew, and how many open matters found no room on it.

    Deferred decisions come back as items of their own before any other business, for decision. Open actions, the
    latest first, stand below “Matters arising” as `2.1`, `2.2` …; that item is added where there is none.
    """
    actions = [each for each in reversed(open_matters) if each.matter.kind == "action"]
    deferred = [each for each in open_matters if each.matter.kind == "decision"]
    shown = actions[:MOST_MATTERS]
    items = [msgspec.structs.replace(item, number="") for item in standing_items(last, before)]
    items = _with_deferred(items, deferred)
    if shown and not any(_MATTERS.search(item.title) for item in items):
        place = next((at + 1 for at, item in reversed(list(enumerate(items))) if _opens(item)), 0)
        items.insert(place, Item("", "Matters arising"))
    return tuple(_numbered(items, [each.matter for each in shown])), len(actions) - len(shown)


def _opens(item: Item) -> bool:
    return bool(
        re.match(r"welcome|introductions?|apologies|declarations?|(?:draft )?minutes", item.title, re.IGNORECASE)
    )


def _closes(item: Item) -> bool:
    return bool(
        re.match(r"any other|aob|a\.o\.b|date |next meeting|close|review|reflection", item.title, re.IGNORECASE)
    )


def _with_deferred(items: list[Item], deferred: Sequence[Standing]) -> list[Item]:
    there = {name_key(item.title) for item in items}
    back: list[Item] = []
    for each in deferred:
        title = title_of(each.matter)
        if title and name_key(title) not in there:
            there.add(name_key(title))
            back.append(Item("", title, purpose="decision"))
    place = next((at for at, item in enumerate(items) if _closes(item)), len(items))
    return [*items[:place], *back, *items[place:]]


def _numbered(items: list[Item], actions: Sequence[Matter]) -> list[Item]:
    found: list[Item] = []
    placed = False
    for number, item in enumerate(items, 1):
        found.append(msgspec.structs.replace(item, number=str(number)))
        if not placed and _MATTERS.search(item.title):
            placed = True
            found += [Item(f"{number}.{n}", action_title(action)) for n, action in enumerate(actions, 1)]
    return found


def action_title(action: Matter) -> str:
    """An open action as the title of an item: `P2, P3 by 12 June 2026: redraft`."""
    who = ", ".join(action.owners)
    due = f"by {_due(action.due)}" if action.due else ""
    head = " ".join(part for part in (who, due) if part)
    return f"{head}: {title_of(action)}" if head else title_of(action)


def _due(due: str) -> str:
    try:
        day = date.fromisoformat(due)
    except ValueError:
        return due
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def merged(items: tuple[Item, ...], pasted: tuple[Item, ...]) -> tuple[Item, ...]:
    """A pasted agenda with what is brought forward behind it: items of the plan whose title it lacks.

    Those keep no number that the paper has: each gets the next whole one.
    """
    agenda = Agenda(pasted)
    for item in items:
        if agenda.titled(item.title) is None:
            agenda = agenda.with_item(msgspec.structs.replace(item, number=agenda.next_number()))
    return agenda.items
