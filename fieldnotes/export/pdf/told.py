"""A meeting with what its document is made of, worked out once."""

from collections.abc import Sequence
from typing import NamedTuple

from fieldnotes.export.coded import Codings
from fieldnotes.export.head import title_of
from fieldnotes.export.options import Options, Source
from fieldnotes.export.passages import standing
from fieldnotes.measures.interval import Interval
from fieldnotes.measures.time import MeetingTime, meeting_time
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation


class Told(NamedTuple):
    """`seen` are the observations that the document is of, in order of time and placed."""

    record: Record
    options: Options
    times: MeetingTime
    seen: Sequence[Observation]
    codings: Codings

    def of_kind(self, *kinds: str) -> list[Observation]:
        """Those of some kinds."""
        return [seen for seen in self.seen if seen.kind in kinds]


def told(source: Source, options: Options) -> Told:
    """What is known of a meeting and asked for."""
    record = source.record
    return Told(record, options, meeting_time(record), standing(record, options), Codings(record))


def page_title(record: Record) -> str:
    """The title of a meeting as a page has it, where a mark of direction does nothing."""
    return title_of(record).replace("\u200e", "")


def span_words(stay: Interval) -> str:
    """`14:00–14:35`; an interval that still lasts ends in `…`."""
    return f"{stay.begin:%H:%M}–{f'{stay.end:%H:%M}' if stay.end else '…'}"


def spans_words(stays: Sequence[Interval]) -> str:
    """Intervals in words, with commas."""
    return ", ".join(map(span_words, stays))


def figure(value: float) -> str:
    """A figure with one place behind the point, where it is not 0."""
    return f"{value:.1f}".removesuffix(".0")


def percent(share: float) -> str:
    """A share of 1 as per cent."""
    return f"{share * 100:.0f} %"
