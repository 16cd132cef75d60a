"""Exporting: what, for which tool, with what in it, where to; what that comes to; and all that came of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual import events
from textual.content import Content
from textual.widget import Widget

from fieldnotes.tui.exporting import told
from fieldnotes.tui.exporting.asking import ExportForm
from fieldnotes.tui.exporting.choice import Choice
from fieldnotes.tui.exporting.job import Exporting, Report
from fieldnotes.tui.exporting.kept import Chosen, last_chosen, remember
from fieldnotes.tui.exporting.places import Places
from fieldnotes.tui.exporting.plan import Plan, planned
from fieldnotes.tui.screens.page import Deed, Page
from fieldnotes.tui.tables import keys_section
from fieldnotes.tui.tables.export import FILLING
from fieldnotes.tui.widgets.aside import Aside
from fieldnotes.tui.widgets.form import FormWidget
from fieldnotes.tui.work import Work
from fieldnotes.tui.wrapping import Row

if TYPE_CHECKING:
    from fieldnotes.export.outgoing import Asked
    from fieldnotes.tui.desk import Desk
    from fieldnotes.tui.widgets.help import Section

WIDE = 100
"""Columns from which on what will be written stands beside the form."""
_FRAME, _TOLD = 2, 5
_PAUSE = 0.3
"""Seconds without a key after which the folder is looked into."""
_READS = {"up": -1, "down": 1, "home": -9999, "end": 9999}
_SHOWN = (
    ("write-out", "write"), ("report", "last report"), ("anew", "anew"), ("help", "help"), ("back", "back"),
)  # fmt: skip
View = Literal["form", "report"]


class ExportPage(Page):
    """The page on the study that is open; `meeting` is chosen on the start screen, `shown` are those it lists.

    `at_once` writes what was chosen the last time.
    """

    TABLE = "export"
    CSS_PATH = Path(__file__).with_suffix(".tcss")

    def __init__(
        self, desk: Desk, meeting: str | None = None, shown: Sequence[str] = (), *, at_once: bool = False
    ) -> None:
        assert desk.study is not None
        self.study, self._at_once = desk.study, at_once
        self.places = Places(desk.study, desk.rows_at_once(), meeting, shown)
        self.view: View = "form"
        self.report: Report | None = desk.exported.get(str(self.study.folder))
        self._there: tuple[str, frozenset[str]] = "", frozenset()
        self._planned: tuple[tuple[Asked, tuple[str, ...], frozenset[str]], Plan] | None = None
        self._has_begun = self._waits = False
        self._last = last_chosen(self.study.folder)
        self.filled = self._begun(self._last or self._usual())
        super().__init__(desk)
        self.form_shown = FormWidget(lambda: self.filled, lambda: self.view == "form", id="export-form", dense=True)
        self.told = Aside(self._told_beside, id="export-told")
        self.takers[:] = [self.filled]

    def _usual(self) -> Chosen:
        """What a study is begun with: the chosen meeting on paper, in a folder beside the study."""
        folder = self.study.folder.resolve()
        return Chosen(self.places.which[0].value, "paper", out=str(folder.parent / f"{folder.name}-export"))

    def _begun(self, chosen: Chosen) -> ExportForm:
        return ExportForm(self.places.which, chosen, self.write_out, self._back, self._changed)

    def body(self) -> Iterable[Widget]:
        """The form, and what it comes to."""
        yield self.form_shown
        yield self.told

    # -- what it says of itself

    def where(self) -> str:
        """The study."""
        return f"Export · {self.study.study.name}"

    def counts(self) -> str:
        """How much would be written."""
        return "" if self.view == "report" else self.plan().counts

    def help_sections(self) -> list[Section]:
        """How it is filled in, then the keys."""
        return [("Fields", FILLING), keys_section(self.commands)]

    def footer(self) -> Sequence[tuple[str, str, str]]:
        """The keys of the entry in hand; of what was written."""
        if self.view == "report":
            first = [("enter", "Enter", "choices"), ("down", "Down", "read on")]
            kept = [key for key in _SHOWN if key[0] in ("help", "back")]
        else:
            entry = self.filled.entry
            first = [("space", "Space", "another")] if isinstance(entry, Choice) else []
            first += [("tab", "Tab", "completes")] if entry is self.filled.formats else []
            kept = [key for key in _SHOWN if key[0] != "report" or self.report]
        return [*first, *((command, self.key_of(command), word) for command, word in kept)]

    def plan(self) -> Plan:
        """What would be written now."""
        folder, names = self._there
        there = names if folder == str(self.filled.folder) else frozenset[str]()
        key = self.filled.asked(), self.filled.stems, there
        if self._planned is None or self._planned[0] != key:
            asked, stems, _ = key
            self._planned = key, planned(asked, stems, self.study.folder.resolve().name, there)
        return self._planned[1]

    def _told_beside(self, width: int) -> list[Row]:
        if self.view == "report" and self.report:
            return told.after(self.report, width)
        return told.before(self.filled, self.plan(), width)

    # -- filling in

    def begins(self) -> None:
        """Fit into the window; write at once where that was asked for."""
        self._has_begun = True
        self.form_shown.border_title = Content(self.filled.title)
        self._fit()
        self.look()
        self._look_there()
        if self._at_once and self._last is None:
            self.say(f"Nothing was exported here before: choose, then {self.key_of('write-out')} writes it.")
        elif self._at_once or self._waits:
            self.write_out()

    def _changed(self) -> None:
        if self._has_begun:
            self._fit()
            self.told.begin()
            self.set_timer(_PAUSE, partial(self._look_there, self.filled.out.text))

    def _look_there(self, words: str | None = None) -> None:
        """Look into the folder, for what would be replaced; a disk that sleeps keeps no key waiting.

        Nothing is done where other `words` stand there by now.
        """
        folder = self.filled.folder
        if (
            not self._has_begun
            or folder is None
            or self._there[0] == str(folder)
            or words not in (None, self.filled.out.text)
        ):
            return

        def seen(names: frozenset[str]) -> None:
            self._there = str(folder), names
            self.look()

        self.begin_beside(Work("Looking there", lambda tell, stop: _names_in(folder), seen))

    def look(self) -> None:
        """Paint what a key changed."""
        super().look()
        if not self._has_begun:
            return
        self.set_class(self.view == "report", "-done")
        self.form_shown.refresh()
        self.told.entitle("What was written" if self.view == "report" else "What will be written")
        self.told.renew()
        self.top.renew()

    def other_key(self, key: str, character: str | None) -> bool:
        """What was written is read; Enter goes back to the choices."""
        if key in _READS:
            self.told.scroll_rows(_READS[key])
        elif key in ("enter", "ctrl+j"):
            self._show("form")
        else:
            return False
        return True

    def on_form_widget_pressed(self) -> None:
        """An entry was clicked."""
        self.look()

    def on_resize(self, event: events.Resize) -> None:
        """Beside one another where there is room."""
        self._fit(event.size.width, event.size.height)

    def _fit(self, width: int = 0, height: int = 0) -> None:
        wide = (width or self.app.size.width) >= WIDE
        self.set_class(wide, "-wide")
        most = (height or self.app.size.height) - 3 - _TOLD
        rows = min(len(self.filled.entries) + _FRAME, max(_FRAME + 3, most))
        self.form_shown.styles.height = None if wide else rows

    # -- deeds

    def own_deeds(self) -> Mapping[str, Deed]:
        """What the commands of its table do."""
        return {
            "write-out": self.write_out,
            "report": self._show_report,
            "anew": self._anew,
            "details-up": partial(self._scroll, -1),
            "details-down": partial(self._scroll, 1),
            "back": self._back,
            "leave": self._leave,
        }

    def _scroll(self, by: int) -> None:
        self.told.scroll_rows(by * max(1, self.told.content_size.height - 1))

    def _show(self, view: View) -> None:
        self.view = view
        self.takers[:] = [self.filled] if view == "form" else []
        self.told.begin()
        self.look()

    def _show_report(self) -> None:
        if self.report:
            self._show("report")
        else:
            self.say(f"Nothing was written yet; {self.key_of('write-out')} writes it.")

    def _anew(self) -> None:
        self.filled = self._begun(self._usual())
        self._show("form")
        self._fit()
        self._look_there()

    def _back(self) -> None:
        if self.stop_working():
            return
        if self.view == "report":
            self._show("form")
        else:
            self.shell.leave(self)

    def _leave(self) -> None:
        """What is under way is ended first, so that it can be told what was written."""
        if self.stop_working():
            self.say("The export ends with the meeting that it is at; then this screen can be left.")
        else:
            self.shell.leave(self)

    # -- writing

    def write_out(self) -> None:
        """Write what was asked for, or say what is missing; keys may come before the page is there."""
        if not self._has_begun:
            self._waits = True
            return
        if fault := self.filled.fault():
            self._show("form")
            self.filled.wrong(*fault)
            return
        if not self.filled.stems:
            self.say("There is no meeting to export yet: n on the start screen makes one.")
            return
        asked = self.filled.asked()
        exporting = Exporting(self.study, self.places.of(self.filled.stems), asked)
        work: Work[Report] = Work("Exporting", exporting.run, partial(self._written, asked), self._failed)
        if self.begin(work):
            self.say()
            remember(self.study.folder, self.filled.chosen())

    def _written(self, asked: Asked, report: Report) -> None:
        self.report = self.desk.exported[str(self.study.folder)] = report
        self._there = "", frozenset()
        self.say()
        self._show("report")
        self._look_there()

    def _failed(self, why: str) -> None:
        self.say(why, warning=True)


def _names_in(folder: Path) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return frozenset()
