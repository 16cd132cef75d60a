"""What a line is read in, and what comes of it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from fieldnotes.model.agenda import Agenda, Item
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person, Roster
from fieldnotes.model.protocol import Protocol
from fieldnotes.model.room import Room

Elsewhere = Callable[[str, datetime], bool]


def nowhere(code: str, at: datetime) -> bool:
    """Nobody else has marked anybody present."""
    return False


class Setting(NamedTuple):
    """What is known when a line is read: who is listed, what is on the agenda, and the room as it was then.

    `elsewhere` says whether another observer has marked a person present at an instant.
    """

    protocol: Protocol
    roster: Roster
    agenda: Agenda
    codebook: Codebook
    room: Room
    day: date
    elsewhere: Elsewhere = nowhere


class Reading(NamedTuple):
    """What one line says: records, and who, what item and which codes it brings that were not known before.

    The observations have no id yet; `item` is set on an opened item only, the rest follows from the course of
    the meeting. `warnings` are sentences.
    """

    observations: tuple[Observation, ...]
    people: tuple[Person, ...] = ()
    items: tuple[Item, ...] = ()
    codes: tuple[Code, ...] = ()
    warnings: tuple[str, ...] = ()

    def taken_into(self, setting: Setting) -> Setting:
        """The setting of the next line: with the new people, items and codes, and the room after this one."""
        roster, agenda, codebook, room = setting.roster, setting.agenda, setting.codebook, setting.room
        if self.people:
            roster = Roster((*roster.people, *self.people))
        if self.items:
            agenda = Agenda((*agenda.items, *self.items))
        if self.codes:
            codebook = Codebook((*codebook.codes, *self.codes))
        for seen in self.observations:
            room = room.after(seen)
        return setting._replace(roster=roster, agenda=agenda, codebook=codebook, room=room)


class Line:
    """A line while it is read: gathers what it brings, and makes its records."""

    def __init__(self, setting: Setting, at: datetime, typed: str) -> None:
        self.setting = setting
        self.at = at
        self.typed = typed
        self.people: list[Person] = []
        self.items: list[Item] = []
        self.codes: list[Code] = []
        self.warnings: list[str] = []
        self.before: list[Observation] = []

    def warn(self, sentence: str) -> None:
        """Note a sentence about what was not understood or was added."""
        self.warnings.append(sentence)

    def reading(self, *observations: Observation) -> Reading:
        """The finished reading; records that had to come first stand first."""
        return Reading(
            (*self.before, *observations),
            tuple(self.people),
            tuple(self.items),
            tuple(self.codes),
            tuple(self.warnings),
        )
