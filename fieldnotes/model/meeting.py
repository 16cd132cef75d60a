"""A meeting: one occasion observed, and all that is known of it."""

from datetime import date, datetime
from typing import Literal

import msgspec
from msgspec import Struct

from fieldnotes.model.agenda import Agenda, Item
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.coding import Coding
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person, Roster
from fieldnotes.model.protocol import Protocol

Source = Literal["observation", "interview", "document"]
MODES = ("in the room", "online", "hybrid")


class Meeting(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The head of a meeting. `start` is its planned beginning; `header` the lines of a file nobody understood.

    `place` is where, `mode` one of `MODES`, or empty; `type` groups bodies: board, working party.
    `written_up` says that its observer has marked it as written up. `order` are the numbers of the items as they
    stand on the paper, where that is not the order in which they came to be.
    """

    id: str = ""
    source: Source = "observation"
    site: str = ""
    body: str = ""
    type: str | None = None
    place: str = ""
    mode: str = ""
    date: date
    start: datetime | None = None
    zone: str
    protocol: str
    blind: bool = False
    header: tuple[str, ...] = ()
    written_up: bool = False
    order: tuple[str, ...] = ()


class Record(Struct, frozen=True, kw_only=True):
    """Everything that one meeting holds: its head, protocol, people, agenda, own codes, and observations.

    `observations` are in order of time and as they are kept; `model.course.run` works out items in force.
    `codes` are those that emerged here; `framework` are the study's. `codings` are of spans, in the order in which
    they were made, those taken back or lost among them.
    """

    meeting: Meeting
    protocol: Protocol
    people: tuple[Person, ...] = ()
    items: tuple[Item, ...] = ()
    codes: tuple[Code, ...] = ()
    framework: tuple[Code, ...] = ()
    observations: tuple[Observation, ...] = ()
    codings: tuple[Coding, ...] = ()
    study: str = ""

    @property
    def roster(self) -> Roster:
        """The people, found by code or alias."""
        return Roster(self.people)

    @property
    def agenda(self) -> Agenda:
        """The items, found by number or title."""
        return Agenda(self.items)

    @property
    def codebook(self) -> Codebook:
        """The study's codes and those that emerged in this meeting."""
        known = Codebook(self.framework)
        return Codebook((*self.framework, *(c for c in self.codes if known.get(c.name) is None)))

    @property
    def observers(self) -> list[str]:
        """Who typed, in the order of their first observation; what came from a recording was typed by nobody."""
        typed = (o.observer for o in self.observations if o.observer and not o.from_recording)
        return list(dict.fromkeys(typed))

    def with_observations(self, observations: tuple[Observation, ...]) -> "Record":
        """The same meeting with other observations."""
        return msgspec.structs.replace(self, observations=observations)
