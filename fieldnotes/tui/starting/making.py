"""Making a study, or the sample, from the start screen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.errors import FieldnotesError
from fieldnotes.model.clock import UnknownZone, zone_of
from fieldnotes.text import clean_line, name_key
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.form import Form
from fieldnotes.tui.work import Work, sentence

if TYPE_CHECKING:
    from fieldnotes.tui.screens.start import StartScreen

DEMO = "fieldnotes-demo"


def machine_zone() -> str:
    """The zone this machine stands in, as its clock's link says; Europe/London where nothing says."""
    said = os.environ.get("TZ", "").removeprefix(":")
    try:
        linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    except OSError:
        linked = ""
    for name in filter(None, (said, linked)):
        try:
            return zone_of(name).key
        except UnknownZone:
            continue
    return "Europe/London"


class _StudyForm:
    def __init__(self, screen: StartScreen) -> None:
        self._screen = screen
        self.name = Entry("Name", "", "what the study is called")
        self.folder = Entry("Folder", "", "where it lies; made from the name where this is left empty")
        self.zone = Entry("Time zone", "", "Europe/London")
        self.zone.give(machine_zone())
        entries = [self.name, self.folder, self.zone]
        self.form = Form("New study", entries, self._enter, screen.stop_filling, self._read)

    @property
    def _path(self) -> Path | None:
        typed = self.folder.text or name_key(clean_line(self.name.text))
        return Path(os.path.abspath(os.path.expanduser(typed))) if typed else None

    def _read(self, entry: Entry) -> None:
        path = self._path
        self.folder.understood = str(path) if path else ""
        if entry is self.zone:
            entry.is_wrong = not _is_zone(entry.text)
            entry.understood = "no time zone: Europe/London, Africa/Nairobi" if entry.is_wrong else ""

    def _enter(self) -> None:
        path = self._path
        if not self.name.text or path is None:
            self.form.wrong(self.name, "A study has a name; it can be a short one.")
        elif not _is_zone(self.zone.text):
            self.form.wrong(self.zone, "This is no time zone; write one such as Europe/London.")
        else:
            self._make(path)

    def _make(self, path: Path) -> None:
        try:
            self._screen.desk.new_study(path, self.name.text, self.zone.text)
        except (FieldnotesError, OSError) as error:
            self.form.error = sentence(error)
            return
        self._screen.stop_filling()
        self._screen.open_study_rows()
        self._screen.say(f"The study is in {path}. n makes its first meeting.")


def _is_zone(name: str) -> bool:
    try:
        return bool(zone_of(name))
    except UnknownZone:
        return False


def new_study(screen: StartScreen) -> None:
    """Ask for a name, a folder and a time zone, and make the study."""
    screen.stop_asking()
    screen.fill_in(_StudyForm(screen).form)


def demo(screen: StartScreen) -> None:
    """Make the sample study in a folder of the working directory, or open the one that is there."""
    screen.stop_asking()
    folder = Path.cwd() / DEMO

    def opened(meeting: str) -> None:
        screen.open_study_rows()
        screen.choose_meeting(meeting)
        screen.say(f"The sample study is in {folder}. Enter opens its meeting, which runs now.")

    work: Work[str] = Work(
        "Making the sample study", lambda tell, stop: screen.desk.open_demo(folder), opened,
        lambda why: screen.say(why, warning=True),
    )  # fmt: skip
    screen.begin(work)
