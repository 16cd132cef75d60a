"""What an import would do to one meeting, all of it in one write: drawn up first, shown, then done."""

from collections.abc import Mapping
from datetime import datetime
from itertools import zip_longest
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, cast

from fieldnotes.jottings.warned import Warned
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import Protocol

Does = Literal["add", "amend", "retract", "write up", "leave"]
Fields = dict[str, Any]
Changed = Mapping[str, tuple[Fields, tuple[str, ...]]]
"""By the id of an observation: the fields that change, and those that go."""


class Step(NamedTuple):
    """One thing that a plan does or leaves, in words: of which line of the file (None: it has none), and why."""

    does: Does
    line: int | None
    at: datetime | None
    says: str
    why: str = ""


class Planned(NamedTuple):
    """An import into one meeting. `protocol` is None where the meeting is there, else it is to be made.

    `observations` are new and without ids; `jotted_in` is for each the line of a jottings file that is to be one
    jotting, 0 (or nothing) where it goes with all else. `header` are the lines nobody understood that are new;
    `there_already` counts lines of the file that the meeting has, `missing_in_file` is what it has and the file has
    not. `warnings` are of the file, `notices` for standard error alone: they may hold names.
    """

    meeting: Meeting
    protocol: Protocol | None = None
    people: tuple[Person, ...] = ()
    items: tuple[Item, ...] = ()
    codes: tuple[Code, ...] = ()
    observations: tuple[Observation, ...] = ()
    jotted_in: tuple[int, ...] = ()
    changed: Changed = MappingProxyType({})
    header: tuple[str, ...] = ()
    there_already: int = 0
    missing_in_file: tuple[Observation, ...] = ()
    steps: tuple[Step, ...] = ()
    kept: tuple[str, ...] = ()
    warnings: tuple[Warned, ...] = ()
    notices: tuple[str, ...] = ()

    def count(self, *does: Does) -> int:
        """How many steps there are of these."""
        return sum(step.does in does for step in self.steps)

    def jottings(self) -> list[tuple[Observation, ...]]:
        """The new observations as they are written down: first what goes with all else, then each jotting."""
        found: dict[int, list[Observation]] = {0: []}
        for number, seen in zip_longest(self.jotted_in, self.observations, fillvalue=0):
            found.setdefault(number, []).append(cast(Observation, seen))
        return [tuple(line) for line in found.values()]

    @property
    def added(self) -> int:
        """Lines that are new, or of which the write-up is."""
        return self.count("add", "write up")

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to do."""
        lists = (self.people, self.items, self.codes, self.observations, self.changed, self.header)
        return self.protocol is None and not any(lists)
