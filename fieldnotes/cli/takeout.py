"""`export`: what goes out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fieldnotes.cli.output import complain, complain_of_damage, say, say_json
from fieldnotes.errors import UsageError

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive


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


COMMANDS = {"export": export}
