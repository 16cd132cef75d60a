"""The figures of a meeting that coding programs get as attributes: the same in a project and in a sheet."""

from typing import NamedTuple

from fieldnotes.export.options import Options
from fieldnotes.export.passages import standing
from fieldnotes.measures.time import meeting_time
from fieldnotes.model.meeting import Record


class Figures(NamedTuple):
    """Counts are of lines that stand, None for what is left out.

    `minutes` are those observed, without breaks and gaps, to one place behind the point; None where nothing was
    observed. `speech_lines` are lines of speech as participation counts them: an act without words is none.
    """

    minutes: float | None
    observations: int
    speech_lines: int
    decisions: int
    actions: int
    reflections: int | None


def figures_of(record: Record, options: Options) -> Figures:
    """The figures of the whole record, as far as it is asked for."""
    kinds = [seen.kind for seen in standing(record, options)]
    times = meeting_time(record)
    minutes = None if times.length is None else round(times.observed, 1)
    speech, decisions, actions = (kinds.count(kind) for kind in ("speech", "decision", "action"))
    reflections = kinds.count("reflection") if options.reflections else None
    return Figures(minutes, len(kinds), speech, decisions, actions, reflections)
