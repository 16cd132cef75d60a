"""Key mode: from keys to jottings, for when typing is too slow. No screen; the time comes with each key.

A letter is a person, who takes the floor or gives it up: that is a jotting at once. A capital straight after says
who is spoken to, a digit or a letter after `.` an act: they build one jotting more (`P3>P5 challenge:`), which has
the time of its first key and is given out when something else begins. Until then it can be taken back key by key,
or get words; `pending` is what must outlive the program meanwhile.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from fieldnotes.capture.keycaps import ActKeys, Letters
from fieldnotes.jottings.words import person_words
from fieldnotes.model.people import EVERYONE, NOT_KNOWN
from fieldnotes.text import hyphened_name

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime

STRAIGHT_AFTER_MS = 10_000
"""How long after the last key a capital or an act is still of the same turn; later it is one of its own."""

_JOINS = "+,"


class Part(NamedTuple):
    """What a key added: that somebody acts, a jotting on the floor that says so, somebody spoken to, or an act."""

    kind: Literal["who", "floor", "to", "act"]
    value: str = ""


class Building(NamedTuple):
    """An interaction that is being built: who acts, the time of its first key, and of its last (milliseconds)."""

    actor: str
    at: "KeyTime"
    last: int
    parts: tuple[Part, ...] = ()

    @property
    def addressees(self) -> tuple[str, ...]:
        """Who is spoken to."""
        return tuple(part.value for part in self.parts if part.kind == "to")

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts, by name."""
        return tuple(part.value for part in self.parts if part.kind == "act")

    @property
    def head(self) -> str:
        """`P3>P5 challenge:`"""
        to = ">" + ",".join(self.addressees) if self.addressees else ""
        acts = " " + ", ".join(map(hyphened_name, self.acts)) if self.acts else ""
        return f"{self.actor}{to}{acts}:"

    @property
    def jotting(self) -> str:
        """What is not on the record yet; empty where that somebody has the floor is all there is."""
        listed = self.actor not in (EVERYONE, NOT_KNOWN)
        return "" if listed and not (self.addressees or self.acts) else self.head

    @property
    def words(self) -> str:
        """`P3 → P5 · challenge`"""
        actor = "all" if self.actor == EVERYONE else person_words(self.actor)
        to = " → " + ", ".join(map(person_words, self.addressees)) if self.addressees else ""
        return " · ".join([actor + to, *self.acts])

    def with_part(self, part: Part, last: int) -> "Building":
        """With one part more; one that is there already stays one."""
        parts = self.parts if part.kind != "floor" and part in self.parts else (*self.parts, part)
        return self._replace(parts=parts, last=last)


class Step(NamedTuple):
    """What a key came to: jottings to take, in order, each with its time, and a sentence where something is odd."""

    lines: tuple[tuple[str, "KeyTime"], ...] = ()
    says: str = ""


