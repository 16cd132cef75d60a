"""`add`, `capture` and the app: lines into a meeting."""

import sys
from pathlib import Path

import click

from fieldnotes.cli.lines import NotSaved, add_lines, open_session
from fieldnotes.errors import FieldnotesError

_OBSERVER = click.option(
    "--observer", help="Who signs the lines; otherwise the setting, or the meeting's only observer."
)


class NotSavedYet(FieldnotesError):
    """Lines that the disk of the study refused to the last, and that are kept outside of it."""

    def __init__(self, lines: list[str]) -> None:
        said = "; ".join(f"“{line}”" for line in lines)
        super().__init__(
            f"The disk refused what follows; it is kept outside the study: {said}. "
            "Make room and open this meeting again, which saves it."
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
    """Open the app on a study, or on the last one."""
    from fieldnotes.capture.last import last_study

    chosen = study or last_study()
    if chosen is None:
        raise NoStudyYet
    run_screen(chosen, "last", None)


class NoStudyYet(FieldnotesError):
    """The app was opened without a study, and none was opened before."""

    def __init__(self) -> None:
        super().__init__(
            "No study was opened here yet. See one with: fieldnotes demo. "
            "Make one with: fieldnotes init STUDY --name … --zone Europe/London"
        )


class NoTerminal(FieldnotesError):
    """The screen was asked for where there is no terminal to draw it on."""

    def __init__(self, study: Path) -> None:
        super().__init__(
            f"The screen needs a terminal, and this is none; lines go in with: fieldnotes add {study} last -"
        )


def run_screen(study: Path, meeting: str, observer: str | None) -> None:
    """The capture screen, until it is left; what the disk refused to the last is printed."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise NoTerminal(study)
    session = open_session(study, meeting, observer)
    from fieldnotes.tui.app import capture as show_screen  # 0.4 s: Textual

    show_screen(session)
    unsaved = session.close()
    if unsaved:
        raise NotSavedYet(unsaved) if session.outlives else NotSaved(unsaved)


COMMANDS = {"add": add, "capture": capture, "open": open_app}
