"""Making a meeting, a study, the sample: forms on the start screen."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.errors import FieldnotesError
from fieldnotes.jottings.dates import read_day
from fieldnotes.jottings.header import read_start
from fieldnotes.model.clock import UnknownZone, local_instant, zone_of
from fieldnotes.model.meeting import Meeting
from fieldnotes.text import clean_line, name_key
from fieldnotes.tui import wording
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.form import Form
from fieldnotes.tui.work import Work, sentence

if TYPE_CHECKING:
    from fieldnotes.model.protocol import Protocol
    from fieldnotes.tui.screens.start import StartScreen

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
DEMO = "fieldnotes-demo"


def day_in(words: str, today: date) -> date | None:
    """`12 May 2004`, `2004-05-12`, `today`, `tomorrow`, `yesterday`; None for anything else."""
    near = _NEAR.get(words.strip().casefold())
    return read_day(words.strip()) if near is None else today + timedelta(days=near)


class _MeetingForm:
    """Reads what is filled in, and makes the meeting."""

    def __init__(self, screen: StartScreen) -> None:
        assert screen.desk.study is not None
        self._screen, self._study = screen, screen.desk.study.study
        like = screen.selected() or next(iter(screen.rows), None)
        self.site = Entry("Site", like.site if like else "", "the case, as the study calls it: Site B")
        self.body = Entry("Body", like.body if like else "", "what meets: PEC, board, working party")
        self.date = Entry("Date", "today", "12 May 2004, today, tomorrow")
        self.start = Entry("Start", "", "14:00; may be left empty")
        self.protocol = Entry("Protocol", self._study.protocol, "what it is observed by")
        entries = [self.site, self.body, self.date, self.start, self.protocol]
        self.form = Form("New meeting", entries, self._enter, screen.stop_filling, self._read)

    def _read(self, entry: Entry) -> None:
        entry.is_wrong = False
        if entry is self.date:
            day = day_in(entry.text, self._screen.desk.today())
            self._answer(entry, f"{_DAYS[day.weekday()]} {wording.day(day)}" if day else "", "no date: 12 May 2004")
        elif entry is self.start:
            at = read_start(entry.text) if entry.text else None
            said = f"{at:%H:%M} in {self._study.zone}" if at else "" if entry.text else "not known yet"
            self._answer(entry, said, "no time of day: 14:00")
        elif entry is self.protocol:
            found = self._frozen()
            self._answer(entry, found.title if found else "", "no protocol of that name")
        else:
            named = {row.site for row in self._screen.rows} | {row.body for row in self._screen.rows}
            is_new = named and entry.text and entry.text not in named
            self._answer(entry, "new to this study" if is_new else "", "")

    def _answer(self, entry: Entry, understood: str, wrong: str) -> None:
        entry.is_wrong = not understood and bool(entry.text) and bool(wrong)
        entry.understood = wrong if entry.is_wrong else understood

    def _frozen(self) -> Protocol | None:
        return self._screen.desk.protocol(self.protocol.text)

    def _enter(self) -> None:
        form, day, protocol = self.form, day_in(self.date.text, self._screen.desk.today()), self._frozen()
        for entry in (self.site, self.body):
            if not entry.text:
                form.wrong(entry, f"A meeting has a {entry.label.lower()}: {entry.hint}.")
                return
        start = read_start(self.start.text) if self.start.text else None
        if day is None:
            form.wrong(self.date, "This is no date; write it as 12 May 2004, 2004-05-12, today or tomorrow.")
        elif self.start.text and start is None:
            form.wrong(self.start, "This is no time of day; write it as 14:00, or leave it empty.")
        elif protocol is None:
            form.wrong(self.protocol, "There is no protocol of that name; meeting-observation is one.")
        else:
            zone = self._study.zone
            begins = local_instant(day, start, zone).at if start else None
            site, body = self.site.text, self.body.text
            head = Meeting(site=site, body=body, date=day, start=begins, zone=zone, protocol=protocol.name)
            self._make(head, protocol)

    def _make(self, meeting: Meeting, protocol: Protocol) -> None:
        try:
            made = self._screen.desk.new_meeting(meeting, protocol)
        except (FieldnotesError, OSError) as error:
            self.form.error = sentence(error)
            return
        self._screen.stop_filling()
        self._screen.made(made)


def new_meeting(screen: StartScreen) -> None:
    """Ask for site, body, date, start and protocol, and make the meeting."""
    screen.stop_asking()
    screen.fill_in(_MeetingForm(screen).form)


# -- studies


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
        self.zone = Entry("Time zone", machine_zone(), "Europe/London")
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
