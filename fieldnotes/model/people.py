"""People, by code: never a real name outside the identity key."""

import re

from msgspec import Struct

from fieldnotes.text import is_word_character, name_key

EVERYONE = "*"
NOT_KNOWN = "?"

LONGEST_CODE = 40
_P_CODE = re.compile(r"[Pp]\d{1,9}\Z", re.ASCII)
_NOT_THERE = ("apologies", "absent")
_STATUSES = ("present", "apologies", "absent", "in attendance")


class Person(Struct, frozen=True, omit_defaults=True):
    """Somebody at a meeting: a code, and role, group and status as of that meeting.

    `status` is `present`, `apologies`, `absent`, `in attendance` or `deputy for CODE`.
    """

    code: str
    role: str = ""
    group: str = ""
    status: str = "present"

    @property
    def expected(self) -> bool:
        """True where the person counts as there from the beginning unless a record says otherwise."""
        return self.status not in _NOT_THERE


def is_p_code(token: str) -> bool:
    """True for `P` and digits, which is a person even when nobody listed it."""
    return bool(_P_CODE.match(token))


def is_code(token: str) -> bool:
    """True for what may stand as a person's code: letters, digits, inner `-`, `.`, `_`, at least one letter."""
    if not 0 < len(token) <= LONGEST_CODE or not (is_word_character(token[0]) and is_word_character(token[-1])):
        return False
    return all(is_word_character(c) or c in "-._" for c in token) and any(c.isalpha() for c in token)


def read_status(words: str) -> str | None:
    """The status that the words name, as it is kept; None when they name none."""
    plain = " ".join(words.split())
    if plain.casefold() in _STATUSES:
        return plain.casefold()
    if plain.casefold().startswith("deputy for ") and is_code(plain[11:]):
        return "deputy for " + plain[11:]
    return None


class Roster:
    """The people of a meeting, found by code or by an alias: a role that only one of them has."""

    def __init__(self, people: tuple[Person, ...] = ()) -> None:
        self.people = people
        self._codes = {name_key(p.code): p.code for p in people}
        by_role: dict[str, list[str]] = {}
        for person in people:
            if key := name_key(person.role):
                by_role.setdefault(key, []).append(person.code)
        self._aliases = {role: codes[0] for role, codes in by_role.items() if len(codes) == 1}
        self._by_code = {p.code: p for p in people}

    def with_person(self, person: Person) -> "Roster":
        """The roster with one more person on it."""
        return Roster((*self.people, person))

    def get(self, code: str) -> Person | None:
        """The person of that exact code."""
        return self._by_code.get(code)

    def code_of(self, token: str) -> str | None:
        """The code that a code or alias stands for; None for somebody who is not listed."""
        if not is_code(token):
            return None
        key = name_key(token)
        return self._codes.get(key) or self._aliases.get(key)

    def is_listed(self, token: str) -> bool:
        """True for a code on the roster (not for an alias)."""
        return is_code(token) and name_key(token) in self._codes

    def aliases_of(self, code: str) -> list[str]:
        """The aliases by which a person can be named."""
        return [alias for alias, who in self._aliases.items() if who == code]
