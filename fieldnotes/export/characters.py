"""Text on its way into a file that other programs read: exact, but for characters that no such file can hold."""

import re
from unicodedata import bidirectional

from fieldnotes.text import visible

_ISOLATES, _EMBEDDINGS = "\u2066\u2067\u2068", "\u202a\u202b\u202d\u202e"
_CLOSE_ISOLATE, _CLOSE_EMBEDDING = "\u2069", "\u202c"
_TO_THE_RIGHT = "\u200e"
_MARKS = frozenset("\u061c\u200e\u200f")
_SETS = frozenset(_ISOLATES + _EMBEDDINGS + _CLOSE_ISOLATE + _CLOSE_EMBEDDING)
_NOTHING_ODD = re.compile(
    "[^\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]*"
).fullmatch
_NO_CHARACTERS = {0xFFFE: "[U+FFFE]", 0xFFFF: "[U+FFFF]"}  # XML has no place for the two


class _Held(dict[int, str]):
    """A table for `str.translate` that fills itself; marks of direction stay, they are part of the words."""

    def __init__(self, keep: frozenset[str]) -> None:
        super().__init__(_NO_CHARACTERS)
        self._keep = keep

    def __missing__(self, point: int) -> str:
        char = chr(point)
        self[point] = char if char in self._keep else visible(char)
        return self[point]


_BALANCED, _OPEN = _Held(_MARKS | _SETS), _Held(_MARKS)


def held(text: str, whole: str | None = None) -> str:
    """One line of text as a file holds it; `whole` is the line that it is a piece of.

    Controls, lone surrogates and invisible line breaks are spelt out (`[U+0007]`), and so are directions that are
    set in the text and not ended in it, for they would turn around what follows. All else is as it was typed.
    """
    if _NOTHING_ODD(text):
        return text
    return text.translate(_BALANCED if is_balanced(whole or text) else _OPEN)


def is_balanced(text: str) -> bool:
    """True where every direction that the text sets is ended in it, each by its own sign and in order."""
    if _SETS.isdisjoint(text):
        return True
    waiting: list[str] = []
    for char in text:
        if char in _ISOLATES:
            waiting.append(_CLOSE_ISOLATE)
        elif char in _EMBEDDINGS:
            waiting.append(_CLOSE_EMBEDDING)
        elif char in (_CLOSE_ISOLATE, _CLOSE_EMBEDDING) and (not waiting or waiting.pop() != char):
            return False
    return not waiting


def turned_back(words: str, before: str) -> str:
    """Words of ours behind others: where those are written from the right, ours begin with a mark of direction.

    Without it they, or the number that they begin with, would be shown among the others.
    """
    if before.isascii():
        return words
    strong = (way for char in reversed(before) if (way := bidirectional(char)) in ("L", "R", "AL"))
    return words if next(strong, "L") == "L" else f"{_TO_THE_RIGHT}{words}"
