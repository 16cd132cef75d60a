"""Lines that the disk refused to the last: into a file of the user's own, and one sentence that says so."""

import os
import shlex
import time
from collections.abc import Sequence
from pathlib import Path

from fieldnotes.capture.acting import read_act
from fieldnotes.capture.linemode import Entered
from fieldnotes.errors import FieldnotesError
from fieldnotes.locations import keep_private, state_folder
from fieldnotes.text import clean_line, kept_in, visible

SAFE = "Nothing that was saved before is lost"


class NotSaved(FieldnotesError):
    """Lines that the disk refused to the last; `kept` is the file that has them, None where there is none."""

    def __init__(
        self, lines: Sequence[str], why: str | None = None, kept: Path | None = None, call: Sequence[str] = ()
    ) -> None:
        many = "1 line is" if len(lines) == 1 else f"{len(lines)} lines are"
        safe = "" if why and SAFE not in why else f", {SAFE[0].lower()}{SAFE[1:]}"
        if kept:
            words = f"{shlex.join(call)} - < {shlex.quote(str(kept))}"
            then = f"what is missing is in {kept}: put it right, and enter it with `{words}`"
        else:
            then = "mend that and enter again: " + "; ".join(f"“{visible(line)}”" for line in lines)
        super().__init__(f"{many} not saved ({short(why)}){safe}; {then}{'.' if kept else ''}")


def short(why: str | None) -> str:
    """The reason alone, of a sentence that says why a line is not saved."""
    return (why or "the disk refused it").removeprefix("Not saved: ").split(". ")[0].rstrip(".")


def unsaved_folder() -> Path:
    """Where such lines go."""
    return state_folder() / "unsaved"


def keep_unsaved(entered: Sequence[Entered], meeting: str) -> Path | None:
    """A new file of these lines, to be entered as they are; None where that disk refuses too."""
    name = f"{meeting[-8:]}-{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}.txt"
    content = "".join(f"{again(one)}\n" for one in entered)
    try:
        keep_private(unsaved_folder() / name, content.encode("utf-8"))
    except OSError:
        return None
    return unsaved_folder() / name


def again(entered: Entered) -> str:
    """A line as it is to be entered later: with the time it had, where it was entered in the meeting."""
    line = kept_in(entered.line.rstrip(" "), clean_line(entered.line).rstrip(" "))
    has_time = not entered.live or line.lstrip(" ").startswith("@") or read_act(line) is not None
    return line if has_time else f"@{entered.at:%H:%M:%S} {line.lstrip(' ')}"
