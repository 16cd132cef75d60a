"""What is told and not recorded: `/who`, `/agenda`, `/prompt`, `/help`, each in one answer for eye and ear."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from fieldnotes.capture.rating import Offer
from fieldnotes.jottings.signs import LANGUAGE
from fieldnotes.model.agenda import Item
from fieldnotes.model.people import Person
from fieldnotes.model.room import Room

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.capture.session import Session

MOST_WITH_ROLE = 10
_TIMES = {"before": "Before", "during": "During", "after": "After"}


def tell(name: str, session: "Session", key: "KeyTime") -> str:
    """The answer to a question on the meeting, by the name it is typed with."""
    return _ANSWERS[name](session, key)


def who(people: tuple[Person, ...], room: Room) -> str:
    """Who is here, who has the floor, who is out; with their roles where they are few."""
    if not people:
        return "Nobody is listed yet."
    few = len(people) <= MOST_WITH_ROLE
    here = [_named(one, few) for one in people if one.code in room.here]
    away = [f"{one.code}{_why_out(one)}" for one in people if one.code not in room.here]
    floor = " and ".join(room.floor) + (" has" if len(room.floor) == 1 else " have")
    speaks = f"{floor} the floor." if room.floor else "Nobody has the floor."
    told = f"Here {len(here)} of {len(people)}" + (f": {', '.join(here)}." if here else ".")
    return f"{told} {speaks}" + (f" Out: {', '.join(away)}." if away else "")


def _named(person: Person, with_role: bool) -> str:
    return f"{person.code} {person.role}" if with_role and person.role else person.code


def _why_out(person: Person) -> str:
    return "" if person.expected else f" ({person.status})"


def agenda(items: tuple[Item, ...], room: Room, used_of: Callable[[str], float]) -> str:
    """The items with whole minutes used of those planned, the open one first; `used_of` tells them by number."""
    if not items:
        return "There is no agenda; /item and a title adds an item."
    inner = sorted(items, key=lambda item: item.number != room.item)
    lines = [_item(item, room, used_of(item.number)) for item in inner]
    planned = sum(item.planned_minutes or 0 for item in items)
    used = int(sum(used_of(item.number) for item in items))
    first = "" if room.item else "No item is open. "
    return f"{first}{'; '.join(lines)}. Together {used} of {planned:g} minutes."


def _item(item: Item, room: Room, used: float) -> str:
    is_open = item.number == room.item
    title = f"{'open: ' if is_open else ''}{item.number} {item.title}".rstrip()
    planned = "" if item.planned_minutes is None else f"{item.planned_minutes:g}"
    if not (is_open or used):
        return f"{title}, not opened" + (f", {planned} planned" if planned else "")
    over = int(used - item.planned_minutes) if item.planned_minutes is not None else 0
    return f"{title}, {int(used)}" + (f" of {planned}" if planned else "") + (f", {over} over" if over > 0 else "")


def _agenda(session: "Session", key: "KeyTime") -> str:
    return agenda(session.record.items, session.room, partial(session.tally.item_minutes, now=key.at))


def _prompt(session: "Session", key: "KeyTime") -> str:
    asked = session.asking.next(session, key)
    if asked is None:
        return "This protocol has no prompts for this part of the meeting."
    if isinstance(asked, Offer):
        return f"Rate item {asked.item}: {asked.points} · {asked.line}…"
    return f"{_TIMES[asked.when]}, {asked.number} of {asked.of}: {asked.text}"


def _help() -> str:
    return "\n".join(f"{sign}  {meaning}" for sign, meaning in LANGUAGE)


_ANSWERS: dict[str, Callable[["Session", "KeyTime"], str]] = {
    "who": lambda session, key: who(session.record.people, session.room),
    "agenda": lambda session, key: agenda(
        session.record.items, session.room, partial(session.tally.item_minutes, now=key.at)
    ),
    "prompt": _prompt,
    "help": lambda session, key: _help(),
}
