"""A line that a key began for the observer (`/item `, `/in `), and the one that waits meanwhile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime

ITEM, COMES, GOES = "/item ", "/in ", "/out "
_ASKS = {
    ITEM: "which item? A number or words, then Enter",
    COMES: "who comes in? Code or words · {in-out}: who goes out",
    GOES: "who goes out? Code or words · {in-out}: who comes in",
}
_COMERS = re.compile(r"(/(?:in|out) +)([^ ,]+(?: *, *[^ ,]+)*)(?= |$)", re.IGNORECASE)
_TURNS = {COMES: GOES, GOES: COMES}


class Aside(NamedTuple):
    """A line that was being typed when a key asked for another one."""

    text: str
    cursor: int
    at: KeyTime | None


def asks(line: str) -> str:
    """The question of a line in which nothing stands but its command, keys as `{command}`; empty for any other."""
    return _ASKS.get(line.rstrip(" ") + " ", "")


def turned(line: str) -> str:
    """`/in P5` for `/out P5`, and the other way round; any other line as it is."""
    for sign, other in _TURNS.items():
        if line.startswith(sign):
            return other + line[len(sign) :]
    return line


def by_letters(line: str, letters: Mapping[str, str]) -> str:
    """`/in P3, P5 phone` for `/in c, e phone`: codes for the letters that stand for people in key mode."""
    found = _COMERS.match(line)
    if found is None:
        return line
    parts = re.split(r"( *, *)", found[2])
    return found[1] + "".join(letters.get(part.casefold(), part) for part in parts) + line[found.end() :]
