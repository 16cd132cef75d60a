"""The capture screen, from the command line: what has to be there before it, and what is said after it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from fieldnotes.cli.briefly import uncollected
from fieldnotes.cli.lines import open_session
from fieldnotes.cli.unsaved import NotSaved
from fieldnotes.errors import FieldnotesError


class NotSavedYet(FieldnotesError):
    """Lines that the disk of the study refused to the last, and that are kept outside of it."""

    def __init__(self, lines: list[str]) -> None:
        many = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
        super().__init__(
            f"The disk refused {many}, kept outside the study (`fieldnotes paths`: drafts): "
            "make room and open this meeting again, which saves what is missing."
        )


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
    with uncollected():  # ten thousand observations are no garbage either
        session = open_session(study, meeting, observer)
        from fieldnotes.tui.app import capture as show_screen  # 0.4 s: Textual

    show_screen(session)
    unsaved = session.close()
    if unsaved:
        raise NotSavedYet(unsaved) if session.outlives else NotSaved(unsaved)


def run_last_screen(study: Path | None) -> None:
    """The capture screen on the latest meeting of a study, of the last one where none is named."""
    from fieldnotes.capture.last import last_study

    chosen = study or last_study()
    if chosen is None:
        raise NoStudyYet
    run_screen(chosen, "last", None)


def run_as_asked(words: Sequence[str]) -> None:
    """The words after `capture`, as `is_plain_capture` knows them."""
    study, meeting, *option = words
    run_screen(Path(study), meeting, option[1] if option else None)
