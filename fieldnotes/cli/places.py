"""`fieldnotes paths`: every folder the program uses beside the studies."""

import click

from fieldnotes.cli.output import say, say_json
from fieldnotes.cli.unsaved import unsaved_folder
from fieldnotes.locations import cache_folder, data_folder, state_folder, templates_folder


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def paths(as_json: bool) -> None:
    """Where fieldnotes keeps what is not in a study."""
    found = {
        "settings": str(data_folder() / "settings.toml"),
        "device": str(data_folder()),
        "backups": _backups(),
        "drafts": str(state_folder() / "drafts"),
        "unsaved": str(unsaved_folder()),
        "pushes": str(state_folder() / "pushes"),
        "crash_reports": str(state_folder()),
        "locks": str(cache_folder()),
        "search": str(cache_folder() / "search"),
        "templates": str(templates_folder()),
    }
    if as_json:
        say_json(found)
        return
    for name, path in found.items():
        say(f"{name.replace('_', ' '):14} {path}")


def _backups() -> str:
    from fieldnotes.archive.generations import backups_folder
    from fieldnotes.settings import settings

    chosen = settings()
    return str(backups_folder(chosen.backup_folder)) if chosen.backups else "none: turned off in the settings"


COMMANDS = {"paths": paths}