class Keying:
    """What has been keyed and is not finished, with the letters of people and the keys of acts."""

    def __init__(self, letters: Letters, acts: ActKeys) -> None:
        self.letters = letters
        self.acts = acts
        self.typed = ""
        self.building: Building | None = None
        self._typed_at: KeyTime | None = None
        self._keyed: tuple[str, KeyTime] | None = None

    @property
    def at(self) -> "KeyTime | None":
        """The time that what is being built will have."""
        return self._typed_at if self.typed else self.building.at if self.building else None

    @property
    def pending(self) -> "tuple[str, KeyTime] | None":
        """The jotting that is built and not yet given out, with its time."""
        found = self.building
        return (found.jotting, found.at) if found and found.jotting else None

    # -- keys

    def key(self, character: str, at: "KeyTime", floor: Sequence[str]) -> Step:
        """Take a key that writes a character, pressed at a time when those people have the floor."""
        first = (self._typed_at or at) if self.typed else at
        self.typed, self._typed_at = self.typed + character, first
        step = self._read(self.typed, first, floor)
        if step is None:
            return Step()
        self.typed = ""
        return step

    def back(self, at: "KeyTime") -> Step:
        """Take back the last key; once nothing is being built, the last jotting."""
        if self.typed:
            self.typed = self.typed[:-1]
            return Step()
        last = Part("floor")
        if building := self.building:
            last = building.parts[-1]
            self.building = building._replace(parts=building.parts[:-1]) if len(building.parts) > 1 else None
        if last.kind != "floor":
            return Step()
        self._keyed = None
        return Step((("/undo", at),))

    def finish(self) -> Step:
        """Give out what is being built; a key of two that waits for its second is dropped."""
        self.typed = ""
        found, self.building = self.pending, None
        return Step((found,) if found else ())

    def to_words(self) -> "tuple[str, KeyTime] | None":
        """The beginning of a line of words for what was built last, with its time; it is not given out then."""
        self.typed = ""
        found, self.building = self.building, None
        return (f"{found.head} ", found.at) if found else None

    # -- what they mean

    def _read(self, typed: str, at: "KeyTime", floor: Sequence[str]) -> Step | None:
        """What the keys typed so far come to; None where one more is wanted."""
        sign, rest = typed[0], typed[1:]
        if sign == ".":
            return self._act(self.acts.letters.get(rest.casefold()), typed, at, floor) if rest else None
        if sign in _JOINS:
            return self._person(rest, at, floor, joins=True) if rest else None
        if sign in self.acts.digits:
            return self._act(self.acts.digits[sign], typed, at, floor)
        if sign in _SIGNS:
            return _SIGNS[sign](self, at, floor)
        if sign != sign.lower():
            return self._named(typed, lambda code: self._add(Part("to", code), at, floor))
        return self._person(typed, at, floor, joins=False)

    def _named(self, typed: str, then: "Callable[[str], Step]") -> Step | None:
        """Go on with the person whose letters were typed; None where more letters are wanted."""
        letters = typed.lower()
        if code := self.letters.whose.get(letters):
            return then(code)
        return None if self.letters.beginning(letters) else Step(says=self._not_a_key(typed))

    def _person(self, typed: str, at: "KeyTime", floor: Sequence[str], joins: bool) -> Step | None:
        if typed == "?":
            return self._somebody(at, () if joins else floor)
        return self._named(typed, lambda code: self._turn(code, at, floor, joins))

    def _turn(self, code: str, at: "KeyTime", floor: Sequence[str], joins: bool) -> Step:
        """The floor taken, shared or given up; giving it up does not end what that person is doing."""
        self._keyed = code, at
        building = self.building
        if code in floor and building and building.actor == code:
            self.building = building.with_part(Part("floor"), building.last)
            return Step(((f"/floor -{code}", at),))
        sign = "-" if code in floor else "+" if joins and floor else ""
        return self._begin(Building(code, at, at.mono, (Part("floor"),)), f"/floor {sign}{code}")

    def _begin(self, building: Building | None, *lines: str) -> Step:
        """Something else begins, with jottings of its own: what was being built is given out before."""
        before, self.building = self.pending, building
        at = building.at if building else None
        return Step((*([before] if before else []), *((line, at) for line in lines if at)))

    def _somebody(self, at: "KeyTime", floor: Sequence[str]) -> Step:
        """Somebody who is not made out speaks: nobody else has the floor then."""
        parts = (Part("floor" if floor else "who"),)
        return self._begin(Building(NOT_KNOWN, at, at.mono, parts), *(["/floor"] if floor else []))

    def _everyone(self, at: "KeyTime", floor: Sequence[str]) -> Step:
        return self._begin(Building(EVERYONE, at, at.mono, (Part("who"),)))

    def _to_everyone(self, at: "KeyTime", floor: Sequence[str]) -> Step:
        return self._add(Part("to", EVERYONE), at, floor)

    def _nobody(self, at: "KeyTime", floor: Sequence[str]) -> Step:
        given, self._keyed = self.finish(), None
        return Step((*given.lines, ("/floor", at)))

    def _act(self, name: str | None, typed: str, at: "KeyTime", floor: Sequence[str]) -> Step:
        if name is None:
            return Step(says=self._not_a_key(typed))
        return self._add(Part("act", name), at, floor)

    def _add(self, part: Part, at: "KeyTime", floor: Sequence[str]) -> Step:
        """Add to what is being built; where its last key is long ago, begin anew with whoever speaks."""
        building = self.building
        fresh = building is not None and at.mono - building.last <= STRAIGHT_AFTER_MS
        growing = building if building and fresh else Building(self._speaker(at, floor), at, at.mono)
        if part == Part("to", growing.actor):
            return Step(says=f"{growing.actor} is the one who speaks: to whom?")
        grown = growing.with_part(part, at.mono)
        if fresh:
            self.building = grown
            return Step()
        hint = "nobody has the floor: somebody speaks (is Caps Lock on?)"
        unknown = part.kind == "to" and growing.actor == NOT_KNOWN
        return self._begin(grown)._replace(says=hint if unknown else "")

    def _speaker(self, at: "KeyTime", floor: Sequence[str]) -> str:
        """Who was keyed straight before, else the last to come to the floor, else somebody."""
        if self._keyed and at.mono - self._keyed[1].mono <= STRAIGHT_AFTER_MS:
            return self._keyed[0]
        return floor[-1] if floor else NOT_KNOWN

    def _not_a_key(self, typed: str) -> str:
        """One sentence on a key that means nothing, and on those that do."""
        people = list(self.letters.whose)
        who = f"{people[0]}–{people[-1]} people" if people else "nobody is listed"
        return f"“{typed}” means nothing: {who}, digits and . acts"


_SIGNS: dict[str, Callable[[Keying, "KeyTime", Sequence[str]], Step]] = {
    " ": Keying._nobody,
    "*": Keying._to_everyone,
    "&": Keying._everyone,
    "?": Keying._somebody,
}
