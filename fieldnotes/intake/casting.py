"""Who a speaker of a recording is: a name becomes a code here, and goes no further.

In this order: what the call says (`--speaker "Name=P3"`), a code or alias of the roster, what the same call made of
the name in an earlier file, the code under which the meeting has that speaker's words already, the next free code.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from fieldnotes.errors import UsageError
from fieldnotes.intake.faults import FileFault, quoted
from fieldnotes.jottings.file import file_lines
from fieldnotes.model.people import NOT_KNOWN, Roster, is_code, is_p_code
from fieldnotes.text import name_key


class Likeness(NamedTuple):
    """How many of the `signs` of a speaker (words at an instant, edges of talk) a code of the meeting has."""

    shared: int
    signs: int
    code: str


Had = Callable[[str], list[Likeness]]
"""The codes of the meeting that have any of what a speaker of the file said, or spoke when he did."""


class NoSpeaker(UsageError):
    """`--speaker` with words that map nobody."""

    def __init__(self, asked: str) -> None:
        super().__init__(f'“{asked}” maps no speaker; write --speaker "Name=P3". Nothing was imported.')


class NobodyOfThatCode(UsageError):
    """A speaker mapped to what is no code: it would be kept as one, and might be a name."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"“{code}” is nobody on the roster, and no code such as P7, so no speaker can be mapped to it. "
            "Nothing was imported."
        )


class NewName(NamedTuple):
    """A name that nobody mapped, and the code that it became; `was_there` where the meeting had that already."""

    name: str
    code: str
    was_there: bool


def key_of(name: str) -> str:
    """What two ways of writing a speaker's name are compared by."""
    return name_key(name) or name


def read_speaker(words: str) -> tuple[str, str] | None:
    """The name and code of `Name=P3`; None for anything else. `?` leaves somebody without a code."""
    name, equals, code = (part.strip() for part in words.rpartition("="))
    if not equals or not name or not (is_code(code) or code == NOT_KNOWN):
        return None
    return name, code


def read_speakers(text: str, file: str) -> dict[str, str]:
    """The codes by name of a file of lines `Name=P3`; blank lines and those that begin with `%` are passed over.

    Raises FileFault.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(file_lines(text), 1):
        if not line.strip() or line.startswith("%"):
            continue
        pair = read_speaker(line)
        if pair is None:
            raise FileFault(file, number, f"{quoted(line)} is no line such as Name=P3.", in_header=not found)
        found[pair[0]] = pair[1]
    return found


def _listed(name: str, roster: Roster) -> str | None:
    """The code that a code or alias of the roster is, or a `P` and digits by themselves; None for a name."""
    return roster.code_of("-".join(name.split())) or (name.upper() if is_p_code(name) else None)


class Cast:
    """The speakers of all files of one call. `taken` are codes that stand for others at the site."""

    def __init__(self, mapped: Mapping[str, str]) -> None:
        self._mapped = {key_of(name): code for name, code in mapped.items()}
        self._met: dict[str, str] = {}
        self.taken: set[str] = set()

    def knows(self, name: str, roster: Roster) -> bool:
        """True for a name that needs no new code."""
        return key_of(name) in {**self._mapped, **self._met} or _listed(name, roster) is not None

    def cast(self, names: Iterable[str], roster: Roster, had: Had) -> tuple[dict[str, str], tuple[NewName, ...]]:
        """The code of each name, and of which it had to be found; the same name is the same code from then on.

        Raises NobodyOfThatCode.
        """
        listed = list(names)
        known_by = {name: self._known(name, roster) for name in listed}
        named = {code for code in known_by.values() if code}
        there = self._there([name for name in listed if known_by[name] is None], named, had, roster)
        codes: dict[str, str] = {}
        new: list[NewName] = []
        for name in listed:
            known = self._known(name, roster)
            if known is None:
                known = there.get(name) or self._next_free(roster, there.values())
                self._met[key_of(name)] = known
                new.append(NewName(name, known, name in there))
            codes[name] = known
        return codes, tuple(new)

    def _known(self, name: str, roster: Roster) -> str | None:
        mapped = self._mapped.get(key_of(name))
        if mapped is None:
            return _listed(name, roster) or self._met.get(key_of(name))
        code = mapped if mapped == NOT_KNOWN else _listed(mapped, roster)
        if code is None:
            raise NobodyOfThatCode(mapped)
        return code

    def _there(self, names: list[str], named: set[str], had: Had, roster: Roster) -> dict[str, str]:
        """The codes under which the meeting has at least half of what speakers said, the surest first.

        Codes of `named`, which the file has speakers for by themselves, come last among those as sure.
        A code is one speaker's, unless it has all that another one said too: the call before mapped both to it.
        """
        likely = [(like, name) for name in names for like in had(name) if 2 * like.shared >= like.signs]
        ranked = sorted(
            likely, key=lambda pair: (-pair[0].shared, -pair[0].shared / pair[0].signs, pair[0].code in named)
        )
        taken = {*self._met.values(), *self._mapped.values()}
        found: dict[str, str] = {}
        for like, name in ranked:
            if name not in found and like.code not in taken and roster.is_listed(like.code):
                found[name] = like.code
                taken.add(like.code)
        for like, name in ranked:
            if like.shared == like.signs and roster.is_listed(like.code):
                found.setdefault(name, like.code)
        return found

    def _next_free(self, roster: Roster, besides: Iterable[str]) -> str:
        given = {*self._met.values(), *self._mapped.values(), *self.taken, *besides}
        given |= {person.code for person in roster.people}
        used = {name_key(code) for code in given}
        number = 1
        while f"p{number}" in used:
            number += 1
        return f"P{number}"
