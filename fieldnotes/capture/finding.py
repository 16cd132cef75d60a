"""Which observations fit what somebody looks for: words, and the signs of the language.

    beds "two words"      in the text, the write-up, the dynamics, a decision's mode, the title of an item
    ! => ~ ~m ~f          decisions, actions, reflections and their sorts
    kind:speech /gap      any kind, by its name or its beginning, or by the command that makes it
    P3 P3: >P3 P1>P3      who says, does, is told or has to do; says; is told; says to whom
    #code #               a code, or the beginning of one; anything coded
    item:2 item:finance   the item in force, by its number or by words of its title
    " (?)                 what was word for word; what is not certain

All words must be there; of several kinds, people, codes or items one must fit.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, get_args

from fieldnotes.jottings.words import say
from fieldnotes.model.agenda import Agenda, is_item_number
from fieldnotes.model.codebook import Codebook
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Kind, Observation, Reflection
from fieldnotes.model.people import EVERYONE, NOT_KNOWN, Roster, is_p_code
from fieldnotes.text import name_key

NEWEST = 20
NO_CODES = Codebook()
_KINDS = (*get_args(Kind), *get_args(Reflection))
_SIGNS = {"!": "decision", "=>": "action", "~": "reflection", "~m": "method", "~f": "feeling"}
_COMMANDS = {
    "/item": "item", "/in": "presence", "/out": "presence", "/floor": "floor", "/break": "break",
    "/resume": "break", "/end": "break", "/gap": "gap", "/rate": "rating",
}  # fmt: skip
_TOKEN = re.compile(r'(?:[^\s"“#]+:)?#*["“][^"”]*["”]?|\S+')
_QUOTES = '"“”'


class Party(NamedTuple):
    """Who is looked for; `says` and `told` narrow it to one side, both together to one saying it to the other."""

    anyhow: str = ""
    says: str = ""
    told: str = ""

    def has(self, seen: Observation) -> bool:
        """True where an observation is of these people."""
        if self.anyhow:
            return self.anyhow == seen.actor or self.anyhow in seen.addressees or self.anyhow in seen.owners
        return (not self.says or self.says == seen.actor) and (not self.told or self.told in seen.addressees)


class Sieve(NamedTuple):
    """What is looked for; an empty one lets everything through. `titles` are those of items, folded.

    `coded_as` are the names under which codings of `codes` are kept, renames and merges followed.
    """

    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    people: tuple[Party, ...] = ()
    codes: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    coded: bool = False
    verbatim: bool = False
    uncertain: bool = False
    nobody: bool = False
    coded_as: frozenset[str] = frozenset()
    titles: Mapping[str, str] = {}

    @property
    def is_empty(self) -> bool:
        """True where nothing is looked for."""
        return not any(self[:-1])

    def matches(self, seen: Observation) -> bool:
        """True where an observation fits."""
        if self.nobody:
            return False
        if self.kinds and seen.kind not in self.kinds and seen.reflection not in self.kinds:
            return False
        if self.items and (seen.item or "").casefold() not in self.items:
            return False
        if (self.coded and not seen.codes) or (self.verbatim and not seen.verbatim):
            return False
        if self.uncertain and not seen.uncertain:
            return False
        if self.people and not any(party.has(seen) for party in self.people):
            return False
        if self.codes and not any(self._is_code(code) for code in seen.codes):
            return False
        return not self.words or self._says(seen)

    def _is_code(self, name: str) -> bool:
        return name in self.coded_as or name_key(name).startswith(self.codes)

    def _says(self, seen: Observation) -> bool:
        said = folded(" ".join(_words_of(seen)))
        if seen.kind == "item" and seen.item:
            said = f"{self.titles.get(seen.item.casefold(), '')} {said}"
        return all(word in said for word in self.words)


def folded(text: str) -> str:
    """Text as it is compared: NFC, without case."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _words_of(seen: Observation) -> list[str]:
    """What of an observation is words: a person would look for what they see on the line."""
    words = [seen.text, *seen.acts]
    if seen.kind == "decision" and seen.mode:
        words.append(seen.mode)
    words += [more for more in (seen.scale, seen.due, seen.written_up) if more]
    return words


