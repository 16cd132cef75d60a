"""`import` and `export`: what comes in and what goes out."""

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.output import complain, complain_of_damage, say, say_json, say_or_raise, telling
from fieldnotes.cli.words import DAY, START, ZONE
from fieldnotes.errors import FieldnotesError, UsageError

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.intake.jottings_import import Imported
    from fieldnotes.jottings.file import JottingsFile
    from fieldnotes.jottings.warned import Warned

_FORMS = ("jottings", "qdc")
_LATER = ("vtt", "srt", "rttm", "csv", "qdpx")


class Strict(FieldnotesError):
    """`--strict`, and there are warnings."""

    def __init__(self, count: int) -> None:
        lines = "1 line is" if count == 1 else f"{count} lines are"
        super().__init__(f"{lines} not understood, and --strict was asked for: nothing was imported.")


class Unreadable(FieldnotesError):
    """A file that cannot be opened."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path} cannot be read ({error.strerror}); nothing was imported. Look at its name and place."
        )


class NotYet(UsageError):
    """Something the command line reserves and this version does not do."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not possible in this version; nothing was changed.")


@click.command("import")
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as", "form", type=click.Choice([*_FORMS, *_LATER]), default="jottings", show_default=True)
@click.option("--site", help="The site, instead of the file's.")
@click.option("--body", help="What meets, instead of the file's.")
@click.option("--date", "day", type=DAY, help="The date, instead of the file's.")
@click.option("--start", type=START, help="The start, instead of the file's.")
@click.option("--zone", type=ZONE, help="The time zone, instead of the file's.")
@click.option("--observer", help="Who signs, where the file names no observer.")
@click.option("--strict", is_flag=True, help="Import nothing if any line is warned of.")
@click.option("--amend", is_flag=True, help="Take changed lines as amendments.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def import_files(
    study: Path,
    files: tuple[Path, ...],
    form: str,
    site: str | None,
    body: str | None,
    day: date | None,
    start: time | None,
    zone: str | None,
    observer: str | None,
    strict: bool,
    amend: bool,
    as_json: bool,
) -> None:
    """Bring jottings files, or the codebooks of other programs, into a study; importing one twice adds nothing."""
    if form == "qdc":
        from fieldnotes.cli.codebook_files import bring as bring_codebooks

        bring_codebooks(study, files, form, observer, as_json)
        return
    if form in _LATER or amend:
        raise NotYet("import --amend" if amend else f"import --as {form}")
    from fieldnotes.archive import StudyArchive
    from fieldnotes.intake.jottings_import import take_in
    from fieldnotes.jottings.file import Given
    from fieldnotes.settings import observer_for

    archive = StudyArchive.open(study)
    archive.tell, archive.once = complain, True  # one backup for all the files
    given = Given(archive.study.zone, observer_for(observer, []), site, body, day, start, zone)
    read = [(path, _read(path, archive, given)) for path in files]
    warned = sum(len({warning.line for warning in file.warnings}) for _, file in read)
    if not as_json or (strict and warned):
        for path, file in read:
            _tell_warnings(path, file.warnings)
    if strict and warned:
        raise Strict(warned)
    done = [(path, file, take_in(archive, file)) for path, file in read]
    archive.close()
    with telling(_in_short([imported for _, _, imported in done])):
        if as_json:
            say_json([_shape(path, file, imported) for path, file, imported in done], say_or_raise)
            return
        for path, file, imported in done:
            _tell(path, len(file.warnings), imported)


def _in_short(done: "list[Imported]") -> str:
    meetings = list(dict.fromkeys(imported.meeting for imported in done))
    lines, files = sum(imported.added for imported in done), len(done)
    of = f"{files} file{'s' if files > 1 else ''}"
    return f"{of} imported, {lines} added (meeting{'s' if len(meetings) > 1 else ''} {', '.join(meetings)})."


