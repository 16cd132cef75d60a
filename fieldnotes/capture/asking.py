"""What the program asks of the observer, never in a dialog: prompts of the protocol, ratings of a closed item."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.prompting import Prompt, Prompting, Scene
from fieldnotes.capture.rating import Offer, Ratings
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import Protocol
from fieldnotes.model.room import Room

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session

_FRESH = timedelta(hours=12)


class Asking:
    """The questions of a meeting's protocol, and which of them are due."""

    def __init__(self, protocol: Protocol) -> None:
        self.prompting = Prompting(protocol.prompts)
        self.ratings = Ratings(protocol.scales)

    def took(self, before: Room, after: Room, seen: Sequence[Observation], key: KeyTime) -> None:
        """A line was taken that changed the room."""
        self.prompting.stirred(key.mono)
        self.ratings.took(before, after, seen)

    def due(self, session: "Session", now: KeyTime) -> Prompt | None:
        """The prompt that comes by itself."""
        return self.prompting.due(scene(session, now), now.mono)

    def prompt(self, session: "Session", now: KeyTime) -> Prompt | None:
        """The next prompt in turn, whatever else is asked."""
        return self.prompting.next(scene(session, now), now.mono)

    def next(self, session: "Session", now: KeyTime) -> Offer | Prompt | None:
        """What is asked when the observer wants to be asked: a rating that is open, else the next prompt."""
        return self.ratings.offer(session.room) or self.prompt(session, now)


def scene(session: "Session", now: KeyTime) -> Scene:
    """Where the meeting stands."""
    room = session.room
    last = session.observations[-1].at if session.observations else None
    fresh = session.is_live(now.at) or (room.ended and last is not None and now.at - last < _FRESH)
    return Scene(bool(room.item or room.last_item), room.ended, fresh)
