"""`keys`: the commands of the screens, and the keys that they have here."""

import click

from fieldnotes.cli.output import complain, say, say_json
from fieldnotes.settings import settings, settings_fault


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def keys(as_json: bool) -> None:
    """List the commands of the capture screen, then of the others, with their keys, as the settings have them.

    Under `[keys]` in settings.toml: next-item = ["f2", "alt+n"].
    """
    from fieldnotes.tui.commands import Command, written
    from fieldnotes.tui.keymap import keymap
    from fieldnotes.tui.tables import ROOMS, table_of

    found = {screen: keymap(settings().keys, table_of(screen)) for screen in ROOMS}
    faults = dict.fromkeys(fault for each in found.values() for fault in each.faults)
    for fault in (*([str(settings_fault())] if settings_fault() else []), *faults):
        complain(fault)
    first: dict[str, tuple[str, Command]] = {}
    for screen, each in found.items():
        for command in each.table:
            first.setdefault(command.id, (screen, command))
    listed = list(first.values())
    if as_json:
        say_json(
            [
                {"command": c.id, "keys": list(c.keys), "title": c.title, "does": c.explains, "screen": screen}
                for screen, c in listed
            ]
        )
        return
    for _, command in listed:
        say(f"{command.id:20} {'  '.join(map(written, command.keys)):20} {command.explains}")


COMMANDS = {"keys": keys}
