"""Naming people in a line: resolve a token, list who is new, mark who is seen speaking."""

import re
from collections.abc import Sequence

from fieldnotes.jottings.setting import Line
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import EVERYONE, NOT_KNOWN, Person, is_p_code
from fieldnotes.text import name_key

_TOKEN = re.compile(r" *([^ ,>:]+)")
_COMMA = re.compile(r" *,")
_MOST_NAMED = 6


def named(line: Line, token: str) -> str | None:
    """The code that a token stands for, listed or not; None where it names nobody. Changes nothing."""
    roster = line.setting.roster
    if is_p_code(token) and not roster.is_listed(token):
        return token.upper()  # a code goes before an alias
    return roster.code_of(token)


def named_or_sign(line: Line, token: str) -> str | None:
    """The same, where `*` is everyone and `?` is not known."""
    return token if token in (EVERYONE, NOT_KNOWN) else named(line, token)


def read_list(line: Line, words: str, signs: bool) -> tuple[tuple[str, ...], str]:
    """The people of a list `P5 , chair` at the head of `words`, and what follows it.

    A comma that nobody follows ends the list before it. No name at all gives an empty list.
    """
    find = named_or_sign if signs else named
    codes: list[str] = []
    place = 0
    while found := _TOKEN.match(words, place):
        code = find(line, found[1])
        if code is None:
            break
        codes.append(code)
        place = found.end()
        comma = _COMMA.match(words, place)
        follows = comma and _TOKEN.match(words, comma.end())
        if not (comma and follows and find(line, follows[1])):
            break
        place = comma.end()
    return tuple(dict.fromkeys(codes)), words[place:]


def is_new(line: Line, code: str) -> bool:
    """True for somebody who stands neither on the roster nor among those this line has brought."""
    if code in (EVERYONE, NOT_KNOWN) or line.setting.roster.is_listed(code):
        return False
    return all(name_key(person.code) != name_key(code) for person in line.people)


def list_person(line: Line, code: str, status: str) -> None:
    """Put a person on the roster who is not there yet, with a warning."""
    list_people(line, (code,), status)


def list_people(line: Line, codes: Sequence[str], status: str) -> None:
    """Put those on the roster who are not there yet, with one warning however many they are."""
    new = [code for code in codes if is_new(line, code)]
    line.people += [Person(code, status=status) for code in new]
    if new:
        was, is_ = ("was", "is") if len(new) == 1 else ("were", "are")
        line.warn(f"{few_of(new)} {was} not on the roster and {is_} added to it.")


def few_of(codes: Sequence[str]) -> str:
    """`P1, P2`; `P1, P2, P3 and 57 more`."""
    if len(codes) <= _MOST_NAMED:
        return ", ".join(codes)
    return f"{', '.join(codes[: _MOST_NAMED - 1])} and {len(codes) - _MOST_NAMED + 1} more"


def mark_seen(line: Line, code: str) -> None:
    """Mark somebody who speaks as present from then on, with a warning, where no record says so."""
    if code in (EVERYONE, NOT_KNOWN):
        return
    list_person(line, code, "present")
    if code not in line.setting.room.here and not line.setting.elsewhere(code, line.at):
        line.before.append(Observation(at=line.at, kind="presence", mode="in", actor=code))
        line.warn(f"{code} was not marked present, and is from {line.at:%H:%M:%S} on.")
