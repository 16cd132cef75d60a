"""`add`, `capture` and the app: lines into a meeting."""

from pathlib import Path

import click

from fieldnotes.cli.lines import add_lines
from fieldnotes.cli.screen import run_screen, run_start

_OBSERVER = click.option(
    "--observer", help="Who signs the lines; otherwise the setting, or the meeting's only observer."
)


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("meeting")
@click.argument("line", required=False)
@_OBSERVER
def add(study: Path, meeting: str, line: str | None, observer: str | None) -> None:
    """Add a line to a meeting; `-` reads lines from standard input, no line asks for them at a prompt.

    Prints `saved HH:MM:SS ID` for each jotting once it is durable. /undo, /redo, /retract [WHY], /amend LINE,
    /write TEXT and /code #CODE change the record, and are answered in one sentence once that is durable; /find
    WORDS prints the lines that fit.
    """
    add_lines(study, meeting, line, observer)


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("meeting", default="last")
@_OBSERVER
def capture(study: Path, meeting: str, observer: str | None) -> None:
    """Open the capture screen on a meeting."""
    run_screen(study, meeting, observer)


@click.command(hidden=True)
@click.argument("study", type=click.Path(path_type=Path), required=False)
def open_app(study: Path | None) -> None:
    """Open the start screen on a study, or on the last one."""
    run_start(study)


COMMANDS = {"add": add, "capture": capture, "open": open_app}
