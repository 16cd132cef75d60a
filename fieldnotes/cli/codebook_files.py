"""Codebooks that come in and go out as files: a plan that is said, and one change of the study."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldnotes.cli.output import complain, say, say_json, say_or_raise, telling
from fieldnotes.text import visible

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.intake.codebook.incoming import CodebookFile
    from fieldnotes.intake.codebook.plan import Plan


def bring(
    study: Path, files: Sequence[Path], form: str, observer: str | None, as_json: bool, dry_run: bool = False
) -> None:
    """Take codebook files into a study, each by one change; with `dry_run`, say what that would come to.

    All are read and planned before any is taken in. Raises what reading and planning raise.
    """
    from fieldnotes.archive import StudyArchive
    from fieldnotes.intake.codebook.incoming import read_codebook
    from fieldnotes.settings import observer_for

    archive = StudyArchive.open(study)
    archive.tell, archive.once = complain, True
    who = observer_for(observer, [])
    try:
        read = [read_codebook(path, form) for path in files]
        drawn = _planned(archive, read)
        if not dry_run:
            for file, planned in zip(read, drawn, strict=True):
                archive.change_codes(planned.edits, who, f"imported from {Path(file.source).name}")
    finally:
        archive.close()
    if not as_json:
        for note in (f"{file.source}: {note}" for file in read for note in file.notes):
            complain(visible(note))
    with telling("The codebook is imported."):
        if as_json:
            say_json([_shape(file, planned) for file, planned in zip(read, drawn, strict=True)], say_or_raise)
            return
        for file, planned in zip(read, drawn, strict=True):
            for line in _lines(file, planned, dry_run):
                say_or_raise(visible(line))


def _planned(archive: "StudyArchive", files: "Sequence[CodebookFile]") -> "list[Plan]":
    """The plans of several files, each for the codebook as those before it leave it."""
    from fieldnotes.intake.codebook.plan import plan
    from fieldnotes.model.codebook_edits import after

    book = archive.codebook()
    plans: list[Plan] = []
    for file in files:
        plans.append(plan(file, book, archive.study.id))
        book = after(book, plans[-1].edits)
    return plans


def _lines(file: "CodebookFile", planned: "Plan", dry_run: bool) -> Iterator[str]:
    for edit in planned.new:
        yield f"new: #{edit.after.called}"
    for edit in planned.taken_in:
        yield f"taken into the framework: #{edit.after.called}"
    for edit in planned.changed:
        old = edit.before.called if edit.before else edit.after.called
        yield f"changed: #{old}  ({', '.join(field.replace('_', ' ') for field in edit.fields)})"
    for code in planned.merged:
        yield f"left: #{code.called} is merged here"
    for code in planned.missing_in_file:
        yield f"not in the file, stays: #{code.called}"
    verb = "to add" if dry_run else "added"
    changed = f", {len(planned.changed)} {'to change' if dry_run else 'changed'}" if planned.changed else ""
    there = f", {len(planned.same)} there already" if planned.same else ""
    yield f"{file.source}: {len(planned.new)} {verb}{changed}{there}"


def _shape(file: "CodebookFile", planned: "Plan") -> dict[str, Any]:
    return {
        "file": file.source,
        "meeting": None,
        "added": len(planned.new),
        "changed": len(planned.changed),
        "there_already": len(planned.same),
        "new": [edit.after.name for edit in planned.new],
        "changes": [{"name": edit.after.name, "fields": edit.fields} for edit in planned.changed],
        "missing_in_file": [code.name for code in planned.missing_in_file],
        "merged": [code.name for code in planned.merged],
        "warnings": [{"line": 1, "text": "", "why": note} for note in file.notes],
    }


def send(study: Path, file: Path, as_json: bool) -> None:
    """Write the codebook of a study as .csv, .qdc or .toml, by the file's ending.

    Raises UnknownForm, CannotWrite, NoCodes.
    """
    from fieldnotes.archive import StudyArchive
    from fieldnotes.export.codebook.forms import FORMS, written
    from fieldnotes.export.placing import place
    from fieldnotes.intake.codebook.incoming import UnknownForm

    ending = file.suffix.casefold()
    if ending not in FORMS:
        raise UnknownForm(file)
    archive = StudyArchive.open(study)
    place(file, written(archive.codebook(), archive.study, ending))
    if as_json:
        say_json([str(file)])
    else:
        say(str(file))
