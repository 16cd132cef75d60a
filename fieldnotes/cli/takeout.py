"""`export`: what goes out."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import click

from fieldnotes.cli.output import complain, complain_of_damage, say, say_json
from fieldnotes.cli.words import SINCE
from fieldnotes.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from fieldnotes.archive import MeetingPlace, StudyArchive
    from fieldnotes.export.options import Layout, Options, Paper
    from fieldnotes.export.registry import Written
    from fieldnotes.model.meeting import Record

_FLAGS = {"codes": "--no-codes", "reflections": "--no-reflections", "roles": "--no-roles", "layout": "--layout",
          "paper": "--paper"}  # fmt: skip
PROJECT = "qdpx"


class Asked(NamedTuple):
    """What a call of `export` says."""

    study: Path
    meetings: tuple[str, ...]
    formats: str
    out: Path
    codes: bool
    reflections: bool
    roles: bool
    layout: str
    paper: str
    together: bool
    since: "date | str | None"
    structure: bool
    newline: str
    as_json: bool

    @property
    def options(self) -> "Options":
        """The choices that exporters know."""
        from fieldnotes.export.options import Options

        layout, paper = cast("Layout", self.layout), cast("Paper", self.paper)
        return Options(self.codes, self.reflections, self.roles, layout, paper)


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("meetings", nargs=-1)
@click.option(
    "--to",
    "formats",
    required=True,
    help="One or more, with commas: text, json, pdf, docx, html, markdown, maxqda, csv, nvivo, qdc, qdpx.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="The folder to write to."
)
@click.option("--codes/--no-codes", default=True, help="With or without codes.")
@click.option("--reflections/--no-reflections", default=True, help="With or without the observer's own.")
@click.option("--roles/--no-roles", default=True, help="With or without people's roles and groups.")
@click.option(
    "--layout",
    type=click.Choice(["speaker", "time"]),
    default="speaker",
    help="What a paragraph begins with: who speaks, or the time.",
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", help="The size of the pages.")
@click.option("--together", is_flag=True, help="All meetings in one document, STUDY.ENDING, in order of time.")
@click.option("--since", type=SINCE, help="qdpx: only meetings changed since a day, or since the `last` export.")
@click.option("--structure/--no-structure", default=True, help="qdpx: codes for speakers, acts, decisions, items.")
@click.option(
    "--newline", type=click.Choice(["lf", "crlf"]), default="lf", help="qdpx: the line ends of its texts."
)
@click.option("--json", "as_json", is_flag=True, help="The paths as JSON.")
def export(**options: Any) -> None:
    """Write meetings (all, if none is named) in one or more formats; prints each path."""
    asked = Asked(**options)
    from fieldnotes.archive import StudyArchive
    from fieldnotes.export.registry import OF_A_STUDY, joiner

    wanted = _formats(asked.formats)
    of_meetings = [name for name in wanted if name not in OF_A_STUDY]
    if PROJECT not in wanted and (asked.since or not asked.structure or asked.newline != "lf"):
        raise UsageError("--since, --no-structure and --newline are for --to qdpx. Nothing was written.")
    if asked.together:
        for name in of_meetings:
            joiner(name)  # refused before anything is read
    archive = StudyArchive.open(asked.study)
    places = list(dict.fromkeys(archive.find(ref) for ref in asked.meetings)) or archive.meetings()
    _tell_unheeded(of_meetings, asked.options)
    whole = _write_whole(archive, asked.out, [name for name in wanted if name in OF_A_STUDY and name != PROJECT])
    if PROJECT in wanted:
        from fieldnotes.cli.projects import send

        whole.append(send(archive, places, asked))
    paths = _told(whole, asked.as_json)
    if of_meetings and places:
        write = _together if asked.together else _one_by_one
        for written in write(asked, archive, places, of_meetings):
            for warning in written.warnings:
                complain(warning)
            paths += _told(written.paths, asked.as_json)
    if asked.as_json:
        say_json(paths)


def _formats(words: str) -> list[str]:
    """The formats asked for, each once; raises UsageError for one that nobody knows."""
    from fieldnotes.export.registry import OF_A_STUDY, known_formats

    wanted = list(dict.fromkeys(name.strip().casefold() for name in words.split(",") if name.strip()))
    known = [*known_formats(), *OF_A_STUDY]
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        raise UsageError(
            f"“{', '.join(unknown) or words}” is not a format; there are: {', '.join(known)}. Nothing was written."
        )
    return wanted


def _tell_unheeded(formats: Iterable[str], options: "Options") -> None:
    """Say which choices leave a format as it is: somebody may give away what was meant to be left out."""
    from fieldnotes.export.registry import unheeded

    for name in formats:
        if flags := ", ".join(_FLAGS[option] for option in unheeded(name, options)):
            complain(f"{flags} changes nothing in “{name}”, which is written as it always is.")


def _told(paths: "Iterable[Path]", as_json: bool) -> list[str]:
    written = [str(path) for path in paths]
    if not as_json:
        for path in written:
            say(path)
    return written


def _read(archive: "StudyArchive", place: "MeetingPlace") -> "Record":
    opened = archive.open_meeting(place)
    complain_of_damage([*opened.damage, *opened.damage_behind()])
    return opened.record()


def _one_by_one(
    asked: Asked, archive: "StudyArchive", places: "list[MeetingPlace]", formats: list[str]
) -> "Iterable[Written]":
    from fieldnotes.export.registry import write

    for place in places:
        yield write(_read(archive, place), asked.out, formats, place.folder.name, asked.options)


def _together(
    asked: Asked, archive: "StudyArchive", places: "list[MeetingPlace]", formats: list[str]
) -> "Iterable[Written]":
    from fieldnotes.export.options import in_order, named
    from fieldnotes.export.registry import write_together

    sources = in_order(named(_read(archive, place), place.folder.name) for place in places)
    yield write_together(sources, asked.out, formats, archive.folder.resolve().name, asked.options)


def _write_whole(archive: "StudyArchive", out: Path, formats: list[str]) -> "list[Path]":
    """Write what holds the whole study, as `<study>.<ending>` by the name of its folder."""
    from fieldnotes.export.codebook.forms import written
    from fieldnotes.export.placing import place

    stem = archive.folder.resolve().name
    made = [(out / f"{stem}.{name}", written(archive.codebook(), archive.study, f".{name}")) for name in formats]
    return [place(path, content) for path, content in made]


COMMANDS = {"export": export}
