"""What can stand at the cursor: people, acts, modes, codes, items, scales and commands, the best first.

A token fits a name that begins with it, then one of which a later word does; an empty token fits all.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from fieldnotes.jottings.marks import read_text
from fieldnotes.jottings.setting import Setting
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.people import EVERYONE, NOT_KNOWN, Person, Roster
from fieldnotes.model.protocol import Scale
from fieldnotes.text import hyphened_name, is_word_character, name_key

COMMANDS = {
    "item": "opens an item; alone, closes the open one",
    "in": "somebody comes in",
    "out": "somebody goes out",
    "floor": "who has the floor; +P4 speaks as well, -P4 stops",
    "break": "the meeting pauses",
    "resume": "the meeting goes on",
    "end": "the meeting ends",
    "gap": "the minutes before were not observed: 5m",
    "rate": "a rating on a scale",
}
HOW = {
    "in": {
        "phone": "by telephone",
        "video": "by video",
        "late": "after the beginning",
        "deputy for": "in the place of somebody",
    },
    "out": {"early": "before the end", "for a while": "and is expected back"},
}
_SIGNS = {EVERYONE: "everyone", NOT_KNOWN: "somebody not made out"}
_FEW_POINTS = 21


class Candidate(NamedTuple):
    """What may stand in place of the token, and a few words on it."""

    text: str
    says: str = ""


def fit(token: str, name: str) -> int | None:
    """How well a token fits a name: 0 it begins so, 1 a later word does, None not at all."""
    key, wanted = name_key(name), name_key(token)
    if token.strip(" ") and not wanted:
        return None
    if key.startswith(wanted):
        return 0
    return 1 if f"-{wanted}" in key else None


def _best(found: Iterable[tuple[tuple[int, ...], Candidate]]) -> tuple[Candidate, ...]:
    """In the order of their ranks, and within one in the order they came in."""
    return tuple(candidate for _, candidate in sorted(found, key=lambda pair: pair[0]))


def _written(name: str, find: Callable[[str], str | None]) -> str | None:
    """A name as it can stand in a head, where it is read as that very name; None where no way of writing it is."""
    plain = all(is_word_character(char) or char in "-_" for char in name)
    text = name if plain else hyphened_name(name)
    return text if find(text) == name else None


# -- people


def people(
    token: str, setting: Setting, rank: Callable[[str], int], *, but: tuple[str, ...] = (), opens: bool = False
) -> tuple[Candidate, ...]:
    """The people whom a token fits by code or role, in the order of `rank` first; none of `but`.

    Digits fit the number of a code. `opens` says that the token opens a line, which may be a word of a note as
    well: there digits fit nobody, and one letter no word within a role.
    """
    roster = setting.roster
    found = []
    for person in roster.people:
        fits = _fits_person(token, person, opens)
        if fits is None or person.code in but or not _is_named_by_code(person, roster):
            continue
        away = "" if person.code in setting.room.here else "not here"
        says = ", ".join(filter(None, [person.role or person.group, away]))
        found.append(((rank(person.code), fits), Candidate(person.code, says)))
    return _best(found)


def _is_named_by_code(person: Person, roster: Roster) -> bool:
    """False where another person's code is read the same."""
    return roster.code_of(person.code) == person.code and roster.get(person.code) is person


def _fits_person(token: str, person: Person, opens: bool) -> int | None:
    by_code = fit(token, person.code)
    if by_code == 0:
        return 0
    if token.isdecimal():
        return 0 if not opens and person.code.lstrip("Pp").startswith(token) else None
    by_role = fit(token, person.role)
    if by_role is None or (by_role and opens and len(token) < 2):
        return None
    return 1 + by_role


def signs(token: str) -> tuple[Candidate, ...]:
    """`*` and `?`, where nothing is typed yet or the word for them begins so."""
    return tuple(
        Candidate(sign, says) for sign, says in _SIGNS.items() if says.startswith(token.casefold() or says)
    )


# -- the protocol


