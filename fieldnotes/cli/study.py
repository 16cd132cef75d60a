"""`init`, `list`, `show`: a study and its meetings."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fieldnotes.cli.output import complain, complain_of_damage, say, say_json, say_or_raise, telling
from fieldnotes.cli.words import ZONE, one_line
from fieldnotes.model.protocol import DEFAULT_PROTOCOL
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
@click.option(
    "--protocol",
    default=DEFAULT_PROTOCOL,
    show_default=True,
    help="What its meetings are observed by: the name of a protocol, or a file of one.",
)
def init(study: Path, name: str, zone: str, codebook: str, protocol: str) -> None:
    """Make a study in a folder."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.archive.offered import find_shipped
    from fieldnotes.cli.shipped import known_protocol, shipped_codebook

    chosen = known_protocol(protocol)
    own = () if chosen == find_shipped(chosen.name) else (chosen,)
    codes = shipped_codebook(codebook)
    archive = StudyArchive.create(study, one_line(name), zone, codes, protocol=chosen.name, protocols=own)
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
@click.option("--all", "with_all", is_flag=True, help="With --json: all that is known, as the json export has it.")
@_JSON
def show(study: Path, meeting: str, with_history: bool, with_all: bool, as_json: bool) -> None:
    """One meeting: its head, people, agenda and observations in order of time."""
    from fieldnotes.archive import StudyArchive

    opened = StudyArchive.open(study).open_meeting(meeting)
    record = opened.record()
    complain_of_damage([*opened.damage, *opened.damage_behind()])
    if with_history:
        _show_history(opened.history(), record, as_json)
        return
    if as_json:
        from fieldnotes.export.shape import shape
        from fieldnotes.export.whole import whole

        say_json(whole(record, opened.history()) if with_all else shape(record))
        return
    from fieldnotes.cli.words import show_lines

    for line in show_lines(record):
        say(line)


def _show_history(history: "list[Commit]", record: "Record", as_json: bool) -> None:
    from fieldnotes.cli.past import history_lines
    from fieldnotes.export.history import history_shape

    if as_json:
        say_json(history_shape(history, record.meeting.zone))
        return
    for line in history_lines(history, record):
        say(line)


COMMANDS = {"init": init, "list": list_meetings, "show": show}
