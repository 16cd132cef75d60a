"""The room at an instant: who is here, which item is open, who has the floor, what was decided last.

A reducer: `after` takes the state through one observation. The same state serves reading a file (where each
line is read in the room as it then was), the live session, and the course of a whole meeting.
"""

from typing import NamedTuple

from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person


class Room(NamedTuple):
    """What holds in the room; a person is there by status until a record says otherwise."""

    here: frozenset[str] = frozenset()
    item: str | None = None
    last_item: str | None = None
    floor: tuple[str, ...] = ()
    decisions: tuple[tuple[str | None, str], ...] = ()
    on_break: bool = False
    ended: bool = False

    def decision_of(self, item: str | None) -> str | None:
        """The id of the last decision made in an item, or outside any."""
        return next((decision for where, decision in self.decisions if where == item), None)

    def after(self, seen: Observation) -> "Room":
        """The room after an observation; a late or retracted one leaves it as it was."""
        step = _STEPS.get(seen.kind)
        return step(self, seen) if step and seen.counts else self


def opening(people: tuple[Person, ...]) -> Room:
    """The room before the first observation."""
    return Room(here=frozenset(p.code for p in people if p.expected))


def _item(room: Room, seen: Observation) -> Room:
    if seen.mode == "close":
        return room._replace(item=None, last_item=room.item or room.last_item)
    return room._replace(item=seen.item, last_item=seen.item)


def _presence(room: Room, seen: Observation) -> Room:
    who = seen.actor or ""
    if seen.mode == "in":
        return room._replace(here=room.here | {who})
    return room._replace(here=room.here - {who}, floor=tuple(p for p in room.floor if p != who))


def _floor(room: Room, seen: Observation) -> Room:
    if seen.from_recording:  # who has the floor is what the observers say
        return room
    who = seen.actor or ""
    others = tuple(p for p in room.floor if p != who)
    if seen.mode == "takes":
        return room._replace(floor=(who,))
    if seen.mode == "joins":
        return room._replace(floor=(*others, who))
    return room._replace(floor=others if seen.mode == "stops" else ())


def _break(room: Room, seen: Observation) -> Room:
    if seen.mode == "end":
        last = room.item or room.last_item
        return room._replace(item=None, last_item=last, floor=(), on_break=False, ended=True)
    paused = seen.mode == "break"
    return room._replace(on_break=paused, floor=() if paused else room.floor)


def _decision(room: Room, seen: Observation) -> Room:
    others = tuple(pair for pair in room.decisions if pair[0] != room.item)
    return room._replace(decisions=((room.item, seen.id), *others))


_STEPS = {"item": _item, "presence": _presence, "floor": _floor, "break": _break, "decision": _decision}
MOVING = frozenset(_STEPS)
"""The kinds of observations after which the room may be another."""
