"""Codebooks in and out as files, from the codebook screen: a plan that is shown first, then one change."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.export.codebook.forms import FORMS, written
from fieldnotes.export.placing import place
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.form import Form
from fieldnotes.tui.meetings import Heading
from fieldnotes.tui.planrows import PlanRow
from fieldnotes.tui.work import Tell, Work

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.intake.codebook.incoming import CodebookFile
    from fieldnotes.intake.codebook.plan import Plan
    from fieldnotes.model.codebook import Codebook
    from fieldnotes.tui.codes.shelf import Draw
    from fieldnotes.tui.screens.codebook import CodebookScreen

_ENDINGS = ", ".join(FORMS)


def path_of(words: str) -> Path | None:
    """The file that is meant, also as a terminal writes one dropped on it; None where nothing is."""
    plain = words.strip().strip("'\"").replace("\\ ", " ").removeprefix("file://")
    return Path(os.path.abspath(os.path.expanduser(plain))) if plain else None


# -- out


class _ExportForm:
    def __init__(self, screen: CodebookScreen) -> None:
        self._screen = screen
        folder = screen.shelf.study.folder.resolve()
        name = str(folder.parent / f"{folder.name}-codebook.csv")
        self.file = Entry("File", name, f"a file that ends in {_ENDINGS}")
        self.form = Form("Export the codebook", [self.file], self._enter, screen.stop_filling, self._read)

    def _read(self, entry: Entry) -> None:
        path = path_of(entry.text)
        form = FORMS.get(path.suffix.casefold()) if path else None
        entry.is_wrong = bool(path) and form is None
        there = "; replaces the file that is there" if path and path.is_file() else ""
        entry.understood = f"{form}{there}" if form else f"the ending says the form: {_ENDINGS}" if path else ""

    def _enter(self) -> None:
        path, screen = path_of(self.file.text), self._screen
        if path is None or path.suffix.casefold() not in FORMS:
            self.form.wrong(self.file, f"Name a file that ends in {_ENDINGS}.")
            return
        book, study = screen.shelf.book, screen.shelf.study

        def job(tell: Tell, stop: threading.Event) -> Path:
            return place(path, written(book, study.study, path.suffix.casefold()))

        work = Work("Exporting", job, _say_written(screen, book), lambda why: screen.say(why, warning=True))
        if screen.begin(work):
            screen.stop_filling()


class _say_written:
    def __init__(self, screen: CodebookScreen, book: Codebook) -> None:
        self._screen, self._count = screen, len(book.living())

    def __call__(self, path: Path) -> None:
        self._screen.say(f"{self._count:,} code{'' if self._count == 1 else 's'} written to {path}.")


def export(screen: CodebookScreen) -> None:
    """Ask where to, and write the codebook there."""
    if not screen.shelf.book.codes:
        screen.say(f"There is no code to export yet: {screen.letter('new-code')} adds one.")
        return
    screen.stop_asking()
    screen.fill_in(_ExportForm(screen).form)


# -- in


class Planned(NamedTuple):
    """A file that was read, and what it would come to."""

    file: CodebookFile
    plan: Plan

    @property
    def reason(self) -> str:
        """The reason that the change is kept with."""
        return f"imported from {Path(self.file.source).name}"

    def again(self, study: StudyArchive) -> Draw:
        """Draws the same up for the codebook as it is by then."""
        from fieldnotes.intake.codebook.plan import plan

        return lambda book: plan(self.file, book, study.study.id).edits

    @property
    def says(self) -> str:
        """What it comes to, in a line."""
        new, changed, same = len(self.plan.new), len(self.plan.changed), len(self.plan.same)
        return f"{new:,} new, {changed:,} changed, {same:,} there already"


def read_and_plan(study: StudyArchive, book: Codebook, path: Path) -> Planned:
    """Read a codebook file, and plan what it would come to. Raises Unreadable, UnknownForm, CodebookFault."""
    from fieldnotes.intake.codebook.incoming import read_codebook  # wanted by an import
    from fieldnotes.intake.codebook.plan import plan

    file = read_codebook(path)
    return Planned(file, plan(file, book, study.study.id))


def plan_rows(planned: Planned) -> Iterator[PlanRow | Heading]:
    """The plan, line by line: what is new, what is changed and in what, what is left."""
    plan = planned.plan
    parts = {
        "New": [PlanRow("+", f"#{edit.after.called}", edit.after.title) for edit in plan.new],
        "Taken into the framework": [PlanRow("+", f"#{edit.after.called}") for edit in plan.taken_in],
        "Changed": [
            PlanRow("~", f"#{(edit.before or edit.after).called}", ", ".join(edit.fields).replace("_", " "))
            for edit in plan.changed
        ],
        "Merged here, left as they are": [PlanRow("→", f"#{code.called}") for code in plan.merged],
        "Not in the file, stay": [PlanRow("·", f"#{code.called}", code.title) for code in plan.missing_in_file],
        "There already": [PlanRow("=", f"#{code.called}", code.title) for code in plan.same],
        "Passed over in the file": [PlanRow("!", note) for note in planned.file.notes],
    }
    for title, rows in parts.items():
        if rows:
            yield Heading(title, len(rows))
            yield from rows


class _ImportForm:
    def __init__(self, screen: CodebookScreen) -> None:
        self._screen = screen
        self.file = Entry("File", "", f"a codebook: {_ENDINGS}; the plan is shown first")
        self.form = Form("Import a codebook", [self.file], self._enter, screen.stop_filling, self._read)

    def _read(self, entry: Entry) -> None:
        path = path_of(entry.text)
        is_one = path is not None and path.suffix.casefold() in FORMS
        entry.is_wrong = bool(path) and not (is_one and path and path.is_file())
        why = "no such file" if is_one else f"no codebook by its ending: {_ENDINGS} are"
        entry.understood = "" if path is None else why if entry.is_wrong else FORMS[path.suffix.casefold()]

    def _enter(self) -> None:
        path, screen = path_of(self.file.text), self._screen
        if path is None or self.file.is_wrong:
            self.form.wrong(self.file, f"Name a file that is there and ends in {_ENDINGS}.")
            return
        book, study = screen.shelf.book, screen.shelf.study
        work: Work[Planned] = Work(
            "Reading the codebook", lambda tell, stop: read_and_plan(study, book, path), screen.show_plan,
            lambda why: screen.say(why, warning=True),
        )  # fmt: skip
        if screen.begin(work):
            screen.stop_filling()


def bring_in(screen: CodebookScreen) -> None:
    """Ask for a file, and show what it would come to."""
    screen.stop_asking()
    screen.fill_in(_ImportForm(screen).form)
