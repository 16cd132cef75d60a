"""`list`: the meetings of a study, newest first, without click."""

from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.archive import StudyArchive
from fieldnotes.cli.output import complain, say, say_json
from fieldnotes.export.listing import DAMAGED, UNREADABLE, listing

if TYPE_CHECKING:
    from fieldnotes.export.shape import Shape


def say_meetings(study: str | Path, as_json: bool = False) -> None:
    """A line for each meeting, or all rows as JSON; how many are not whole goes to standard error.

    Raises what opening a study raises.
    """
    found = listing(StudyArchive.open(Path(study)))
    if as_json:
        say_json(found)
    elif found:
        say("\n".join(map(_line, found)))  # at once: a thousand writes cost what finding the rows does
    else:
        say(f"No meetings yet. Make one: fieldnotes new {study} --site … --body … --date …")
    _tell_damage(study, sum(row["state"] in (DAMAGED, UNREADABLE) for row in found), len(found))


def _tell_damage(study: str | Path, broken: int, of: int) -> None:
    if broken:
        complain(
            f"{broken} of {of} meetings cannot be read as a whole; what is listed of them is what can be. "
            f"What is wrong, and what is not lost, says: fieldnotes check {study}"
        )


def _line(row: "Shape") -> str:
    minutes = "" if row["minutes"] is None else f"{row['minutes']:.0f} min"
    where = f"{row['site']} · {row['body']}"
    length = f"{row['state']:10} {minutes:>8}  {row['observations']} lines"
    return f"{row['id'][-8:]}  {row['date']}  {where:32}  {length}"
