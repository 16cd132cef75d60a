"""By what the positions of a returned project count; the format says code points of a text whose lines end in LF.

Programs are known or said to count UTF-16 units or bytes, a line end as two, a mark at the beginning as one, or
to give the last character as the end. Their files do not say so, but what went out tells: most selections of a
file are whole lines of the meeting, or words that were coded before, and are that by one way of counting alone.
The words that a program gives a selection as its name tell, too. What none of it tells is no place.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

from fieldnotes.intake.qdpx.anchoring import as_counted
from fieldnotes.intake.qdpx.reading import FileCoding
from fieldnotes.intake.qdpx.ruler import ALL, NOT_ASCII, PLAIN, WIDE, Counting, Ruler, Unit
from fieldnotes.model.observation import Span
from fieldnotes.text import is_word_character

_MARK = "\ufeff"
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\U00020000-\U0003ffff]")
"""Scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""
_SHORTEST, _SAMPLE, _CUT_NAME, _LONG_NAME = 4, 400, 20, 8
_OTHER_NAME = "otherwise: its name is other words"


class Reading(NamedTuple):
    """A coding's span of the text; None where it has none. `doubt` says by what else its position may count."""

    span: Span | None
    doubt: str = ""


class Positions:
    """The positions of one source: `said` is its text as the file has it, `spans` those of all its selections.

    `known` are words that selections went out with: whole lines, and what was coded.
    """

    def __init__(self, said: str, spans: "array[int]", known: Iterable[str]) -> None:
        self._text = as_counted(said)
        self._known = frozenset(known)
        self._telling = frozenset(words for words in self._known if len(words) >= _SHORTEST)
        self._rulers: dict[Counting, Ruler] = {}
        self._likely = [PLAIN, *_likely(said, self._text)]
        pairs = list(zip(spans[::2], spans[1::2], strict=True))
        self._sample = pairs[:: len(pairs) // _SAMPLE + 1]
        self.trusted = self._trusted()

    def _trusted(self) -> list[Counting]:
        """The ways of counting by which most selections are what went out; all that are likely where none is."""
        plain = self._score(PLAIN)
        if plain * 2 > len(self._sample):
            return [PLAIN]
        scores = {each: self._score(each) for each in ALL if self._differs(each)} | {PLAIN: plain}
        best = max(scores.values())
        if not best:
            return self._likely
        return [PLAIN] if plain == best else [each for each in ALL if scores.get(each) == best]

    def _differs(self, counting: Counting) -> bool:
        pattern = {"UTF-16 units": WIDE, "bytes": NOT_ASCII}.get(counting.unit)
        return (pattern is None or bool(pattern.search(self._text))) and (
            counting.line_end == 1 or "\n" in self._text
        )

    def _score(self, counting: Counting) -> int:
        return sum(self._words(self._span(counting, *pair)) in self._telling for pair in self._sample)

    def _span(self, counting: Counting, start: int, end: int) -> Span | None:
        ruler = self._rulers.get(counting)
        if ruler is None:
            ruler = self._rulers[counting] = Ruler(self._text, counting)
        return ruler.span(start, end)

    def _words(self, span: Span | None) -> str:
        return "" if span is None else self._text[slice(*span)]

    def read(self, codings: Sequence[FileCoding]) -> list[Reading]:
        """Where each coding lies."""
        found = [self._read(coding) for coding in codings]
        if self.trusted == [PLAIN]:  # else the program has counted again what it was given
            for other in self._likely[1:]:
                self._look_closer(codings, found, other)
        return found

    def _look_closer(self, codings: Sequence[FileCoding], found: list[Reading], other: Counting) -> None:
        """Doubt codings of a program that keeps the numbers it was given, and counts its own otherwise.

        A coder hardly begins or ends within a word, and what does so only by the one way of counting tells.
        """
        doubts = [self._doubt(coding, reading, other) for coding, reading in zip(codings, found, strict=True)]
        speak_for, against = sum(doubt > 0 for doubt in doubts), sum(doubt < 0 for doubt in doubts)
        if not speak_for or against > 2 * speak_for:
            return
        for number, (coding, doubt) in enumerate(zip(codings, doubts, strict=True)):
            if doubt > 0 or (speak_for > against and not self._is_sure(coding, found[number], other)):
                found[number] = Reading(None, other.words)

    def _read(self, coding: FileCoding) -> Reading:
        named = self._by_name(coding)
        if named is not None:
            return Reading(named)
        spans = list(dict.fromkeys(self._span(each, coding.start, coding.end) for each in self.trusted))
        if len(spans) > 1:
            sure = [span for span in spans if self._words(span) in self._telling]
            return Reading(sure[0]) if len(sure) == 1 else Reading(None, self.trusted[-1].words)
        return Reading(None, _OTHER_NAME) if self._is_misnamed(coding, spans[0]) else Reading(spans[0])

    def _by_name(self, coding: FileCoding) -> Span | None:
        """The span whose words are the name of the selection; None where that is no words, or those of several."""
        name = _folded(coding.name).rstrip("….")
        if len(name) < _SHORTEST:
            return None
        ways = dict.fromkeys((*self.trusted, *self._likely))
        spans = {self._span(each, coding.start, coding.end) for each in ways}
        fitting = [span for span in spans if span is not None and _is_named(self._words(span), name)]
        return fitting[0] if len(fitting) == 1 else None

    def _is_misnamed(self, coding: FileCoding, span: Span | None) -> bool:
        """True where the name of a selection is words of the text, and others than it has."""
        name, words = _folded(coding.name).rstrip("…."), _folded(self._words(span))
        if len(name) < _LONG_NAME or name in words or words in name:
            return False
        return name in self._folded_text

    @cached_property
    def _folded_text(self) -> str:
        return _folded(self._text)

    def _is_sure(self, coding: FileCoding, reading: Reading, other: Counting) -> bool:
        """True where the other way of counting gives the same, or the words are known."""
        if reading.span is None or reading.span == self._span(other, coding.start, coding.end):
            return True
        return self._words(reading.span) in self._known or self._by_name(coding) is not None

    def _doubt(self, coding: FileCoding, reading: Reading, other: Counting) -> int:
        """1 where the other way of counting gives better words than the trusted one, -1 where it gives worse."""
        span = self._span(other, coding.start, coding.end)
        if self._is_sure(coding, reading, other) or reading.span is None:
            return 0
        ours, theirs = self._cuts(reading.span), self._cuts(span)
        if self._words(span) in self._telling:
            return 1
        return int(ours > theirs == 0) - int(theirs > ours == 0)

    def _cuts(self, span: Span | None) -> int:
        """How many words a span begins or ends within."""
        if span is None:
            return 2
        text, (start, end) = self._text, span
        edges = [text[at - 1 : at + 1] for at in (start, end) if 0 < at < len(text)]
        return sum(all(map(is_word_character, edge)) and not _UNSPACED.search(edge) for edge in edges)


def _likely(said: str, text: str) -> Iterator[Counting]:
    """The other ways of counting that the text itself speaks for."""
    units: list[Unit] = ["code points", *(["UTF-16 units"] if WIDE.search(text) else [])]  # type: ignore[list-item]
    line_ends = (1, 2) if "\r\n" in said else (1,)
    marks = (False, True) if said.startswith(_MARK) else (False,)
    for each in product(units, line_ends, marks):
        if each != ("code points", 1, False):
            yield Counting(*each)


def _folded(words: str) -> str:
    return " ".join(words.split())


def _is_named(words: str, name: str) -> bool:
    """True where a name is those words, or begins them: programs cut long ones."""
    said = _folded(words)
    return said.rstrip("….") == name or (len(name) >= _CUT_NAME and said.startswith(name))
