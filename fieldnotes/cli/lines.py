"""Lines into a meeting, without click: one `add` after another is how scripts and screen readers write."""

import sys
from collections.abc import Iterator
from pathlib import Path

from fieldnotes.archive import StudyArchive
from fieldnotes.capture.last import remember_study
from fieldnotes.capture.linemode import LineMode, Typed, prompted, streamed
from fieldnotes.capture.session import Session
from fieldnotes.cli.output import complain, complain_of_damage, say
from fieldnotes.errors import FieldnotesError
from fieldnotes.settings import observer_for, settings_fault
from fieldnotes.text import visible


class NotSaved(FieldnotesError):
    """Lines that the disk refused to the last."""

    def __init__(self, lines: list[str], why: str | None = None) -> None:
        said = "; ".join(f"“{line}”" for line in lines)
        super().__init__(
            f"{why or 'The disk refused what follows.'} Not saved: {said}. Make room and enter it again."
        )


def add_lines(study: str | Path, meeting: str, line: str | None = None, observer: str | None = None) -> None:
    """Add a line, lines from standard input for `-`, or those typed at a prompt for none; a word for each.

    Raises NotSaved and what opening a meeting raises.
    """
    session = open_session(Path(study), meeting, observer, sparing=True)
    mode = LineMode(session)
    unsaved: list[str] = []
    try:
        for typed in _lines(line, mode):
            answer = mode.enter(typed.line, typed.at)
            for warning in answer.warnings:
                complain(warning)
            if answer.error:
                raise NotSaved([typed.line], answer.error)
            if answer.says:
                say(visible(answer.says))
            elif answer.saved_at:
                say(f"saved {answer.saved_at:%H:%M:%S} {answer.identity}")
    finally:
        unsaved = session.close()
    if unsaved:
        raise NotSaved(unsaved)


def _lines(line: str | None, mode: LineMode) -> Iterator[Typed]:
    if line is None:
        return prompted(mode)
    if line == "-":
        return streamed(mode, sys.stdin.buffer)
    return iter([Typed(line, mode.session.now())])


def open_session(study: Path, meeting: str, observer: str | None, sparing: bool = False) -> Session:
    """The live session on a meeting of a study; damage found on the way is told.

    Where `sparing`, closing it makes no backup if there is one of the last ten minutes.
    """
    archive = StudyArchive.open(study)
    archive.tell, archive.sparing = complain, sparing
    opened = archive.open_meeting(meeting)
    complain_of_damage((*archive.damage, *opened.damage))
    if fault := settings_fault():
        complain(str(fault))
    remember_study(study)
    return Session(opened, observer_for(observer, opened.record().observers))
