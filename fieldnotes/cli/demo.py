"""`fieldnotes demo`: a sample study whose last meeting is running now."""

from pathlib import Path

import click

from fieldnotes.cli.output import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("fieldnotes-demo"))
@click.option("--no-open", is_flag=True, help="Build the study and leave it at that.")
def demo(folder: Path, no_open: bool) -> None:
    """Build the sample study, four meetings of two sites, in a folder, and open the one that is running."""
    from fieldnotes.cli.sample import build
    from fieldnotes.cli.screen import run_screen

    meeting, observer = build(folder)
    say(f"The sample study is in {folder}; its meeting is {meeting}.")
    if no_open:
        say(f"Open it with: fieldnotes capture {folder} last")
    else:
        run_screen(folder, meeting, observer)


COMMANDS = {"demo": demo}