def acts(token: str, setting: Setting, but: tuple[str, ...] = ()) -> tuple[Candidate, ...]:
    """The acts that a token fits, without those of `but`."""
    defined = {act.name: act.definition for act in setting.protocol.acts if act.name not in but}
    return _named(token, defined, setting.protocol.act)


def modes(token: str, setting: Setting) -> tuple[Candidate, ...]:
    """The ways of deciding that a token fits."""
    return _named(token, {mode.name: mode.definition for mode in setting.protocol.modes}, setting.protocol.mode)


def scales(token: str, setting: Setting) -> tuple[Candidate, ...]:
    """The scales that a token fits."""

    def find(name: str) -> str | None:
        scale = setting.protocol.scale(name)
        return scale.name if scale else None

    return _named(token, {scale.name: scale.definition for scale in setting.protocol.scales}, find)


def _named(token: str, defined: Mapping[str, str], find: Callable[[str], str | None]) -> tuple[Candidate, ...]:
    found = []
    for name, definition in defined.items():
        fits = fit(token, name)
        if fits is not None and (text := _written(name, find)):
            found.append(((fits,), Candidate(text, definition)))
    return _best(found)


def points(token: str, scale: Scale) -> tuple[Candidate, ...]:
    """The points of a scale that begin so, from the lowest on, with the words of their anchors."""
    whole = range(scale.lowest, scale.highest + 1)
    few = map(str, whole) if len(whole) <= _FEW_POINTS else scale.anchors
    return tuple(Candidate(point, scale.anchors.get(point, "")) for point in few if point.startswith(token))


# -- codes and items


def codes(token: str, setting: Setting) -> tuple[Candidate, ...]:
    """The codes on offer that a token fits, by their own name before that of the code above them."""
    book = setting.codebook
    found = []
    for code in book.codes:
        if not code.is_offered:
            continue
        above = book.resolve(code.parent) if code.parent else None
        fits = fit(token, code.called)
        if fits is None and token and above is not None and fit(token, above.called) == 0:
            fits = 2
        if fits is not None and (text := _after_hash(code.called)) and book.get(text) is code:
            found.append(((fits,), Candidate(text, _of_code(code, above))))
    return _best(found)


@lru_cache(maxsize=4096)
def _after_hash(name: str) -> str:
    """A code as it is written behind its `#`; empty for one that could not be read back."""
    text = hyphened_name(name)
    return text if read_text(f"#{text}").codes == (text,) else ""


def _of_code(code: Code, above: Code | None) -> str:
    says = code.definition or (code.title if name_key(code.title) != name_key(code.called) else "")
    words = says or ("emergent" if code.status == "emergent" else "")
    return " › ".join(filter(None, [above.label if above else "", words]))


def items(token: str, setting: Setting) -> tuple[Candidate, ...]:
    """The items that a token fits by number or title: the next one first, the open one last."""
    agenda, room = setting.agenda, setting.room
    numbers = [item.number for item in agenda.items]
    coming = agenda.after(room.item or room.last_item)
    first = numbers.index(coming.number) if coming else 0
    found = []
    for place, item in enumerate(agenda.items):
        by_number = 0 if item.number.casefold().startswith(token.casefold()) else None
        by_title = fit(token, item.title) if token else None
        fits = by_number if by_number is not None else None if by_title is None else by_title + 1
        if fits is not None and agenda.get(item.number) is item:
            turned = (place - first) % len(numbers)
            found.append(((fits, item.number == room.item, turned), Candidate(item.number, _of_item(item))))
    return _best(found)


def _of_item(item: Item) -> str:
    minutes = f"{item.planned_minutes:g} min" if item.planned_minutes is not None else ""
    return " · ".join(filter(None, [item.title, minutes]))


# -- words


def words(token: str, explained: Mapping[str, str]) -> tuple[Candidate, ...]:
    """The words that begin so, in their order."""
    begins = token.casefold()
    return tuple(Candidate(word, says) for word, says in explained.items() if word.startswith(begins))
