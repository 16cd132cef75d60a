"""Which keys of key mode stand for which person and which act. No screen, no clock."""

import string
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fieldnotes.model.people import Roster
from fieldnotes.model.protocol import Act, Protocol, usable_key

MOST_SINGLE = 20
_SINGLE = string.ascii_lowercase[:MOST_SINGLE]
_FIRST_OF_TWO = string.ascii_lowercase[MOST_SINGLE:]
_DIGITS = "1234567890"


class Letters:
    """The letters of people, given in the order of the roster; who has some keeps them when others come.

    The first 20 have `a` to `t`. Everybody after them has two, of which the first is one of `u` to `z`: so nobody's
    letter changes when the twenty-first comes in, and no letter of one begins those of another.
    `wanted` are letters that the user has set, by code or role; a free one is given before all others.
    """

    def __init__(self, wanted: Mapping[str, str] | None = None) -> None:
        self._wanted = dict(wanted or {})
        self._roster: Roster | None = None
        self.of: dict[str, str] = {}
        self.whose: dict[str, str] = {}

    def learn(self, roster: Roster) -> None:
        """Give letters to those on the roster who have none yet."""
        if roster is self._roster:
            return
        self._roster = roster
        for token, letter in self._wanted.items():
            code = roster.code_of(token)
            if code and code not in self.of and self._is_free(letter.casefold()):
                self._give(code, letter.casefold())
        free = filter(self._is_free, _in_order())
        for person in roster.people:
            if person.code not in self.of and (letters := next(free, None)):
                self._give(person.code, letters)

    def _give(self, code: str, letters: str) -> None:
        self.of[code] = letters
        self.whose[letters] = code

    def _is_free(self, letters: str) -> bool:
        return not any(letters.startswith(other) or other.startswith(letters) for other in self.whose)

    def beginning(self, typed: str) -> list[str]:
        """The letters that begin with those, in the order they were given."""
        return [letters for letters in self.whose if letters.startswith(typed)]


def _in_order() -> Iterator[str]:
    yield from _SINGLE
    yield from (first + second for first in _FIRST_OF_TWO for second in string.ascii_lowercase)


class ActKeys(NamedTuple):
    """The acts of a protocol by their digit, and by the key that is pressed after `.`; in the protocol's order."""

    digits: dict[str, str]
    letters: dict[str, str]

    def of(self, act: str) -> tuple[str, str]:
        """The digit and the letter of an act; empty where it has none."""
        return _key_of(act, self.digits), _key_of(act, self.letters)


def _key_of(act: str, keys: Mapping[str, str]) -> str:
    return next((key for key, name in keys.items() if name == act), "")


def act_keys(protocol: Protocol) -> ActKeys:
    """The keys that the protocol gives to its acts, and for those that it gives none to the first that fit.

    A digit that the protocol gives is that act's alone; the others go to the first acts that have none.
    """
    digits, letters = _given(protocol.acts)
    left = (digit for digit in _DIGITS if digit not in digits)
    for act in protocol.acts:
        if act.name not in digits.values() and (digit := next(left, None)):
            digits[digit] = act.name
        if act.name not in letters.values():
            _give_letter(letters, act.name)
    return ActKeys(digits, letters)


def _given(acts: tuple[Act, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """What the protocol says: a key of one visible character, the first act of those that want the same."""
    digits: dict[str, str] = {}
    letters: dict[str, str] = {}
    for act in acts:
        if key := usable_key(act.key):
            (digits if key in _DIGITS else letters).setdefault(key, act.name)
    return digits, letters


def _give_letter(letters: dict[str, str], name: str) -> None:
    for key in (*name.casefold(), *string.ascii_lowercase):
        if key.isalpha() and key not in letters:
            letters[key] = name
            return