class _Reader:
    """Reads the parts of what is looked for, each as the first thing that it can be."""

    def __init__(self, agenda: Agenda, roster: Roster) -> None:
        self.agenda, self.roster = agenda, roster
        self.words: list[str] = []
        self.kinds: list[str] = []
        self.people: list[Party] = []
        self.codes: list[str] = []
        self.items: list[str] = []
        self.flags: dict[str, bool] = {}

    def read(self, token: str) -> None:
        name, colon, value = token.partition(":")
        named = _NAMED.get(name.casefold())
        if token in _SIGNS or token in _COMMANDS:
            self.kinds.append(_SIGNS.get(token) or _COMMANDS[token])
        elif colon and named:
            if bare := value.strip(_QUOTES):
                named(self, bare)
        elif token[0] == "#":
            self.code(token.lstrip("#").strip(_QUOTES))
        elif token == "(?)":
            self.flags["uncertain"] = True
        elif not self.party(token):
            self.word(token)

    def word(self, token: str) -> None:
        if not token.strip(_QUOTES):
            self.flags["verbatim"] = True
        elif token[0] in _QUOTES:
            self.words.append(folded(token.strip(_QUOTES)))
        elif bare := folded(token).rstrip("*"):
            self.words.append(bare)

    def kind(self, value: str) -> None:
        begun = value.casefold()
        fitting = [begun] if begun in _KINDS else [kind for kind in _KINDS if kind.startswith(begun)]
        self._or_none(self.kinds, fitting)

    def _or_none(self, wanted: list[str], fitting: list[str]) -> None:
        """What fits, or nobody at all: a filter that names what is not there lets nothing through."""
        wanted += fitting
        if not fitting:
            self.flags["nobody"] = True

    def code(self, value: str) -> None:
        if key := name_key(value):
            self.codes.append(key)
        else:
            self.flags["coded"] = True

    def item(self, value: str) -> None:
        if is_item_number(value):
            self.items.append(value.casefold())
            return
        fitting = [item.number.casefold() for item in self.agenda.items if folded(value) in folded(item.title)]
        self._or_none(self.items, fitting)

    def person(self, value: str) -> None:
        self.people.append(Party(self._code(value) or value))

    def party(self, token: str) -> bool:
        """Take `P3`, `P3:`, `>P3`, `P1>P3`; False where it names nobody."""
        says, arrow, told = token.removesuffix(":").partition(">")
        who, whom = (self._code(part) if part else "" for part in (says, told))
        if who is None or whom is None or not (who or whom):
            return False
        bare = not arrow and not token.endswith(":")
        self.people.append(Party(who) if bare else Party("", who, whom))
        return True

    def _code(self, token: str) -> str | None:
        """The code of somebody by code alone: an alias is an ordinary word unless `person:` stands before it."""
        if token in (EVERYONE, NOT_KNOWN) or self.roster.is_listed(token):
            return self.roster.code_of(token) or token
        return token.upper() if is_p_code(token) else None


def _alias(reader: _Reader, value: str) -> None:
    reader.person(reader.roster.code_of(value) or value)


_NAMED: dict[str, Callable[[_Reader, str], None]] = {
    "kind": _Reader.kind,
    "person": _alias,
    "code": _Reader.code,
    "item": _Reader.item,
}


def read_sieve(query: str, agenda: Agenda, roster: Roster, codebook: Codebook = NO_CODES) -> Sieve:
    """Read what somebody looks for. Never refuses: what is no sign or filter is a word.

    A code is found by any name it ever had, what is coded with those merged into it too.
    """
    reader = _Reader(agenda, roster)
    for token in _TOKEN.findall(query):
        reader.read(token)
    return Sieve(
        tuple(reader.words),
        tuple(reader.kinds),
        tuple(reader.people),
        tuple(reader.codes),
        tuple(reader.items),
        **reader.flags,
        coded_as=frozenset(name for key in reader.codes for name in codebook.names_like(key)),
        titles={item.number.casefold(): folded(item.title) for item in agenda.items},
    )


def answer_find(query: str, record: Record, observations: Sequence[Observation]) -> str:
    """The lines that fit, the newest of them in order of time, each on a line of its own; the count comes first."""
    sieve = read_sieve(query, record.agenda, record.roster, record.codebook)
    if sieve.is_empty:
        return "/find wants behind it what to look for: words, P3, #code, !, kind:action, item:2."
    found = [seen for seen in observations if sieve.matches(seen)]
    if not found:
        return "Nothing found."
    count = f"{len(found):,} found" + (f", the newest {NEWEST}:" if len(found) > NEWEST else ":")
    return "\n".join([count, *map(in_a_line, found[-NEWEST:])])


def in_a_line(seen: Observation) -> str:
    """An observation with its time and all of its text: `14:06:40 P3 → P1 · challenge: money is short`."""
    gone = "taken back: " if seen.retracted else ""
    head = say(seen)
    text = f": {seen.text}" if seen.text and seen.text not in head else ""
    return f"{seen.at:%H:%M:%S} {gone}{head}{text}"
