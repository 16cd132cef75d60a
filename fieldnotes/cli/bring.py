"""`import`: what comes in. A plan of all files first, then the act, one write a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.output import complain, complain_of_damage, telling
from fieldnotes.cli.words import CLOCK, DAY, START, ZONE
from fieldnotes.errors import FieldnotesError, UsageError
from fieldnotes.intake.call import FORMS, Asked

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.intake.incoming import Incoming
    from fieldnotes.intake.places import Places


class Strict(FieldnotesError):
    """`--strict`, and there are warnings."""

    def __init__(self, count: int) -> None:
        lines = "1 line is" if count == 1 else f"{count} lines are"
        super().__init__(f"{lines} not understood, and --strict was asked for: nothing was imported.")


class OnlyJottings(UsageError):
    """`--amend` with a file of another kind."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"--amend is for jottings, and {path} is none; nothing was imported. Leave --amend out.")


class OnlyAlone(UsageError):
    """A codebook or project beside files of another kind: what it brings is the study's, and not one meeting's."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} is a {what}; import it in a call of its own. Nothing was imported.")


ALONE = {"qdc": "codebook", "qdpx": "project"}


@click.command("import")
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as", "form", type=click.Choice(FORMS), help="What the files are, instead of by their ending.")
@click.option("--meeting", help="The meeting: an id, the beginning of one, or last.")
@click.option("--site", help="The site, instead of the file's.")
@click.option("--body", help="What meets, instead of the file's.")
@click.option("--date", "day", type=DAY, help="The date, instead of the file's.")
@click.option("--start", type=START, help="The start, instead of the file's.")
@click.option("--zone", type=ZONE, help="The time zone, instead of the file's.")
@click.option("--observer", help="Who signs, where the file names no observer.")
@click.option("--speaker", multiple=True, help='Who a speaker is: "Name=P3". May be repeated.')
@click.option("--speakers", type=click.Path(path_type=Path, dir_okay=False), help="A file of lines Name=P3.")
@click.option("--offset", help="Where a recording begins, from the start of the meeting: +00:02:10, -5s.")
@click.option("--at", type=CLOCK, help="The same as a time of day: 14:03:20.")
@click.option("--column", multiple=True, help="Which column of a CSV is what: start=Begin. May be repeated.")
@click.option("--strict", is_flag=True, help="Import nothing if any line is warned of.")
@click.option("--amend", is_flag=True, help="Take changed lines as amendments, missing ones as taken back.")
@click.option("--dry-run", is_flag=True, help="Show the plan, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def import_files(**options: Any) -> None:
    """Bring files into a study: jottings, transcripts, turns, codes, codings. Importing one twice adds nothing."""
    asked = Asked(**options)
    _refuse(asked)
    if all(asked.form_of(path) == "qdc" for path in asked.files):
        from fieldnotes.cli.codebook_files import bring as bring_codebooks

        bring_codebooks(asked.study, asked.files, "qdc", asked.observer, asked.as_json, asked.dry_run)
        return
    if all(asked.form_of(path) == "qdpx" for path in asked.files):
        from fieldnotes.cli.returned import bring as bring_projects

        bring_projects(asked.study, asked.files, asked.observer, asked.as_json, asked.dry_run)
        return
    from fieldnotes.archive import StudyArchive
    from fieldnotes.intake.places import Places

    archive = StudyArchive.open(asked.study)
    archive.tell, archive.once = complain, True  # one backup for all the files
    places = Places(archive)
    try:
        _bring(asked, archive, places)
    finally:
        places.close()
        archive.close()


def _refuse(asked: Asked) -> None:
    for path in asked.files:
        form = asked.form_of(path)
        if form in ALONE and any(asked.form_of(other) != form for other in asked.files):
            raise OnlyAlone(path, ALONE[form])
        if asked.amend and form != "jottings":
            raise OnlyJottings(path)


def _bring(asked: Asked, archive: "StudyArchive", places: "Places") -> None:
    from fieldnotes.cli.planwords import tell_done, tell_notices, tell_plan, tell_warnings
    from fieldnotes.intake.incoming import plan_files

    incoming = plan_files(asked, archive, places)
    warned = sum(len({warning.line for warning in one.planned.warnings}) for one in incoming)
    if not asked.as_json or (asked.strict and warned):
        tell_warnings(incoming)
    if asked.strict and warned:
        raise Strict(warned)
    tell_notices(incoming)
    complain_of_damage(damage for one in incoming for damage in one.damage)
    if asked.dry_run:
        tell_plan(incoming, asked.as_json)
        return
    if asked.amend and not asked.as_json:
        tell_plan(incoming, False)
    done = _act(archive, incoming)
    with telling(_in_short(done)):
        tell_done(done, asked.as_json)


def _act(archive: "StudyArchive", incoming: "list[Incoming]") -> "list[Incoming]":
    from fieldnotes.intake.carrying_out import carry_out

    done: list[Incoming] = []
    for one in incoming:
        try:
            meeting = carry_out(archive, one.place, one.planned, one.who)
        except FieldnotesError:
            if done:
                complain(_in_short(done))
            raise
        done.append(one._replace(meeting=meeting))
    return done


def _in_short(done: "list[Incoming]") -> str:
    meetings = list(dict.fromkeys(one.meeting for one in done))
    lines, files = sum(one.planned.added for one in done), len(done)
    of = f"{files} file{'s' if files > 1 else ''}"
    return f"{of} imported, {lines} added (meeting{'s' if len(meetings) > 1 else ''} {', '.join(meetings)})."


COMMANDS = {"import": import_files}
