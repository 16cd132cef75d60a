"""The capture screen, from the command line: what has to be there before it, and what is said after it."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.cli.briefly import uncollected
from fieldnotes.cli.output import complain
from fieldnotes.errors import FieldnotesError
from fieldnotes.text import visible

if TYPE_CHECKING:
    from fieldnotes.model.codebook import Code
    from fieldnotes.tui.desk import Unsaved


class NotSavedYet(FieldnotesError):
    """Lines that the disk of the study refused to the last, and that are kept outside of it."""

    def __init__(self, lines: list[str]) -> None:
        many = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
        super().__init__(
            f"The disk refused {many}, kept outside the study (`fieldnotes paths`: drafts): "
            "make room and open this meeting again, which saves what is missing."
        )


class NoTerminal(FieldnotesError):
    """The screen was asked for where there is no terminal to draw it on."""

    def __init__(self, study: Path | None, instead: str = "lines go in with: fieldnotes add {} last -") -> None:
        then = instead.format(study) if study else "see a study with: fieldnotes demo"
        super().__init__(f"The screen needs a terminal, and this is none; {then}")


def run_screen(study: Path, meeting: str, observer: str | None) -> None:
    """The capture screen, until it is left; what the disk refused to the last is printed."""
    if not has_terminal():
        raise NoTerminal(study)
    from fieldnotes.cli.found import find_meeting, open_found  # the archive, which the start screen begins without
    from fieldnotes.cli.given import heard_words

    with uncollected():
        signs = observer and heard_words(observer)
        found = find_meeting(study, meeting)
        from fieldnotes.archive.glimpse import glimpse
        from fieldnotes.tui.app import capture as show_screen  # 0.3 s: Textual
        from fieldnotes.tui.opening import Opened, Opening

    def opened() -> Opened:
        with uncollected():  # ten thousand observations are no garbage either
            return Opened(*open_found(found, signs))

    seen = glimpse(found.place.folder)
    zone = seen.meeting.zone if seen.meeting else found.archive.study.zone
    session = show_screen(Opening(seen, zone, opened))
    unsaved = session.close() if session else []
    if session and unsaved:
        from fieldnotes.cli.unsaved import NotSaved  # the line mode, which the start screen begins without

        raise NotSavedYet(unsaved) if session.outlives else NotSaved(unsaved)


def run_write_up(study: Path, meeting: str, observer: str | None) -> None:
    """The write-up screen, until it is left; what the disk refused to the last is kept as a draft, and said."""
    if not has_terminal():
        raise NoTerminal(study, "a fuller note goes in with: fieldnotes write {} last LINE-ID -")
    from fieldnotes.cli.lines import open_session  # as above

    with uncollected():
        session = open_session(study, meeting, observer)
        from fieldnotes.tui.writeup import write_up  # 0.4 s: Textual

    unsaved = write_up(session)
    if unsaved:
        from fieldnotes.cli.unsaved import NotSaved  # as above

        raise NotSavedYet(unsaved) if session.outlives else NotSaved(unsaved)


def run_start(study: Path | None) -> None:
    """The start screen, on a study or on the one opened last; what the disk refused to the last is printed."""
    if not has_terminal():
        raise NoTerminal(study)
    with uncollected():
        from fieldnotes.tui.desk import Desk, Supplies

        desk = Desk(Supplies(_codebook, _demo))
        if study is not None:
            desk.open_study(study)
        else:
            desk.open_last()
        from fieldnotes.tui.shell import run_shell  # 0.4 s: Textual

    run_shell(desk)
    for sentence in desk.told:
        complain(visible(sentence))
    _raise_unsaved(desk.unsaved)


# What the desk is given, each imported when it is asked for: nothing under `tui` may import the command line.


def _codebook(name: str) -> "tuple[Code, ...]":
    from fieldnotes.cli.shipped import shipped_codebook

    return shipped_codebook(name)


def _demo(folder: Path) -> tuple[str, str]:
    from fieldnotes.cli.sample import build

    return build(folder)


def _raise_unsaved(unsaved: "list[Unsaved]") -> None:
    """Raise for what the disk refused: for what nothing keeps, where there is any."""
    lost = [line for one in unsaved if not one.outlives for line in one.lines]
    if lost:
        from fieldnotes.cli.unsaved import NotSaved

        raise NotSaved(lost)
    if unsaved:
        raise NotSavedYet([line for one in unsaved for line in one.lines])


def has_terminal() -> bool:
    """True where a screen can be drawn and keys come."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty())


def run_as_asked(words: Sequence[str]) -> None:
    """The words after `capture`, as `is_plain_capture` knows them."""
    study, meeting, *option = words
    run_screen(Path(study), meeting, option[1] if option else None)
