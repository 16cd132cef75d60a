"""Exporting from the start screen: the chosen meeting or all that are shown, as long work that can be stopped."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.errors import FieldnotesError
from fieldnotes.export.registry import known_formats, write
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.form import Form
from fieldnotes.tui.meetings import MeetingRow
from fieldnotes.tui.work import Tell, Work

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.tui.screens.start import StartScreen

_ALL = ("all", "all shown", "a")


class Exported(NamedTuple):
    """How many files were written, of how many meetings, and the first of the sentences about them."""

    files: int
    meetings: int
    of: int
    warnings: list[str]


def export_job(
    study: StudyArchive,
    meetings: Sequence[str],
    formats: Sequence[str],
    out: Path,
    tell: Tell,
    stop: threading.Event,
) -> Exported:
    """Write meetings, by id, one after another; a meeting is written whole or not begun.

    One that cannot be read is told and passed over. Raises CannotWrite.
    """
    files, done, warnings = 0, 0, []
    for identity in meetings:
        if stop.is_set():
            break
        tell(done, len(meetings))
        try:
            opened = study.open_meeting(identity)
            record, damage = opened.record(), [*opened.damage, *opened.damage_behind()]
            name = opened.folder.name
            opened.close()
        except (FieldnotesError, OSError) as error:
            warnings.append(str(error))
            continue
        written = write(record, out, formats, name)
        files += len(written.paths)
        done += 1
        warnings += [str(place) for place in damage[:1]] + written.warnings
    return Exported(files, done, len(meetings), warnings)


def formats_in(words: str) -> list[str]:
    """The names of formats, with commas or blanks between them, each once."""
    return list(dict.fromkeys(words.casefold().replace(",", " ").split()))


class _ExportForm:
    def __init__(self, screen: StartScreen, chosen: MeetingRow | None, shown: Sequence[MeetingRow]) -> None:
        assert screen.desk.study is not None
        self._screen, self._chosen, self._shown = screen, chosen, shown
        study = screen.desk.study.folder.resolve()
        self.which = Entry("Meetings", "this" if chosen else "all", "this, or all that are shown")
        self.formats = Entry("Formats", ", ".join(known_formats()), "pdf, text, json")
        self.out = Entry("Folder", str(study.parent / f"{study.name}-export"), "where the files go")
        entries = [self.which, self.formats, self.out]
        self.form = Form("Export", entries, self._enter, screen.stop_filling, self._read)

    def _meetings(self) -> list[str]:
        if self.which.text.casefold() in _ALL:
            return [row.id for row in self._shown]
        return [self._chosen.id] if self._chosen and self.which.text.casefold() == "this" else []

    def _unknown(self) -> list[str]:
        return [name for name in formats_in(self.formats.text) if name not in known_formats()]

    def _read(self, entry: Entry) -> None:
        count = len(self._meetings())
        if entry is self.which:
            entry.is_wrong = not count
            one = f"{self._chosen.day} {self._chosen.place}" if self._chosen else ""
            entry.understood = one if count == 1 else f"{count:,} meetings" if count else "this, or all"
        elif entry is self.formats:
            unknown = self._unknown()
            entry.is_wrong = bool(unknown)
            there = ", ".join(known_formats())
            entry.understood = f"no format: {', '.join(unknown)}; there are {there}" if unknown else ""

    def _enter(self) -> None:
        meetings, formats = self._meetings(), formats_in(self.formats.text)
        if not meetings:
            self.form.wrong(self.which, "Say which meetings: this, or all.")
        elif not formats or self._unknown():
            self.form.wrong(self.formats, f"Say in which formats; there are {', '.join(known_formats())}.")
        elif not self.out.text:
            self.form.wrong(self.out, "Say where to: a folder, which is made if it is missing.")
        else:
            self._begin(meetings, formats, Path(os.path.abspath(os.path.expanduser(self.out.text))))

    def _begin(self, meetings: list[str], formats: list[str], out: Path) -> None:
        study, screen = self._screen.desk.study, self._screen
        assert study is not None
        work: Work[Exported] = Work(
            "Exporting",
            lambda tell, stop: export_job(study, meetings, formats, out, tell, stop),
            lambda exported: _say(screen, exported, out),
            lambda why: screen.say(why, warning=True),
        )
        screen.stop_filling()
        screen.begin(work)


def _say(screen: StartScreen, exported: Exported, out: Path) -> None:
    files = f"{exported.files:,} file{'' if exported.files == 1 else 's'}"
    stopped = exported.meetings + len(exported.warnings) < exported.of
    after = f"; stopped after {exported.meetings:,} of {exported.of:,} meetings" if stopped else ""
    doubt = f" {exported.warnings[0]}" if exported.warnings else ""
    more = f" … and {len(exported.warnings) - 1:,} more." if len(exported.warnings) > 1 else ""
    screen.say(f"{files} written to {out}{after}.{doubt}{more}", warning=bool(doubt))


def export(screen: StartScreen) -> None:
    """Ask which meetings, in which formats and where to, and write them."""
    shown = screen.shown_meetings()
    chosen = screen.selected()
    if not shown and chosen is None:
        screen.say("There is no meeting to export yet: n makes one.")
        return
    screen.stop_asking()
    screen.fill_in(_ExportForm(screen, chosen, shown).form)
