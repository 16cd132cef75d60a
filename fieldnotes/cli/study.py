"""`init`, `new`, `list`, `show`: a study and its meetings."""

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fieldnotes.cli.output import complain, complain_of_damage, say, say_json, say_or_raise, telling
from fieldnotes.cli.words import DAY, START, ZONE, one_line, read_agenda
from fieldnotes.text import visible

if TYPE_CHECKING:
    from fieldnotes.archive.history import Commit
    from fieldnotes.model.meeting import Record

_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")
STUDY = click.argument("study", type=click.Path(path_type=Path))


@click.command()
@STUDY
@click.option("--name", required=True, help="What the study is called.")
@click.option("--zone", type=ZONE, required=True, help="The time zone of its meetings, such as Europe/London.")
@click.option(
    "--codebook", default="system-leadership", show_default=True, help="The coding framework to begin with."
)
def init(study: Path, name: str, zone: str, codebook: str) -> None:
    """Make a study in a folder."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.cli.shipped import shipped_codebook

    archive = StudyArchive.create(study, one_line(name), zone, codes=shipped_codebook(codebook))
    archive.close()
    _warn_of_keeper(study.resolve())
    made = f"The study “{name}” is in {study}."
    with telling(visible(made)):
        say_or_raise(f"{made} Next: fieldnotes new {study} --site … --body … --date …")


def _warn_of_keeper(study: Path) -> None:
    """Say where a sync tool or a network keeps the folder."""
    import os

    from fieldnotes.archive.synced import kept_by, read_mounts, warning

    try:
        mounts = read_mounts(Path("/proc/mounts").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        mounts = []
    keeper = kept_by(study, os.environ, mounts)
    if keeper:
        home = Path(os.path.expanduser("~"))
        own = Path(study.anchor) if kept_by(home, os.environ, mounts) else home
        complain(warning(study, keeper, own / "fieldnotes" / study.name))


@click.command()
@STUDY
@click.option("--site", required=True, help="The site, as the study calls it: “Site B”.")
@click.option("--body", required=True, help="What meets: “PEC”.")
@click.option("--date", "day", type=DAY, required=True, help="2004-05-12, or 12 May 2004.")
@click.option("--start", type=START, help="14:00")
@click.option("--zone", type=ZONE, help="The zone of this meeting, where it is not the study's.")
@click.option("--protocol", help="The protocol it is observed by.")
@click.option(
    "--agenda", type=click.Path(path_type=Path), help="A file of lines “N. title (minutes; purpose; who)”."
)
def new(
    study: Path,
    site: str,
    body: str,
    day: date,
    start: time | None,
    zone: str | None,
    protocol: str | None,
    agenda: Path | None,
) -> None:
    """Make a meeting; prints its id alone."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.cli.shipped import known_protocol
    from fieldnotes.model.clock import local_instant
    from fieldnotes.model.meeting import Meeting
    from fieldnotes.settings import observer_for

    archive = StudyArchive.open(study)
    archive.tell = complain
    zone = zone or archive.study.zone
    frozen = known_protocol(protocol or archive.study.protocol)
    begins = local_instant(day, start, zone).at if start else None
    meeting = Meeting(
        site=one_line(site), body=one_line(body), date=day, start=begins, zone=zone, protocol=frozen.name
    )
    items = read_agenda(agenda) if agenda else ()
    made = archive.new_meeting(meeting, frozen, items=items, who=observer_for(None, []))
    identity = made.record().meeting.id
    made.close()
    archive.close()
    with telling(f"The meeting {identity} is made."):
        say_or_raise(identity)


@click.command("list")
@STUDY
@_JSON
def list_meetings(study: Path, as_json: bool) -> None:
    """The meetings of a study, newest first."""
    from fieldnotes.cli.meetings import say_meetings

    say_meetings(study, as_json)


@click.command()
@STUDY
@click.argument("meeting")
@click.option("--history", "with_history", is_flag=True, help="Every change: who, when, what it was before.")
@_JSON
def show(study: Path, meeting: str, with_history: bool, as_json: bool) -> None:
    """One meeting: its head, people, agenda and observations in order of time."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.export.shape import shape

    opened = StudyArchive.open(study).open_meeting(meeting)
    record = opened.record()
    complain_of_damage([*opened.damage, *opened.damage_behind()])
    if with_history:
        _show_history(opened.history(), record, as_json)
        return
    if as_json:
        say_json(shape(record))
        return
    from fieldnotes.cli.words import show_lines

    for line in show_lines(record):
        say(line)


def _show_history(history: "list[Commit]", record: "Record", as_json: bool) -> None:
    from fieldnotes.cli.past import history_lines, history_shape

    if as_json:
        say_json(history_shape(history, record.meeting.zone))
        return
    for line in history_lines(history, record):
        say(line)


COMMANDS = {"init": init, "new": new, "list": list_meetings, "show": show}
