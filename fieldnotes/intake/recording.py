"""What a recording of a meeting tells, told from its own beginning: who said what, and who spoke when."""

from typing import NamedTuple

from fieldnotes.jottings.warned import Warned

LONGEST_MS = 48 * 3600 * 1000
"""No recording of a meeting lasts longer; a time behind it is a mistake in the file."""


class Said(NamedTuple):
    """Words of a transcript: the line of the file, milliseconds from its zero, the speaker as the file has it.

    `who` is empty where the file names nobody.
    """

    line: int
    begin: int
    end: int
    who: str
    text: str


class Turn(NamedTuple):
    """Somebody spoke from `begin` to `end`, milliseconds from the file's zero."""

    line: int
    begin: int
    end: int
    who: str


class Recording(NamedTuple):
    """A file read whole. Warnings quote nothing of it: names stay home."""

    said: tuple[Said, ...] = ()
    turns: tuple[Turn, ...] = ()
    warnings: tuple[Warned, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The speakers as the file names them, in the order in which they are first met."""
        met = sorted((one.begin, one.line, one.who) for some in (self.said, self.turns) for one in some)
        return tuple(dict.fromkeys(who for _, _, who in met if who))
