"""`list`: the meetings of a study, newest first, without click."""

from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.archive import StudyArchive
from fieldnotes.cli.output import say, say_json
from fieldnotes.export.listing import listing

if TYPE_CHECKING:
    from fieldnotes.export.shape import Shape


def say_meetings(study: str | Path, as_json: bool = False) -> None:
    """A line for each meeting, or all rows as JSON; raises what opening a study raises."""
    found = listing(StudyArchive.open(Path(study)))
    if as_json:
        say_json(found)
    elif found:
        say("\n".join(map(_line, found)))  # at once: a thousand writes cost what finding the rows does
    else:
        say(f"No meetings yet. Make one: fieldnotes new {study} --site … --body … --date …")


def _line(row: "Shape") -> str:
    minutes = "" if row["minutes"] is None else f"{row['minutes']:.0f} min"
    where = f"{row['site']} · {row['body']}"
    length = f"{row['state']:8} {minutes:>8}  {row['observations']} lines"
    return f"{row['id'][-8:]}  {row['date']}  {where:32}  {length}"
