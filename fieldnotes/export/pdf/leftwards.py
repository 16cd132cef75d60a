"""Text that is written from the right: its letters joined, and a line put into the order in which it is seen.

Letters are joined by the presentation forms that Unicode has of them. A form is kept as half a character, which no
text of ours holds: the font draws it as the form and it reads back as the letter (`fonts.READ_AS`). The order is
that of the Unicode Bidirectional Algorithm (UAX #9, W1 to L4) in a line that runs to the right; explicit marks are
spelt out on a page, and brackets are not paired (N0).
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

_FORMS = (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD))
_FIRST = 0xD900
_SHAPES = ("<final>", "<initial>", "<medial>")
_MIRRORED = "()[]{}<>«»‹›"
_FIRST_MIRRORED = 0xD8A0
_ARABIC = re.compile("[\u0620-\u06ff]")
_TATWEEL = "\u0640"
_LEFTWARDS = re.compile(  # letters, and the half characters that stand for forms of them
    "[\u0590-\u08ff\ud900-\uda80\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)
_NEUTRAL = ("B", "S", "WS", "ON", "BN")


def _of_letters() -> dict[str, dict[str, str]]:
    """Letter -> shape -> the half character that stands for it."""
    found: dict[str, dict[str, str]] = {}
    for number, point in enumerate(_FORMS):
        shape, *letters = unicodedata.decomposition(chr(point)).split() or [""]
        if shape in _SHAPES and len(letters) == 1:
            found.setdefault(chr(int(letters[0], 16)), {})[shape] = chr(_FIRST + number)
    return found


SHAPES = _of_letters()
READ_AS = {half: letter for letter, shapes in SHAPES.items() for half in shapes.values()}
FORM_OF = {half: chr(_FORMS[ord(half) - _FIRST]) for half in READ_AS}
"""The character by which a half character is drawn."""
_MIRRORS = {char: chr(_FIRST_MIRRORED + number) for number, char in enumerate(_MIRRORED)}
for _number, _char in enumerate(_MIRRORED):
    FORM_OF[chr(_FIRST_MIRRORED + _number)] = _MIRRORED[_number ^ 1]
    READ_AS[chr(_FIRST_MIRRORED + _number)] = _char


def is_joining(text: str) -> bool:
    """True where it has letters whose shapes are those that their neighbours give them."""
    return not text.isascii() and _ARABIC.search(text) is not None


def joined(text: str) -> str:
    """The text with each Arabic letter in the shape that its neighbours give it; as long as it was."""
    if not is_joining(text):
        return text
    seen = [place for place, char in enumerate(text) if unicodedata.category(char) != "Mn"]
    shaped = list(text)
    for n, place in enumerate(seen):
        before = n > 0 and _goes_on(text[seen[n - 1]])
        after = n + 1 < len(seen) and _takes_on(text[seen[n + 1]])
        shaped[place] = _shaped(text[place], before and _takes_on(text[place]), after and _goes_on(text[place]))
    return "".join(shaped)


def _goes_on(char: str) -> bool:
    return char == _TATWEEL or "<initial>" in SHAPES.get(char, ())


def _takes_on(char: str) -> bool:
    return char == _TATWEEL or "<final>" in SHAPES.get(char, ())


def _shaped(char: str, before: bool, after: bool) -> str:
    shapes = SHAPES.get(char, {})
    shape = "<medial>" if before and after else "<final>" if before else "<initial>" if after else ""
    return shapes.get(shape, char)


def runs_leftwards(text: str) -> bool:
    """True where some of it is written from the right."""
    return not text.isascii() and _LEFTWARDS.search(text) is not None


@cache
def _way(char: str) -> str:
    return unicodedata.bidirectional(READ_AS.get(char, char)) or "L"


def _numbers(ways: list[str]) -> None:
    """W1 to W7: marks, numbers and what stands between them."""
    strong, before = "L", "L"
    for place, way in enumerate(ways):
        way = before if way == "NSM" else "AN" if way == "EN" and strong == "AL" else way
        strong = way if way in ("L", "R", "AL") else strong
        ways[place] = before = way
    for place, way in enumerate(ways):
        around = {*ways[max(place - 1, 0) : place], *ways[place + 1 : place + 2]}
        if 0 < place < len(ways) - 1 and len(around) == 1:
            if way in ("ES", "CS") and around == {"EN"}:
                ways[place] = "EN"
            elif way == "CS" and around == {"AN"}:
                ways[place] = "AN"
    for found in re.finditer("t+", "".join("t" if way == "ET" else "." for way in ways)):
        beside = {*ways[max(found.start() - 1, 0) : found.start()], *ways[found.end() : found.end() + 1]}
        ways[found.start() : found.end()] = ["EN" if "EN" in beside else "ON"] * (found.end() - found.start())
    strong = "L"
    for place, way in enumerate(ways):
        way = "R" if way == "AL" else "ON" if way in ("ES", "CS") else way
        strong = way if way in ("L", "R") else strong
        ways[place] = "L" if way == "EN" and strong == "L" else way


def levels(text: str) -> list[int]:
    """How deep each character lies in runs of the other direction: odd ones are written from the right."""
    ways = [_way(char) for char in text]
    _numbers(ways)
    sides = ["L" if way == "L" else "n" if way in _NEUTRAL else "R" for way in ways]
    for found in re.finditer("n+", "".join(sides)):
        before = sides[found.start() - 1] if found.start() else "L"
        after = sides[found.end()] if found.end() < len(sides) else "L"
        sides[found.start() : found.end()] = [before if before == after else "L"] * (found.end() - found.start())
    deep = {"EN": 2, "AN": 2}
    return [0 if side == "L" else deep.get(way, 1) for way, side in zip(ways, sides, strict=True)]


def order(text: str) -> list[int]:
    """The places of a line's characters from left to right as they are seen (L2)."""
    deep, places = levels(text), list(range(len(text)))
    for level in range(max(deep, default=0), 0, -1):
        first = 0
        while first < len(places):
            last = first
            while last < len(places) and deep[places[last]] >= level:
                last += 1
            places[first:last] = places[first:last][::-1]
            first = last + 1
    return places


def seen_characters(text: str, places: Sequence[int]) -> list[str]:
    """The characters at those places, brackets turned around where they are read from the right (L4)."""
    deep = levels(text)
    return [_MIRRORS.get(text[place], text[place]) if deep[place] % 2 else text[place] for place in places]


def as_seen(text: str) -> str:
    """A line of text in the order in which it is seen."""
    return "".join(seen_characters(text, order(text))) if runs_leftwards(text) else text
