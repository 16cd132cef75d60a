"""A coding: a code on some words of a jotting, or of the fuller note under it, and not on the whole line."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct

from fieldnotes.model.observation import Observation, Span
from fieldnotes.model.spans import Splice, moved, nearest

Part = Literal["text", "write-up"]


class Coding(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A code on a span of a text.

    `of` is the id of an observation, `part` which text of it: what was typed, or the fuller note. `start` and `end`
    are code points into that, end exclusive; `quote` is what stands there, by which the span is verified and found
    again. `lost` says that the words were deleted since, `retracted` that the coder took the coding back: both stay
    in the record, with the last quote.
    """

    id: str = ""
    of: str
    part: Part = "text"
    start: int
    end: int
    code: str
    quote: str
    coder: str = ""
    at: datetime | None = None
    lost: bool = False
    retracted: bool = False

    @property
    def span(self) -> Span:
        """From where to where."""
        return self.start, self.end

    @property
    def stands(self) -> bool:
        """True where it says something of the text as it is."""
        return not (self.lost or self.retracted)


def part_of(seen: Observation, part: Part) -> str:
    """The text that a coding is of; empty where there is no fuller note."""
    return seen.text if part == "text" else seen.written_up or ""


def anchored(coding: Coding, text: str) -> Span | None:
    """Where its words are in the text: at its span, else nearest to it; None where they are not there at all.

    They are elsewhere where two people wrote apart from one another, one of whom did not know of the coding.
    """
    if text[coding.start : coding.end] == coding.quote:
        return coding.span if coding.quote else None
    return nearest(coding.quote, text, coding.start)


def placed_at(coding: Coding, span: Span | None, text: str) -> Coding:
    """The coding at a span of the text as it now is; lost at None, and then its quote stays what it was."""
    start, end = span or (0, 0)
    if not text[start:end]:
        return msgspec.structs.replace(coding, lost=True)
    return msgspec.structs.replace(coding, start=start, end=end, quote=text[start:end], lost=False)


def follow(
    codings: Sequence[Coding], old: str, new: str, edits: Sequence[Splice] | None = None
) -> tuple[Coding, ...]:
    """The codings of one text as they are in the text that it became; those that do not stand stay as they are."""
    spans = [anchored(coding, old) if coding.stands else None for coding in codings]
    places = iter(moved([span for span in spans if span is not None], old, new, edits))
    return tuple(
        placed_at(coding, next(places) if span is not None else None, new) if coding.stands else coding
        for coding, span in zip(codings, spans, strict=True)
    )


def standing(codings: Iterable[Coding], observations: Iterable[Observation]) -> tuple[Coding, ...]:
    """The codings that stand, of observations that were not taken back."""
    there = {seen.id for seen in observations if not seen.retracted}
    return tuple(coding for coding in codings if coding.stands and coding.of in there)
