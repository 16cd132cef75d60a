"""What a check of a study found: each with a sentence that says what is wrong and what is not lost."""

from typing import Literal

from msgspec import Struct

from fieldnotes.archive.failures import Damage

Kind = Literal[
    "damage",
    "newer",
    "lost",
    "unreadable",
    "checkpoint",
    "reference",
    "waiting",
    "difference",
    "mode",
    "left",
    "place",
]


class Value(Struct, frozen=True):
    """One of two values that were written apart: by whom, and when (UTC); None for a field that was taken away."""

    value: object
    who: str
    when: str


class Finding(Struct, frozen=True, kw_only=True):
    """Something that is not well. `file` is relative to the study; `line` counts from 1, 0 is the file itself.

    `values` are the two of a difference, the shown one first.
    """

    kind: Kind
    file: str
    line: int = 0
    sentence: str
    torn: bool = False
    values: tuple[Value, ...] = ()

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.sentence}."


class Checked(Struct, frozen=True):
    """How much was looked at, what was found, and what a repair did about it."""

    meetings: int
    logs: int
    lines: int
    findings: tuple[Finding, ...]
    done: tuple[str, ...] = ()

    @property
    def is_well(self) -> bool:
        """True where nothing is wrong; that two people wrote apart is no damage."""
        return len(self.differences) == len(self.findings)

    @property
    def differences(self) -> tuple[Finding, ...]:
        """What two people wrote apart and nobody has settled."""
        return tuple(found for found in self.findings if found.kind == "difference")


def of_damage(damage: Damage, folder: str, newer: bool = False) -> Finding:
    """The finding that a damaged place amounts to; `newer` where a later version of the program wrote the file."""
    kind: Kind = "newer" if newer else "damage" if damage.line else "unreadable"
    return Finding(
        kind=kind,
        file=folder + damage.file,
        line=damage.line,
        sentence=damage.sentence,
        torn=damage.torn,
    )