def _read(path: Path, archive: "StudyArchive", given: Any) -> "JottingsFile":
    from fieldnotes.archive.offered import find_offered
    from fieldnotes.intake.jottings_import import seen_by_others
    from fieldnotes.intake.kept import with_kept_protocol
    from fieldnotes.jottings.file import Known, decode, read_file
    from fieldnotes.jottings.setting import nowhere
    from fieldnotes.jottings.warned import Warned

    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(path, error) from error
    text, odd = decode(content)
    own = archive.protocols()
    known = Known(lambda name: find_offered(name, own), archive.codes(), study=archive.study.name)
    known = known._replace(default=archive.study.protocol)
    file = read_file(text, str(path), known, given)
    elsewhere = seen_by_others(archive, file)
    if elsewhere is not nowhere:
        known = with_kept_protocol(known, archive, file)
        file = read_file(text, str(path), known._replace(elsewhere=elsewhere), given)
    return file._replace(warnings=(Warned(1, "", odd), *file.warnings)) if odd else file


def _tell_warnings(path: Path, warnings: "tuple[Warned, ...]") -> None:
    from fieldnotes.text import visible

    for warning in warnings:
        complain(visible(f"{path}:{warning.line}: {warning.text.strip()} — {warning.why}"))


def _tell(path: Path, warnings: int, imported: "Imported") -> None:
    from fieldnotes.jottings.words import say as in_words
    from fieldnotes.text import visible

    for sentence in imported.kept:
        say_or_raise(visible(sentence))
    for seen in imported.missing_in_file:
        say_or_raise(visible(f"not in the file: {seen.at:%H:%M:%S}  {seen.typed or in_words(seen)}"))
    there = f", {imported.there_already} there already" if imported.there_already else ""
    doubt = f", {warnings} warned of" if warnings else ""
    say_or_raise(f"{path}: {imported.added} added{there}{doubt} (meeting {imported.meeting})")


def _shape(path: Path, file: "JottingsFile", imported: "Imported") -> dict[str, Any]:
    from fieldnotes.export.shape import iso

    return {
        "file": str(path),
        "meeting": imported.meeting,
        "added": imported.added,
        "there_already": imported.there_already,
        "missing_in_file": [
            {"id": seen.id, "at": iso(seen.at), "line": seen.typed or seen.text}
            for seen in imported.missing_in_file
        ],
        "warnings": [warning._asdict() for warning in file.warnings],
    }


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("meetings", nargs=-1)
@click.option("--to", "formats", required=True, help="text, json, pdf, qdc: one or more, with commas.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="The folder to write to."
)
@click.option("--json", "as_json", is_flag=True, help="The paths as JSON.")
def export(study: Path, meetings: tuple[str, ...], formats: str, out: Path, as_json: bool) -> None:
    """Write meetings (all, if none is named) in one or more formats; prints each path."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.export.registry import OF_A_STUDY, known_formats, write

    wanted = list(dict.fromkeys(name.strip().casefold() for name in formats.split(",") if name.strip()))
    known = [*known_formats(), *OF_A_STUDY]
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        raise UsageError(
            f"“{', '.join(unknown) or formats}” is not a format; there are: {', '.join(known)}. "
            "Nothing was written."
        )
    archive = StudyArchive.open(study)
    places = list(dict.fromkeys(archive.find(ref) for ref in meetings)) or archive.meetings()
    whole = _write_whole(archive, out, [name for name in wanted if name in OF_A_STUDY])
    paths = [str(path) for path in whole]
    if not as_json:
        for path in whole:
            say(str(path))
    wanted = [name for name in wanted if name not in OF_A_STUDY]
    for place in places if wanted else ():
        opened = archive.open_meeting(place)
        complain_of_damage([*opened.damage, *opened.damage_behind()])
        written = write(opened.record(), out, wanted, place.folder.name)
        for warning in written.warnings:
            complain(warning)
        paths += [str(path) for path in written.paths]
        if not as_json:
            for path in written.paths:
                say(str(path))
    if as_json:
        say_json(paths)


def _write_whole(archive: "StudyArchive", out: Path, formats: list[str]) -> "list[Path]":
    """Write what holds the whole study, as `<study>.<ending>` by the name of its folder."""
    from fieldnotes.cli.codebook_files import written
    from fieldnotes.export.placing import place

    stem = archive.folder.resolve().name
    made = [(out / f"{stem}.{name}", written(archive, f".{name}")) for name in formats]
    return [place(path, content) for path, content in made]


COMMANDS = {"import": import_files, "export": export}
