"""The command palette's view of the table of commands."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from fieldnotes.tui.commands import Command, Table, written
from fieldnotes.tui.frame import Commanded


def _told(command: Command) -> str:
    """What it does, behind the key that does it too."""
    return f"{written(command.keys[0])} · {command.explains}" if command.keys else command.explains


class CommandSearch(Provider):
    """Commands found by their title."""

    def _run(self, command: Command) -> None:
        screen = self.screen
        if isinstance(screen, Commanded):
            screen.run_command_now(command.id)

    @property
    def _table(self) -> Table:
        """The commands of the screen that the palette stands over."""
        return self.screen.commands if isinstance(self.screen, Commanded) else ()

    async def discover(self) -> Hits:
        """All of them, in the order of the table."""
        for command in self._table:
            if command.in_palette:
                yield DiscoveryHit(command.title, partial(self._run, command), help=_told(command))

    async def search(self, query: str) -> Hits:
        """Those whose title fits."""
        matcher = self.matcher(query)
        for command in self._table:
            score = matcher.match(command.title)
            if command.in_palette and score > 0:
                yield Hit(score, matcher.highlight(command.title), partial(self._run, command), help=_told(command))
