"""Words for a line of the timeline that were typed and not entered: kept as what they are, to be gone on with."""

from __future__ import annotations

from typing import NamedTuple


class Begun(NamedTuple):
    """An act on a line (`amend`, `write up`, `code`, `retract`), the observation's id, and the words so far."""

    act: str
    of: str
    words: str

    @property
    def target(self) -> tuple[str, str]:
        """The act, and the observation that it is for."""
        return self.act, self.of

    @property
    def purpose(self) -> str:
        """What the words are for, as it is kept with a draft: `amend 0198…`"""
        return f"{self.act} {self.of}"


def begun_for(purpose: str, words: str) -> Begun:
    """The words of a draft, with what they are for."""
    act, _, of = purpose.rpartition(" ")
    return Begun(act, of, words)
