"""`keys`: the commands of the capture screen, and the keys that they have here."""

import click

from fieldnotes.cli.output import complain, say, say_json
from fieldnotes.settings import settings, settings_fault


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def keys(as_json: bool) -> None:
    """List the commands of the capture screen with their keys, as the settings have them.

    Under `[keys]` in settings.toml: next-item = ["f2", "alt+n"].
    """
    from fieldnotes.tui.commands import written
    from fieldnotes.tui.keymap import keymap

    found = keymap(settings().keys)
    for fault in (*([str(settings_fault())] if settings_fault() else []), *found.faults):
        complain(fault)
    if as_json:
        say_json(
            [{"command": c.id, "keys": list(c.keys), "title": c.title, "does": c.explains} for c in found.table]
        )
        return
    for command in found.table:
        say(f"{command.id:20} {'  '.join(map(written, command.keys)):20} {command.explains}")


COMMANDS = {"keys": keys}
