"""Lines into a meeting, without click: one `add` after another is how scripts and screen readers write."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from fieldnotes.capture.linemode import (
    ODD,
    Answer,
    LineMode,
    Typed,
    is_prompted,
    prompted,
    standard_input,
    streamed,
)
from fieldnotes.capture.session import Session
from fieldnotes.cli.found import find_meeting, open_found
from fieldnotes.cli.given import given, heard_words
from fieldnotes.cli.output import complain, say, say_or_raise
from fieldnotes.errors import FieldnotesError
from fieldnotes.text import visible


class Unheard(FieldnotesError):
    """Standard output went away while lines were answered."""

    def __init__(self) -> None:
        super().__init__("Nobody reads the answers any more; every line was saved all the same.")


def add_lines(study: str | Path, meeting: str, line: str | None = None, observer: str | None = None) -> None:
    """Add a line, lines from standard input for `-`, or those typed at a prompt for none; a word for each.

    A line that the disk refuses is tried again with each that follows. Raises NotSaved, Unheard, and what opening
    a meeting raises.
    """
    session = open_session(Path(study), meeting, observer, sparing=True)
    mode = LineMode(session)
    heard, why = True, None
    aloud = line is None and is_prompted()
    try:
        for typed in _lines(line, mode):
            answer = mode.enter(typed.line, typed.at)
            for warning in (*([typed.odd] if typed.odd else []), *answer.warnings):
                complain(visible(warning))
            if answer.error and line in (None, "-"):
                _say_refused(answer.error, why, mode)
            why = answer.error or why
            heard = _tell(answer, heard, aloud)
    finally:
        session.close()
        heard = _tell(Answer((), tuple(mode.left())), heard)
        if mode.unsaved():  # after an interrupt too: nobody knows of them but this program
            _raise_unsaved(mode, why, ("fieldnotes", "add", str(study), meeting))
    if not heard:
        raise Unheard


def _say_refused(error: str, before: str | None, mode: LineMode) -> None:
    """Why a line is not saved: at length where that is new."""
    from fieldnotes.cli.unsaved import short  # wanted where the disk refuses

    count = len(mode.unsaved())
    many = "1 line is" if count == 1 else f"{count} lines are"
    held = f"{many} kept here and tried again."
    complain(visible(f"Not saved either ({short(error)}): {held}" if error == before else f"{error} {held}"))


def _raise_unsaved(mode: LineMode, why: str | None, call: Sequence[str]) -> NoReturn:
    from fieldnotes.cli.unsaved import NotSaved, keep_unsaved

    lines, record = mode.unsaved(), mode.session.record
    raise NotSaved([one.line for one in lines], why, keep_unsaved(lines, record.meeting.id), call)


def _tell(answer: Answer, heard: bool, aloud: bool = False) -> bool:
    """Answer on standard output, as long as somebody reads it: what is typed is saved in any case.

    `aloud` says as well what each line was understood as, for who cannot see it.
    """
    says = [saved.says or f"saved {saved.at:%H:%M:%S} {saved.identity}" for saved in answer.saved]
    means = [saved.means for saved in answer.saved if saved.means and aloud]
    try:
        for sentence in (*says, *means, *([answer.told] if answer.told else [])):
            for row in sentence.split("\n") if heard else ():
                say_or_raise(visible(row))
    except OSError:
        return False
    return heard


def _lines(line: str | None, mode: LineMode) -> Iterator[Typed]:
    if line is None:
        return prompted(mode, say)
    if line == "-":
        return streamed(mode, standard_input())
    words, is_odd = given(line)
    return iter([Typed(words, mode.session.now(), ODD if is_odd else None)])


def open_session(study: Path, meeting: str, observer: str | None, sparing: bool = False) -> Session:
    """The live session on a meeting of a study; damage found on the way is told.

    Where `sparing`, closing it makes no backup if there is one of the last ten minutes and little was added since.
    """
    found = find_meeting(study, meeting)
    found.archive.sparing = sparing
    session, faults = open_found(found, observer and heard_words(observer))
    for fault in faults:
        complain(fault)
    return session
