"""Spans of a text, and how they keep their place while the text is edited.

A place is a number of code points from the start; a span's end is exclusive. An edit is outside of a span where it
changes nothing between its first and its last character: what is put in right before or right behind it is outside.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from fieldnotes.model.differing import blocks
from fieldnotes.model.observation import Span

_WORDS = re.compile(r"\S+\s*|\s+")


class Splice(NamedTuple):
    """The code points from `start` to `end` of a text give way to `text`; a list of them is done one by one."""

    start: int
    end: int
    text: str

    def of(self, text: str) -> str:
        """The text afterwards."""
        return text[: self.start] + self.text + text[self.end :]


def shifted(span: Span, edit: Splice) -> Span | None:
    """A span after one edit; what is deleted of it, it loses, and None is left where that is all."""
    start, end = span
    grown = len(edit.text) - (edit.end - edit.start)
    if edit.end <= start:
        return start + grown, end + grown
    if edit.start >= end:
        return span
    if edit.start <= start:
        return (edit.start + len(edit.text), end + grown) if edit.end < end else None
    return (start, end + grown) if edit.end < end else (start, edit.start)


def moved(spans: Iterable[Span], old: str, new: str, edits: Sequence[Splice] | None = None) -> list[Span | None]:
    """Where the spans of an old text are in the new one; None for one whose text is gone.

    `edits` are how the one became the other, in order. Without them that is worked out by what the two have in
    common: a span that stands wholly before or behind all that changed keeps its text.
    """
    if edits is not None:
        return [_through(span, edits) for span in spans]
    if old == new:
        return list(spans)
    head = _common_head(old, new)
    tail = _common_head(old[::-1], new[::-1])
    grown = len(new) - len(old)
    found: list[Span | None] = []
    worked_out: list[Splice] | None = None
    for start, end in spans:
        if end <= head:
            found.append((start, end))
        elif start >= len(old) - tail:
            found.append((start + grown, end + grown))
        else:
            worked_out = worked_out if worked_out is not None else splices(old, new)
            found.append(_through((start, end), worked_out))
    return found


def _through(span: Span, edits: Iterable[Splice]) -> Span | None:
    at: Span | None = span
    for edit in edits:
        if at is None:
            return None
        at = shifted(at, edit)
    return at


def splices(old: str, new: str) -> list[Splice]:
    """Edits that make one text the other, found word by word; the last of the text is done first."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    places = list(accumulate(map(len, before), initial=0))
    found: list[Splice] = []
    for first, last, start, stop in blocks(before, after):
        found += _tightened(places[first], "".join(before[first:last]), "".join(after[start:stop]))
    return found[::-1]


def _tightened(at: int, old: str, new: str) -> Iterator[Splice]:
    """One edit, without the characters that both have at its ends."""
    head = _common_head(old, new)
    tail = min(_common_head(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    yield Splice(at + head, at + len(old) - tail, new[head : len(new) - tail])


def _common_head(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def nearest(words: str, text: str, place: int) -> Span | None:
    """Where those words stand in a text, of several places the one nearest to `place`; None where nowhere."""
    if not words:
        return None
    behind = text.find(words, max(place, 0))
    before = text.rfind(words, 0, max(place, 0) + len(words) - 1)
    places = [at for at in (before, behind) if at >= 0]
    start = min(places, key=lambda at: abs(at - place), default=-1)
    return None if start < 0 else (start, start + len(words))
