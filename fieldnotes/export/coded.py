"""What is coded: whole lines, and words of a line or of its write-up."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from fieldnotes.model.coding import Part, anchored, part_of, standing
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation


class CodedSpan(NamedTuple):
    """Words that a code is on: code points of their text, end exclusive; which coding it is, by whom and when."""

    start: int
    end: int
    code: str
    id: str = ""
    coder: str = ""
    at: datetime | None = None

    def within(self, begin: int, end: int) -> "CodedSpan | None":
        """The part of it that lies in a stretch, counted from there; None where it does not touch it."""
        first, last = max(self.start, begin), min(self.end, end)
        return self._replace(start=first - begin, end=last - begin) if first < last else None


class Segment(NamedTuple):
    """A stretch of text under the same codings from end to end; the segments of a text joined are the text."""

    text: str
    spans: tuple[CodedSpan, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Their codes, each once."""
        return tuple(dict.fromkeys(span.code for span in self.spans))


def segments(text: str, spans: Iterable[CodedSpan]) -> list[Segment]:
    """The text cut where a coding begins or ends."""
    known = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    cuts = sorted({0, len(text), *(span.start for span in known), *(span.end for span in known)})
    return [
        Segment(text[begin:end], tuple(span for span in known if span.start <= begin and end <= span.end))
        for begin, end in pairwise(cuts)
    ]


class Codings:
    """All codings of a meeting, under the names that its codes are called by now."""

    def __init__(self, record: Record) -> None:
        self._book = record.codebook
        self._names: dict[str, str] = {}
        self._spans: dict[tuple[str, Part], list[CodedSpan]] = {}
        seen = {each.id: each for each in record.observations}
        for coding in standing(record.codings, record.observations):
            place = anchored(coding, part_of(seen[coding.of], coding.part))
            if place is not None:  # else its words are not there any more
                span = CodedSpan(*place, self.called(coding.code), coding.id, coding.coder, coding.at)
                self._spans.setdefault((coding.of, coding.part), []).append(span)

    def called(self, name: str) -> str:
        """What the code of that name is called now, renames and merges followed; the name itself for no code."""
        if name not in self._names:
            code = self._book.resolve(name)
            self._names[name] = code.called if code else name
        return self._names[name]

    def line(self, seen: Observation) -> tuple[str, ...]:
        """The codes of the whole line, each once."""
        return tuple(dict.fromkeys(map(self.called, seen.codes)))

    def spans(self, seen: Observation, part: Part) -> tuple[CodedSpan, ...]:
        """The codings of words of its `text` or `write-up`, in order."""
        return tuple(sorted(self._spans.get((seen.id, part), ()), key=lambda span: span[:4]))

    def counts(self, seen: Iterable[Observation]) -> dict[str, int]:
        """How often each code was used in those observations, by name in alphabetical order."""
        counts: dict[str, int] = {}
        for each in seen:
            spans = (*self.spans(each, "text"), *self.spans(each, "write-up"))
            for name in (*self.line(each), *(span.code for span in spans)):
                counts[name] = counts.get(name, 0) + 1
        return dict(sorted(counts.items()))
