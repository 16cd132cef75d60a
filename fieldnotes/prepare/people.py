"""Who is expected at a meeting: those of the body's last one, those of a list, and who sent apologies."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from fieldnotes.errors import UsageError
from fieldnotes.jottings.header import read_person
from fieldnotes.model.people import Person, Roster, is_code, is_p_code
from fieldnotes.prepare.naming import HONORIFIC, LEFT_OUT, without_names
from fieldnotes.text import clean_line, name_key

_NAME_LIKE = re.compile(r"[^\W\d_][^\W\d_A-Z]{2,}")


class PersonLine(NamedTuple):
    """A line of a list of people: the person it was read as, or why it is none; `notice` is what was left out."""

    line: int
    text: str
    person: Person | None
    why: str = ""
    notice: str = ""


class NobodyOfThatName(UsageError):
    """An apology of somebody who is no code and no role of the meeting."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"“{words}” is neither a code such as P4 nor a role that one person of the meeting has; "
            "no meeting was made."
        )


def carried_people(last: Iterable[Person]) -> tuple[Person, ...]:
    """The people of the body's last meeting as they are expected at the next: roles and groups stay.

    Who sent apologies or was absent is expected again; who is there in attendance stays so; a deputy stood in that
    once alone, and is not carried over.
    """
    return tuple(
        person if person.status == "in attendance" else msgspec.structs.replace(person, status="present")
        for person in last
        if not person.status.startswith("deputy for ")
    )


def people_from_text(text: str) -> list[PersonLine]:
    """Read lines `CODE  role; group; status`, as they stand below `People:` in a jottings file.

    Blank lines, comments (`%`) and the word `People:` are passed over; a real name within a role is left out.
    """
    found: list[PersonLine] = []
    codes: set[str] = set()
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = clean_line(raw).strip(" ")
        if not line or line.startswith("%") or line.casefold() == "people:":
            continue
        read = _person_line(number, line, codes)
        codes |= {name_key(read.person.code)} if read.person else set()
        found.append(read)
    return found


def _person_line(number: int, line: str, codes: set[str]) -> PersonLine:
    read = read_person(line)
    if read is None:
        return PersonLine(number, line, None, "it begins with no code, such as “P4  finance director; managerial”")
    person, known = read
    titled = len(person.code) > 1 and HONORIFIC.fullmatch(person.code)
    if titled or _NAME_LIKE.fullmatch(person.code):
        return PersonLine(
            number, line, None, f"“{person.code}” looks like a real name: begin with a code such as P4"
        )
    if name_key(person.code) in codes:
        return PersonLine(number, line, None, f"{person.code} is there already")
    if not known:
        why = f"“{person.status}” is not present, apologies, absent, in attendance or deputy for somebody"
        return PersonLine(number, line, None, why)
    role, names = without_names(person.role)
    if not names:
        return PersonLine(number, line, person)
    said = ", ".join(f"“{name}”" for name in names)
    notice = f"{said} looks like a real name and is left out of the role of {person.code}."
    role = " ".join(role.replace(LEFT_OUT, " ").split()).strip(" ,-–")
    return PersonLine(number, line, msgspec.structs.replace(person, role=role), "", notice)


def with_apologies(people: tuple[Person, ...], absent: Iterable[str]) -> tuple[Person, ...]:
    """The people, with apologies of those named by code or role; a code that is not among them is added.

    Raises NobodyOfThatName.
    """
    for words in absent:
        token = clean_line(words).strip(" ")
        code = Roster(people).code_of(token) or Roster(people).code_of(name_key(token))
        if code is None and not (is_p_code(token) or (is_code(token) and any(c.isdigit() for c in token))):
            raise NobodyOfThatName(token)
        code = code or (token.upper() if is_p_code(token) else token)
        if Roster(people).get(code) is None:
            people = (*people, Person(code))
        people = tuple(
            msgspec.structs.replace(person, status="apologies") if person.code == code else person
            for person in people
        )
    return people
