"""Completion while a line is typed: what is offered at the cursor, and what tab makes of it.

Tab takes the best candidate, tab again goes on to the next, shift+tab back; any other key keeps what stands there.
A tab that arrived together with its neighbours was pasted and not pressed: it is a blank, as any tab in a paste.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.text import is_word_character

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.capture.session import Session
    from fieldnotes.jottings.candidates import Candidate
    from fieldnotes.jottings.complete import Completion
    from fieldnotes.tui.line import Line

    Suggest = Callable[[str, KeyTime], "Completion | None"]

TOGETHER = 0.02
"""Keys less than that many seconds apart came in one piece: nobody strikes tab so soon after another key."""


def suggesting(session: Session) -> Suggest:
    """What a session knows of the people, acts, codes and items that may stand at the cursor."""

    def suggest(before: str, key: KeyTime) -> Completion | None:
        from fieldnotes.capture import (
            suggesting as room,
        )  # wanted once a key was pressed, not before the first frame

        return room.suggest(before, key, session.zone, session.since(key.at), session.setting_at(key.at))

    return suggest


class Offered(NamedTuple):
    """The candidates as they are shown: the one that is taken, or that tab would take, stands first."""

    candidates: tuple[Candidate, ...]
    taken: bool
    kind: str = ""


class _Round(NamedTuple):
    """A token being gone round its candidates: the line before, and which one stands in it now."""

    text: str
    cursor: int
    found: Completion
    place: int
    tabs: int
    at: float


class Completing:
    """What is offered at the cursor of a line, worked out once for each change of it."""

    def __init__(self, suggest: Suggest | None) -> None:
        self._suggest = suggest
        self._seen: tuple[str, str, Completion | None] | None = None
        self._round: _Round | None = None

    def found(self, line: Line, at: KeyTime | None) -> Completion | None:
        """What may stand at the cursor; nothing within a word."""
        if self._suggest is None or at is None:
            self._seen = None
            return None
        before, after = line.text[: line.cursor], line.text[line.cursor : line.cursor + 1]
        if self._seen is None or self._seen[:2] != (before, after):
            within = after != "" and (is_word_character(after) or after == "-")
            self._seen = before, after, None if within else self._suggest(before, at)
        return self._seen[2]

    def offered(self, line: Line, at: KeyTime | None) -> Offered | None:
        """What is to be shown."""
        if self._round is not None:
            candidates, place = self._round.found.candidates, self._round.place
            return Offered((*candidates[place:], *candidates[:place]), True, self._round.found.kind)
        found = self.found(line, at)
        return Offered(found.candidates, False, found.kind) if found else None

    # -- tab

    def step(self, line: Line, at: KeyTime | None, by: int, monotonic: float) -> bool:
        """Put the first, the next or the one before into the line; False where there is nothing to put."""
        going = self._round
        if going is None:
            found = self.found(line, at)
            if found is None:
                return False
            place = (by - (by > 0)) % len(found.candidates)
            going = _Round(line.text, line.cursor, found, place, 1, monotonic)
        else:
            place = (going.place + by) % len(going.found.candidates)
            going = going._replace(place=place, tabs=going.tabs + 1, at=monotonic)
        self._round = going
        self._put(line, going)
        return True

    def _put(self, line: Line, going: _Round) -> None:
        text = going.found.candidates[going.place].text
        before = going.text[: going.found.start] + text
        line.set(before + going.text[going.cursor :])
        line.cursor = len(before)

    @property
    def going_round(self) -> bool:
        """True while a candidate is taken and no other key has come."""
        return self._round is not None

    def keep(self) -> None:
        """What stands in the line stays."""
        self._round = None

    def take_back(self, line: Line) -> None:
        """The line as it was before the first tab."""
        if self._round is not None:
            line.set(self._round.text)
            line.cursor = self._round.cursor
            self._round = None

    def was_pasted(self, monotonic: float) -> int:
        """How many tabs are to be blanks, because a key follows the last one too closely; then `take_back`."""
        going = self._round
        return going.tabs if going is not None and monotonic - going.at < TOGETHER else 0
