"""`push`: meetings, codes and codings onto a coding server."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.output import complain, complain_of_damage, say, say_json
from fieldnotes.errors import FieldnotesError, UsageError

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.export.taguette.outbox import Entry

_AS_USUAL = {"project": "", "login": "", "again": False, "codes": True, "reflections": True, "roles": True}


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("meetings", nargs=-1)
@click.option("--taguette", "url", metavar="URL", help="The server, as a browser shows it; without, what waits.")
@click.option("--project", default="", help="What the project is called there: the study's name, if not said.")
@click.option("--login", default="", help="Your name there; the password is asked for.")
@click.option("--again", is_flag=True, help="A meeting whose text has changed becomes a second document.")
@click.option("--codes/--no-codes", default=True, help="With or without tags and highlights.")
@click.option("--reflections/--no-reflections", default=True, help="With or without the observer's own.")
@click.option("--roles/--no-roles", default=True, help="With or without people's roles and groups.")
@click.option("--forget", is_flag=True, help="Send nothing of what waits, ever.")
@click.option("--dry-run", is_flag=True, help="Look at what is there, and say what would be sent.")
@click.option("--json", "as_json", is_flag=True, help="What was sent as JSON.")
def push(
    study: Path, meetings: tuple[str, ...], url: str | None, forget: bool, dry_run: bool, as_json: bool, **how: Any
) -> None:
    """Send meetings (all, if none is named), codes and codings to a Taguette server: what is missing there."""
    from fieldnotes.archive import StudyArchive

    if forget and (url is not None or meetings or how != _AS_USUAL):
        raise UsageError("--forget is for what waits, and stands alone behind the study. Nothing was sent.")
    if url is None and (meetings or how != _AS_USUAL):
        raise UsageError("Say where to, with --taguette URL; without it, what waits is sent as it was asked for.")
    archive = StudyArchive.open(study)
    complain_of_damage(archive.damage)
    if forget:
        _forget(archive)
        return
    if url is None:
        _send_waiting(archive, dry_run, as_json)
        return
    entry, token = _asked(archive, meetings, url, how)
    _send(archive, entry, token, dry_run, as_json)


def _asked(
    archive: "StudyArchive", meetings: tuple[str, ...], url: str, how: dict[str, Any]
) -> "tuple[Entry, str]":
    """The push that a call asks for, and the token of its address. Raises NoAddress, MeetingNotFound."""
    from fieldnotes.export.options import Options
    from fieldnotes.export.taguette.address import address
    from fieldnotes.export.taguette.outbox import Entry

    to = address(url)
    named = tuple(dict.fromkeys(archive.find(ref).folder.name for ref in meetings))
    options = Options(codes=how["codes"], reflections=how["reflections"], roles=how["roles"])
    entry = Entry(
        study=archive.study.id, server=to.base, name=how["project"], project=to.project, meetings=named,
        options=options, again=how["again"], login=how["login"], has_token=bool(to.token),
    )  # fmt: skip
    return entry, to.token


def _forget(archive: "StudyArchive") -> None:
    """Have nothing of the study wait any more, and name each."""
    from fieldnotes.export.taguette.outbox import forget, waiting

    for entry in waiting(archive.study.id):
        forget(entry)
        say(f"The push to {entry.server} waits no more; what it has sent stays there.")


def _send_waiting(archive: "StudyArchive", dry_run: bool, as_json: bool) -> None:
    """Send what waits, each whatever becomes of the others; raises the first fault, told the rest."""
    from fieldnotes.export.taguette.outbox import waiting

    entries = waiting(archive.study.id)
    if not entries:
        say_json(None) if as_json else say("Nothing of this study waits; --taguette URL says where to send it.")
    faults: list[FieldnotesError] = []
    for entry in entries:
        try:
            _send(archive, entry, "", dry_run, as_json)
        except FieldnotesError as fault:
            faults.append(fault)
    for further in faults[1:]:
        complain(str(further))
    if faults:
        raise faults[0]


def _send(archive: "StudyArchive", entry: "Entry", token: str, dry_run: bool, as_json: bool) -> None:
    """Send one push, told line by line; raises what it ends with."""
    from fieldnotes.cli.pushwords import Teller, secret_for
    from fieldnotes.export.taguette.sending import Job, rehearse, send

    teller = Teller(dry_run, as_json)
    job = Job(archive, entry, secret_for(entry, token), teller.watch, teller.read, complain)
    teller.end(entry.server, *(rehearse if dry_run else send)(job))


COMMANDS = {"push": push}
