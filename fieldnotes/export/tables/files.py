"""The `csv` export: one file a table, the same columns whatever the options, empty where something is left out."""

from collections.abc import Sequence

from fieldnotes.archive.history import Commit
from fieldnotes.export.exported import Exported
from fieldnotes.export.options import PLAIN, Options, Source, named
from fieldnotes.export.tables.rows import MEETING, TABLES, told
from fieldnotes.export.tables.sheet import sheet
from fieldnotes.model.meeting import Record


def exported(record: Record, options: Options = PLAIN, name: str = "", history: Sequence[Commit] = ()) -> Exported:
    """`-observations.csv`, `-people.csv`, and the other tables."""
    return together([named(record, name, history)], options)


def together(sources: Sequence[Source], options: Options) -> Exported:
    """The same with the rows of several meetings in each table, one meeting after another."""
    meetings = [told(source, options) for source in sources]
    return Exported({
        f"-{table.name}.csv": sheet(
            (*MEETING, *table.columns), ((*each.head, *row) for each in meetings for row in table.rows(each))
        )
        for table in TABLES
    })  # fmt: skip
