"""Where the words of a returned source stand in the meeting as it is now."""

from collections.abc import Sequence

from fieldnotes.intake.qdpx import limits
from fieldnotes.model.observation import Span
from fieldnotes.model.spans import moved, nearest

SURE = 8
"""Words shorter than that are found elsewhere only where the meeting has them once."""


def as_counted(text: str) -> str:
    """The text of a source as positions count it: LF alone, without a mark at the beginning."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def placed(spans: Sequence[Span | None], there: str, now: str) -> list[Span | None]:
    """The spans of a source's text in the meeting's; None for one whose words are not there, and for none.

    A span goes with what the two texts have in common, and is believed where its words are there; else the words
    are looked for, and taken where they are nearest.
    """
    known = [span if span is not None and span[0] < span[1] <= len(there) else None for span in spans]
    if there == now:
        return known
    whole = [span for span in known if span is not None]
    short = len(there) + len(now) <= limits.LONGEST_FOLLOWED
    along = iter(moved(whole, there, now) if short else whole)
    return [_believed(span, next(along), there, now) if span is not None else None for span in known]


def _believed(span: Span, along: Span | None, there: str, now: str) -> Span | None:
    words = there[span[0] : span[1]]
    if along is not None and now[along[0] : along[1]] == words:
        return along
    if len(words) < SURE and now.count(words) > 1:
        return None
    return nearest(words, now, (along or span)[0])
