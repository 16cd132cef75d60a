"""The course of a meeting: its observations in order of time, each with the item and decision it belongs to."""

import bisect
from collections.abc import Iterable, Iterator

import msgspec

from fieldnotes.model.observation import Observation, in_time_order
from fieldnotes.model.people import Person
from fieldnotes.model.room import MOVING, Room, opening


def placed(seen: Observation, room: Room) -> Observation:
    """An observation with `item` and `of` as they follow from the room it was made in.

    A rating belongs to the open item or the last one; an action to the last decision before it in its item
    (or outside any), else to the item; a late or retracted record keeps its place in time.
    """
    if seen.kind == "item" and seen.mode == "open":
        return seen
    item = room.item or (room.last_item if seen.kind == "rating" else None)
    of = room.decision_of(room.item) if seen.kind == "action" else None
    if item == seen.item and of == seen.of:
        return seen
    return msgspec.structs.replace(seen, item=item, of=of)


def walk(people: tuple[Person, ...], observations: Iterable[Observation]) -> Iterator[tuple[Room, Observation]]:
    """Each observation placed, with the room after it; `observations` are in order of time."""
    room = opening(people)
    for seen in observations:
        set_down = placed(seen, room)
        room = room.after(seen)
        yield room, set_down


def course(people: tuple[Person, ...], observations: Iterable[Observation]) -> tuple[list[Observation], Room]:
    """All observations in order of time, placed, and the room after the last."""
    return _on_from(opening(people), sorted(observations, key=in_time_order))


def course_with(
    people: tuple[Person, ...], before: list[Observation], now: Iterable[Observation]
) -> tuple[list[Observation], Room]:
    """The course with some observations new, or as they now are; `before` is the course without that.

    What stands before the first of them is kept as it is, so that a change of late ones costs little.
    """
    changed = {seen.id: seen for seen in now}
    keys = [in_time_order(seen) for seen in changed.values()]
    first = bisect.bisect_left(before, min(keys), key=in_time_order) if keys else len(before)
    first = next((at for at, seen in enumerate(before[:first]) if seen.id in changed), first)
    kept = before[:first]
    others = (seen for seen in before[first:] if seen.id not in changed)
    rest, room = _on_from(room_at(people, kept), sorted((*others, *changed.values()), key=in_time_order))
    return kept + rest, room


def _on_from(room: Room, observations: Iterable[Observation]) -> tuple[list[Observation], Room]:
    found = []
    for seen in observations:
        found.append(placed(seen, room))
        if seen.kind in MOVING:  # for the most do not, and a long meeting has ten thousand
            room = room.after(seen)
    return found, room


def run(people: tuple[Person, ...], observations: Iterable[Observation]) -> list[Observation]:
    """All observations in order of time, placed."""
    return [seen for _, seen in walk(people, sorted(observations, key=in_time_order))]


def room_at(people: tuple[Person, ...], observations: Iterable[Observation]) -> Room:
    """The room after those observations, which are in order of time."""
    room = opening(people)
    for seen in observations:
        if seen.kind in MOVING:
            room = room.after(seen)
    return room
