"""What became of a line that was entered."""

from typing import NamedTuple

from fieldnotes.model.coding import Coding
from fieldnotes.model.observation import Observation


class Taken(NamedTuple):
    """A line that was entered: its records as they stand in the meeting, and what was odd about it.

    For an act on the record, `observations` are those that it changes, and `says` is what answers it: a sentence,
    or several lines. `moved` says that it stands before others, or changes what they belong to: show all anew.
    `codings` are those of spans that it makes, changes, moves with their text, or loses. `ticket` is 0 where
    nothing was recorded.
    """

    ticket: int
    line: str
    observations: tuple[Observation, ...]
    warnings: tuple[str, ...] = ()
    moved: bool = False
    says: str = ""
    codings: tuple[Coding, ...] = ()


def nothing(line: str, says: str) -> Taken:
    """Nothing was recorded, and why."""
    return Taken(0, line, (), says=says)
