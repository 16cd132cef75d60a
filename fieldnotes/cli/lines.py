"""Lines into a meeting, without click: one `add` after another is how scripts and screen readers write."""

from collections.abc import Iterator
from pathlib import Path

from fieldnotes.archive import StudyArchive
from fieldnotes.capture.last import remember_study
from fieldnotes.capture.linemode import Answer, LineMode, Typed, is_prompted, prompted, standard_input, streamed
from fieldnotes.capture.session import Session
from fieldnotes.cli.output import complain, complain_of_damage, say_or_raise
from fieldnotes.errors import FieldnotesError
from fieldnotes.settings import observer_for, settings_fault
from fieldnotes.text import visible


class NotSaved(FieldnotesError):
    """Lines that the disk refused to the last."""

    def __init__(self, lines: list[str], why: str | None = None) -> None:
        said = "; ".join(f"“{visible(line)}”" for line in lines)
        reason = (why or "the disk refused it").removeprefix("Not saved: ").split(". ")[0].rstrip(".")
        many = "1 line is" if len(lines) == 1 else f"{len(lines)} lines are"
        super().__init__(
            f"{many} not saved ({reason}), nothing that was saved before is lost; mend that and enter again: {said}"
        )


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
            if answer.error and line is None:
                complain(answer.error)
            why = answer.error or why
            heard = _tell(answer, heard, aloud)
    finally:
        unsaved = session.close()
        heard = _tell(Answer((), tuple(mode.left())), heard)
    if unsaved:
        raise NotSaved(unsaved, why)
    if not heard:
        raise Unheard


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
        return prompted(mode)
    if line == "-":
        return streamed(mode, standard_input())
    return iter([Typed(line, mode.session.now())])


def open_session(study: Path, meeting: str, observer: str | None, sparing: bool = False) -> Session:
    """The live session on a meeting of a study; damage found on the way is told.

    Where `sparing`, closing it makes no backup if there is one of the last ten minutes and little was added since.
    """
    archive = StudyArchive.open(study)
    archive.tell, archive.sparing = complain, sparing
    opened = archive.open_meeting(meeting)
    complain_of_damage((*archive.damage, *opened.damage))
    if fault := settings_fault():
        complain(str(fault))
    remember_study(study)
    record = opened.record()
    return Session(opened, observer_for(observer, record.observers), record=record)
