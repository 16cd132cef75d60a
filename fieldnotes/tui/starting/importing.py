"""Bringing files in from the start screen, one by one, each planned whole; a second time adds nothing."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.call import Asked
from fieldnotes.intake.carrying_out import carry_out
from fieldnotes.intake.incoming import plan_files
from fieldnotes.intake.places import Places
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.form import Form
from fieldnotes.tui.work import Tell, Work, sentence

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.tui.screens.start import StartScreen

ENDINGS = (".jot", ".txt", ".vtt", ".srt", ".rttm")


class TakenIn(NamedTuple):
    """What an import did: files, lines, the last meeting, lines warned of, and what could not be read and why.

    `notices` may hold names of people: they are for the screen alone.
    """

    files: int = 0
    added: int = 0
    there_already: int = 0
    meeting: str = ""
    doubtful: int = 0
    notices: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def files_in(words: str) -> list[Path]:
    """The files that a path means, also as a terminal writes one dropped on it: itself, or those in a folder."""
    plain = words.strip().strip("'\"").replace("\\ ", " ").removeprefix("file://")
    path = Path(os.path.expanduser(plain)) if plain else None
    if path is None:
        return []
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS and file.is_file())
    return [path] if path.is_file() else []


def import_job(
    study: StudyArchive, files: Sequence[Path], meeting: str | None, tell: Tell, stop: threading.Event
) -> TakenIn:
    """Take files in one after another; each whole or not at all. What cannot be read is told and passed over.

    `meeting` is the one that recordings belong to.
    """
    done = TakenIn()
    study.once = True  # one backup for all the files
    try:
        for number, path in enumerate(files):
            if stop.is_set():
                break
            tell(number, len(files))
            done = _taken(study, path, meeting, done)
    finally:
        study.once = False
    return done


def _taken(study: StudyArchive, path: Path, meeting: str | None, done: TakenIn) -> TakenIn:
    places = Places(study)
    asked = Asked(study.folder, (path,))
    if asked.form_of(path) != "jottings":
        asked = asked._replace(meeting=meeting)
    try:
        (one,) = plan_files(asked, study, places)
        into = carry_out(study, one.place, one.planned, one.who)
    except (FieldnotesError, OSError) as error:
        return done._replace(failed=(*done.failed, f"{path.name}: {sentence(error)}"))
    finally:
        places.close()
    return done._replace(
        files=done.files + 1,
        added=done.added + one.planned.added,
        there_already=done.there_already + one.planned.there_already,
        meeting=into,
        doubtful=done.doubtful + len({warning.line for warning in one.planned.warnings}),
        notices=(*done.notices, *one.planned.notices),
    )


class _ImportForm:
    def __init__(self, screen: StartScreen) -> None:
        self._screen = screen
        self.path = Entry(
            "File or folder", "", "jottings (.jot, .txt), a transcript (.vtt, .srt), turns (.rttm), or a folder"
        )
        self.form = Form("Bring notes in", [self.path], self._enter, screen.stop_filling, self._look)

    def _look(self, entry: Entry) -> None:
        files = files_in(entry.text)
        entry.is_wrong = bool(entry.text) and not files
        names = ", ".join(file.name for file in files[:3]) + (" …" if len(files) > 3 else "")
        many = f"{len(files)} files: " if len(files) > 1 else ""
        into = self._into(files)
        entry.understood = (
            f"{many}{names}{into}" if files else "nothing there that could be read" if entry.text else ""
        )

    def _into(self, files: list[Path]) -> str:
        """Which meeting recordings go into: the one that is chosen in the list."""
        if all(Asked(Path(), ()).form_of(file) == "jottings" for file in files):
            return ""
        chosen = self._screen.selected()
        return f" → recordings into {chosen.date} {chosen.site} · {chosen.body}" if chosen else ""

    def _enter(self) -> None:
        files, screen, study = files_in(self.path.text), self._screen, self._screen.desk.study
        if not files or study is None:
            self.form.wrong(self.path, "Name a file that is there, or a folder with such files in it.")
            return
        chosen = screen.selected()
        meeting = chosen.id if chosen else None
        work: Work[TakenIn] = Work(
            "Bringing in",
            lambda tell, stop: import_job(study, files, meeting, tell, stop),
            lambda taken: _say(screen, taken, len(files)),
            lambda why: screen.say(why, warning=True),
        )
        screen.stop_filling()
        screen.begin(work)


def _say(screen: StartScreen, taken: TakenIn, of: int) -> None:
    there = f", {taken.there_already:,} there already" if taken.there_already else ""
    doubt = f", {taken.doubtful:,} kept as text, word for word" if taken.doubtful else ""
    stopped = "; stopped" if taken.files + len(taken.failed) < of else ""
    failed = f" Not taken: {taken.failed[0]}" if taken.failed else ""
    more = f" … and {len(taken.failed) - 1} more." if len(taken.failed) > 1 else ""
    if taken.meeting:
        screen.choose_meeting(taken.meeting)
        screen.look_again()
    files = f"{taken.files} file{'' if taken.files == 1 else 's'}"
    noticed = " " + " ".join(taken.notices) if taken.notices else ""
    said = f"{files}: {taken.added:,} lines added{there}{doubt}{stopped}.{failed}{more}{noticed}"
    screen.say(said, warning=bool(failed or noticed))


def bring_in(screen: StartScreen) -> None:
    """Ask for a file or a folder, and take in what is there."""
    if screen.desk.study is None:
        screen.say("No study is open: n makes one, d opens the demo.")
        return
    screen.stop_asking()
    screen.fill_in(_ImportForm(screen).form)
