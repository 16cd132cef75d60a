"""`check` and `salvage`: whether all is well, and what can still be read where it is not."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.advice import advice
from fieldnotes.cli.output import complain, say, say_json
from fieldnotes.errors import FieldnotesError, UsageError
from fieldnotes.text import visible

if TYPE_CHECKING:
    from fieldnotes.archive.findings import Checked, Finding
    from fieldnotes.archive.witnesses import Witnesses


class NoLeakCheck(UsageError):
    """`--names`, before there is an identity key."""

    def __init__(self) -> None:
        super().__init__(
            "check --names is not possible in this version: there is no key of names to look for yet; "
            "nothing was changed. Without --names the study is checked."
        )


class NoFile(FieldnotesError):
    """A log to salvage that cannot be opened or read to its end."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = error.strerror or type(error).__name__
        super().__init__(
            f"{path} cannot be read ({why}); nothing was changed, and what could be read before is printed. "
            "Copy the file elsewhere and try the copy."
        )


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--repair", is_flag=True, help="Put right what can be; deletes nothing.")
@click.option("--names", is_flag=True, help="Look for real names.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def check(ctx: click.Context, study: Path, repair: bool, names: bool, as_json: bool) -> None:
    """Verify every log, checkpoint and reference; exit status 0 only if all is well."""
    if names:
        raise NoLeakCheck
    from fieldnotes.archive.checking import check as look_at
    from fieldnotes.archive.repairing import repair as put_right

    backups = _backups(study)
    checked = put_right(study, backups) if repair else look_at(study, backups)
    if repair:
        checked = _with_caches(study, checked)
    if as_json:
        say_json(_shape(checked))
    else:
        _tell(study, checked, repair)
    ctx.exit(0 if checked.is_well else 1)


def _with_caches(study: Path, checked: "Checked") -> "Checked":
    """Make anew what is kept of the study outside of it, from the logs as they now are."""
    import msgspec

    from fieldnotes.cli.rebuilding import rebuilt

    return msgspec.structs.replace(checked, done=(*checked.done, *rebuilt(study)))


def _backups(study: Path) -> "Witnesses":
    """What the backups know of the logs; nothing where the study does not even say its name."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.archive.generations import backups_folder
    from fieldnotes.archive.whose import own_generations
    from fieldnotes.archive.witnesses import of_generations
    from fieldnotes.settings import settings

    try:
        head = StudyArchive.open(study).study
    except (FieldnotesError, OSError):
        return of_generations(study, ())
    return of_generations(study, own_generations(backups_folder(settings().backup_folder), head, study))


def _tell(study: Path, checked: "Checked", repaired: bool) -> None:
    for sentence in checked.done:
        say(visible(f"done: {sentence}."))
    for found in checked.findings:
        say(visible(str(found)))
        for which, value in zip(("shown", "other"), found.values, strict=False):
            said = json.dumps(value.value, ensure_ascii=False)
            say(visible(f"    {which}: {said} ({value.who or 'somebody'}, {value.when})"))
    looked = f"{checked.meetings} meetings, {checked.logs} logs, {checked.lines} lines"
    apart = len(checked.differences)
    unsettled = f"; {apart} difference{'s' if apart > 1 else ''} to settle" if apart else ""
    if checked.is_well:
        say(f"All is well: {looked}{unsettled}.")
        return
    say(f"{len(checked.findings) - apart} to look at in {looked}{unsettled}.")
    for sentence in advice(study, checked.findings, repaired):
        say(visible(sentence))


def _shape(checked: "Checked") -> dict[str, Any]:
    return {
        "ok": checked.is_well,
        "meetings": checked.meetings,
        "logs": checked.logs,
        "lines": checked.lines,
        "findings": [_finding(found) for found in checked.findings],
        "done": list(checked.done),
    }


def _finding(found: "Finding") -> dict[str, Any]:
    values = [{"value": v.value, "who": v.who, "when": v.when} for v in found.values]
    return {
        "kind": found.kind,
        "file": found.file,
        "line": found.line or None,
        "sentence": found.sentence,
        "values": values,
    }


@click.command()
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON lines, which it always is.")
@click.pass_context
def salvage(ctx: click.Context, log: Path, as_json: bool) -> None:
    """Print every record that can be made out in a damaged log, a line of JSON each.

    Damage is said on standard error, with line numbers; the exit status is 1 then. The file may lie anywhere. It
    may be a study.json or meeting.json, too, or one that was set aside: then every row of it is printed.
    """
    from fieldnotes.archive import unbelieved
    from fieldnotes.archive.disk import open_to_read
    from fieldnotes.archive.salvage import salvage as make_out

    if unbelieved.is_checkpoint(log):
        ctx.exit(0 if _salvage_checkpoint(log) else 1)

    whole = True
    try:
        with open(log, "rb", opener=open_to_read) as file:
            for found in make_out(file):
                if found.record is not None:
                    say(json.dumps(found.record, ensure_ascii=True))
                if found.fault:
                    whole = False
                    complain(f"{log}, line {found.line}: {found.fault}.")
    except OSError as error:
        raise NoFile(log, error) from error
    ctx.exit(0 if whole else 1)


def _salvage_checkpoint(path: Path) -> bool:
    """Print the rows of a checkpoint; True where it is whole. Raises NoFile."""
    from fieldnotes.archive import disk, unbelieved
    from fieldnotes.archive.checkpoint import read_checkpoint

    try:
        data = disk.read_from(path)
    except OSError as error:
        raise NoFile(path, error) from error
    for row in unbelieved.rows(data):
        say(json.dumps({"table": row.table, "row": int(row.number), "fields": row.doc}, ensure_ascii=True))
    if read_checkpoint(data) is None:
        complain(f"{path}: this is not what was written there last; what can be made out is printed as it stands.")
        return False
    return True


COMMANDS = {"check": check, "salvage": salvage}
