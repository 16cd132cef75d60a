"""`sheet`: the blank paper sheet of a meeting, as PDF."""

from pathlib import Path

import click

from fieldnotes.cli.output import complain, complain_of_damage, say
from fieldnotes.cli.study import STUDY


@click.command()
@STUDY
@click.argument("meeting")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The PDF to write.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option(
    "--pages", type=click.IntRange(0, 40), default=4, show_default=True, help="How many pages of lines to write on."
)
def sheet(study: Path, meeting: str, out: Path, paper: str, pages: int) -> None:
    """Write the blank paper sheet of a meeting, to be keyed in later with its times; prints its path."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.export.pdf.sheet.page import sheet as drawn
    from fieldnotes.export.placing import place

    opened = StudyArchive.open(study).open_meeting(meeting)
    record = opened.record()
    complain_of_damage(opened.damage)
    made = drawn(record, paper, pages)
    path = place(out, made.content)
    if made.missing:
        complain(f"The sheet's font lacks {', '.join(made.missing[:5])}: drawn as boxes.")
    say(str(path))


COMMANDS = {"sheet": sheet}
