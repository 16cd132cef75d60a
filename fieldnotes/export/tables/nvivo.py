"""The `nvivo` export: a classification sheet of meetings, to be imported once their documents are in the project.

A1 is the name of the classification, row 1 the attributes, column A the names of the documents: those of the files
that the other exports write, without their endings.
"""

from collections.abc import Sequence

from fieldnotes.export.exported import Exported
from fieldnotes.export.figures import figures_of
from fieldnotes.export.left_out import observers_of
from fieldnotes.export.options import PLAIN, Options, Source, named
from fieldnotes.export.tables.sheet import Cell, joined, sheet
from fieldnotes.measures.time import meeting_time
from fieldnotes.model.clock import in_zone
from fieldnotes.model.meeting import Record

CLASSIFICATION = "Meeting"
ATTRIBUTES = ("Site", "Body", "Type", "Place", "Mode", "Source",
              "Date", "Start", "Minutes", "Observed by", "Protocol", "People",
              "Observations", "Speech lines", "Decisions", "Actions", "Reflections")  # fmt: skip


def exported(record: Record, options: Options = PLAIN, name: str = "") -> Exported:
    """One file, `-nvivo.csv`."""
    return together([named(record, name)], options)


def together(sources: Sequence[Source], options: Options) -> Exported:
    """The same with a row a meeting."""
    rows = [_row(source, options) for source in sources]
    return Exported({"-nvivo.csv": sheet((CLASSIFICATION, *ATTRIBUTES), rows)})


def _row(source: Source, options: Options) -> tuple[Cell, ...]:
    record, meeting = source.record, source.record.meeting
    times = meeting_time(record)
    begin = times.begin or meeting.start
    start = f"{in_zone(begin, meeting.zone):%H:%M}" if begin else None
    minutes, *counts = figures_of(record, options)
    observers = joined(observers_of([record], options))
    return (source.name, meeting.site, meeting.body, meeting.type, meeting.place, meeting.mode,
            meeting.source, meeting.date.isoformat(), start,
            minutes, observers, record.protocol.title, len(record.people), *counts)  # fmt: skip
