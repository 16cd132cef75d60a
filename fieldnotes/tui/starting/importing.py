"""Bringing files in from the start screen: their plan is shown, Enter does it; a second time adds nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.intake.call import Asked
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.form import Form
from fieldnotes.tui.starting.brought import Brought, TakenIn, act_job, plan_job
from fieldnotes.tui.work import Work

if TYPE_CHECKING:
    from fieldnotes.tui.meetings import Heading
    from fieldnotes.tui.planrows import PlanRow
    from fieldnotes.tui.screens.start import StartScreen

ENDINGS = (".jot", ".txt", ".vtt", ".srt", ".rttm")


def files_in(words: str) -> list[Path]:
    """The files that a path means, also as a terminal writes one dropped on it: itself, or those in a folder."""
    plain = words.strip().strip("'\"").replace("\\ ", " ").removeprefix("file://")
    path = Path(os.path.expanduser(plain)) if plain else None
    if path is None:
        return []
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS and file.is_file())
    return [path] if path.is_file() else []


class _ImportForm:
    def __init__(self, screen: StartScreen) -> None:
        self._screen = screen
        self.path = Entry(
            "File or folder",
            "",
            "jottings (.jot, .txt), a transcript (.vtt, .srt), turns (.rttm), or a folder",
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
        work: Work[list[Brought]] = Work(
            "Reading the files",
            lambda tell, stop: plan_job(study, files, meeting, tell, stop),
            lambda found: _show(screen, found, files, meeting),
            lambda why: screen.say(why, warning=True),
        )
        if screen.begin(work):
            screen.stop_filling()


def _show(screen: StartScreen, found: list[Brought], files: Sequence[Path], meeting: str | None) -> None:
    if len(found) < len(files):
        screen.say("Stopped; nothing was brought in.")
    else:
        plan = ShownPlan(screen, found, meeting)
        screen.show_plan(plan)
        plan.say()


class ShownPlan:
    """The plan of an import as the start screen lists it; `meeting` was chosen when it was asked for."""

    def __init__(self, screen: StartScreen, files: Sequence[Brought], meeting: str | None) -> None:
        self._screen, self._files, self.meeting = screen, files, meeting

    @property
    def rows(self) -> list[PlanRow | Heading]:
        """Line by line, under a heading for each file."""
        return [row for one in self._files for row in one.rows]

    @property
    def foot(self) -> str:
        """What it comes to."""
        return _counts([one for one in self._files if not one.failed], "to add")

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to do."""
        return not any(one.does for one in self._files)

    def say(self) -> None:
        """What can be done with it now."""
        failed = sum(bool(one.failed) for one in self._files)
        not_taken = f" {failed} file{'' if failed == 1 else 's'} cannot be read." if failed else ""
        if self.is_empty:
            self._screen.say(f"There is nothing new to bring in.{not_taken} Esc goes back.", warning=bool(failed))
        else:
            then = "Enter brings it in; Esc leaves everything as it is."
            self._screen.say(f"{then}{not_taken}", warning=bool(failed))

    def enter(self) -> None:
        """Do it, unless it is another plan by now, which is shown then."""
        screen, study = self._screen, self._screen.desk.study
        if self.is_empty or study is None:
            screen.stop_seeking()
            screen.say()
            return
        work: Work[TakenIn | list[Brought]] = Work(
            "Bringing in",
            lambda tell, stop: act_job(study, self._files, self.meeting, tell, stop),
            self._done,
            lambda why: screen.say(why, warning=True),
        )
        screen.begin(work)

    def _done(self, came: TakenIn | list[Brought]) -> None:
        if isinstance(came, TakenIn):
            _say(self._screen, came, len(self._files))
            return
        self._screen.show_plan(ShownPlan(self._screen, came, self.meeting))
        said = "The files or the meeting changed since: this is the plan now. Enter brings it in; Esc leaves it."
        self._screen.say(said, warning=True)


def _counts(files: Sequence[Brought], verb: str) -> str:
    """`2 files: 12 lines to add, 3 there already, 1 warned of`"""
    there, doubtful = sum(one.there_already for one in files), sum(one.doubtful for one in files)
    already = f", {there:,} there already" if there else ""
    doubt = f", {doubtful:,} warned of" if doubtful else ""
    many = f"{len(files)} file{'' if len(files) == 1 else 's'}"
    lines = sum(one.added for one in files)
    return f"{many}: {lines:,} line{'' if lines == 1 else 's'} {verb}{already}{doubt}"


def _say(screen: StartScreen, taken: TakenIn, of: int) -> None:
    stopped = "; stopped" if len(taken.files) + len(taken.failed) < of else ""
    failed = f" Not taken: {taken.failed[0]}" if taken.failed else ""
    more = f" … and {len(taken.failed) - 1} more." if len(taken.failed) > 1 else ""
    screen.show_meetings()
    if taken.meeting:
        screen.choose_meeting(taken.meeting)
        screen.look_again()
    noticed = " ".join(["", *(notice for one in taken.files for notice in one.notices)])
    said = f"{_counts(taken.files, 'added')}{stopped}.{failed}{more}{noticed}"
    screen.say(said, warning=bool(failed or noticed))


def bring_in(screen: StartScreen) -> None:
    """Ask for a file or a folder, and show what would be taken in."""
    if screen.desk.study is None:
        screen.say("No study is open: n makes one, d opens the demo.")
        return
    screen.stop_asking()
    screen.fill_in(_ImportForm(screen).form)
