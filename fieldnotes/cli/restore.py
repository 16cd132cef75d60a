"""`restore`: what the backups of a study hold, a plan of putting it back, and the act."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.output import complain, say, say_json
from fieldnotes.errors import FieldnotesError, UsageError

if TYPE_CHECKING:
    from fieldnotes.archive.anew import Anew
    from fieldnotes.archive.generations import Generation
    from fieldnotes.archive.restoring import Step


class NoBackup(FieldnotesError):
    """Nothing was ever copied of this study, or not to where the settings say."""

    def __init__(self, study: Path, backups: Path) -> None:
        super().__init__(
            f"There is no backup of {study} in {backups}; nothing was changed. If backups went elsewhere, "
            "name that folder as backup_folder in the settings."
        )


class NoSuchGeneration(UsageError):
    """A generation that is not there."""

    def __init__(self, name: str, there: list[str]) -> None:
        super().__init__(
            f"There is no backup “{name}”; the latest are: {', '.join(there[-4:])}. Nothing was changed."
        )


class AnotherStudy(UsageError):
    """Two studies would come to lie in one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds another study, which this one would mix with; nothing was changed. "
            "Name an empty or a new folder."
        )


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--from", "name", help="The backup to go back to, as --list names it; the latest, if none is named.")
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="Another folder than the study's own.")
@click.option("--list", "listed", is_flag=True, help="Only list the backups there are.")
@click.option("--yes", is_flag=True, help="Do it; without this, only the plan is shown.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def restore(
    ctx: click.Context, study: Path, name: str | None, to: Path | None, listed: bool, yes: bool, as_json: bool
) -> None:
    """Put back what a backup holds and the study has no more; shows what it would do, and does it with --yes.

    No log is overwritten or deleted: one that is damaged or cut short is moved into a folder “set-aside” beside it.
    The exit status after --yes is 1 where not all could be put back whole.
    """
    from fieldnotes.archive.anew import checkpoints, make
    from fieldnotes.archive.restoring import SHORT_OF, act, plan

    found = _generations(study)
    if listed:
        _tell_generations(found, as_json)
        return
    chosen = _up_to(found, name)
    target = to or study
    if to:
        _refuse_another(chosen[-1].manifest.study, to)
    steps = plan(chosen, target)
    anew = list(checkpoints(steps, target))
    if yes:
        act(steps, target)
        make(anew, target)
    if as_json:
        say_json(_shape(chosen[-1], target, steps, anew, yes))
    else:
        _tell(chosen[-1], target, steps, anew, yes)
    ctx.exit(1 if yes and any(step.state in SHORT_OF for step in steps) else 0)


def _refuse_another(study: str, target: Path) -> None:
    """Raise where the folder holds a study, and not the one that is put back: two in one cannot be parted again."""
    from fieldnotes.archive.whose import study_in

    if study_in(target) not in ("", study):
        raise AnotherStudy(target)


def _generations(study: Path) -> "list[Generation]":
    """The backups of the study, oldest first; of a study that is gone, by the folder in which it lay.

    Where none is of the study in that folder, those of another place of it are taken, which the plan names.
    """
    from fieldnotes.archive import NotAStudy, StudyArchive
    from fieldnotes.archive.generations import backups_folder
    from fieldnotes.archive.whose import any_generations, own_generations
    from fieldnotes.settings import settings

    backups = backups_folder(settings().backup_folder)
    try:
        head = StudyArchive.open(study).study
        found = own_generations(backups, head, study) or any_generations(
            backups, lambda one: one.manifest.study == head.id
        )
    except NotAStudy:
        lay = (os.path.abspath(study), os.path.realpath(study))
        found = any_generations(backups, lambda one: one.manifest.folder in lay)
    if not found:
        raise NoBackup(study, backups)
    return found


def _up_to(found: "list[Generation]", name: str | None) -> "list[Generation]":
    names = [generation.folder.name for generation in found]
    if name is not None and name not in names:
        raise NoSuchGeneration(name, names)
    return found[: names.index(name) + 1] if name else found


def _tell_generations(found: "list[Generation]", as_json: bool) -> None:
    rows = [
        {"name": each.folder.name, "folder": str(each.folder), "logs": len(each.manifest.logs), "bytes": each.bytes}
        for each in found
    ]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say(f"{row['name']:20}  {row['logs']:5} logs  {row['bytes']:>11,} bytes")


def _tell(generation: "Generation", target: Path, steps: "list[Step]", anew: "list[Anew]", done: bool) -> None:
    from fieldnotes.archive.restoring import SET_ASIDE, SHORT_OF, STATES

    made_of = f", made of the study in {generation.manifest.folder}," if generation.manifest.folder else ""
    say(f"From {generation.folder.name}{made_of} to {target}:")
    for step in steps:
        if step.acts or step.state in SHORT_OF:
            copied = (
                f"{step.lines_kept} lines"
                if step.copy is None or step.lines_sound == step.lines_kept
                else (f"{step.lines_kept} lines ({step.lines_sound} in the copy can be read)")
            )
            say(f"  {step.file}  {step.lines_there} of {copied}; {STATES[step.state]}")
    for each in anew:
        say(f"  {each.file}  is made anew from the logs" + ("; the one there is set aside" if each.aside else ""))
    doing = sum(step.acts for step in steps)
    short = sum(step.state in SHORT_OF for step in steps)
    staying = len(steps) - sum(step.acts or step.state in SHORT_OF for step in steps)
    say(f"{doing} to put back, {staying} that stay as they are, {short} of which no whole copy is there.")
    if doing and not done:
        complain("Nothing was done yet; the same call with --yes does it.")
    elif doing:
        aside = any(step.state in SET_ASIDE for step in steps) or any(each.aside for each in anew)
        say("Done" + ("; what was set aside is in folders “set-aside” beside the logs." if aside else "."))


def _shape(
    generation: "Generation", target: Path, steps: "list[Step]", anew: "list[Anew]", done: bool
) -> dict[str, Any]:
    return {
        "from": generation.folder.name,
        "made_of": generation.manifest.folder,
        "to": str(target),
        "done": done,
        "logs": [
            {
                "file": step.file,
                "state": step.state,
                "acts": step.acts,
                "lines_there": step.lines_there,
                "lines_kept": step.lines_kept,
                "lines_readable": step.lines_sound,
            }
            for step in steps
        ],
        "checkpoints": [{"file": each.file, "set_aside": each.aside} for each in anew],
    }


COMMANDS = {"restore": restore}
