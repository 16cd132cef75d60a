"""The commands of each screen but the capture screen, whose table is `fieldnotes.tui.commands`.

A screen's table is the one source of its keys, letters, footer, palette and help. An id means the same on every
screen that has it, so that a key set by the user is the same everywhere.
"""

import importlib
from collections.abc import Mapping, Sequence

from fieldnotes.tui.commands import BY_ID, Command, Table, written

ROOMS: Mapping[str, str] = {
    "capture": "fieldnotes.tui.commands",
    "start": "fieldnotes.tui.tables.start",
    "write-up": "fieldnotes.tui.writing.commands",
    "prepare": "fieldnotes.tui.tables.prepare",
    "codebook": "fieldnotes.tui.tables.codebook",
    "export": "fieldnotes.tui.tables.export",
}
"""Where each screen's `COMMANDS` are."""

_EVERYWHERE = (
    "help", "veil", "unveil", "theme-dark", "theme-light", "theme-dim", "theme-high-contrast", "suspend", "palette",
    "leave",
)  # fmt: skip


def shared(**footer: str) -> tuple[Command, ...]:
    """The commands that every screen has; `footer` gives some a word there: `palette="commands"`."""
    return tuple(_shared(name, footer.get(name, "")) for name in _EVERYWHERE)


def _shared(name: str, footer: str) -> Command:
    letter = "?" if name == "help" else ""
    return BY_ID[name]._replace(footer=footer, letter=letter)


def table_of(screen: str) -> Table:
    """The commands of a screen, by its name in `ROOMS`."""
    commands: Table = importlib.import_module(ROOMS[screen]).COMMANDS
    return commands


def is_known(command: str) -> bool:
    """True where some screen has a command of that id."""
    return any(command == known.id for screen in ROOMS for known in table_of(screen))


def by_letter(table: Table) -> dict[str, str]:
    """The commands' ids by their letters."""
    return {command.letter: command.id for command in table if command.letter}


def shown_key(command: Command) -> str:
    """What is shown of a command's keys where there is room for one: its letter, else its first key."""
    return command.letter or (written(command.keys[0]) if command.keys else "")


def footer(table: Table) -> list[tuple[str, str, str]]:
    """The keys of the footer: command, letter or key, word."""
    return [(c.id, shown_key(c), c.footer) for c in table if c.footer and shown_key(c)]


def keys_section(table: Table) -> tuple[str, Sequence[tuple[str, str]]]:
    """What help tells of the keys of a table: letter first, then the others."""
    told = [("  ".join(filter(None, [c.letter, *map(written, c.keys)])), c.explains) for c in table]
    return "Keys", [line for line in told if line[0]]
