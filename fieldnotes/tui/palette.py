"""The command palette's view of the table of commands."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from fieldnotes.tui import commands
from fieldnotes.tui.commands import Command
from fieldnotes.tui.screens.capture import CaptureScreen


class CommandSearch(Provider):
    """Commands found by their title."""

    def _run(self, command: Command) -> None:
        screen = self.screen
        if isinstance(screen, CaptureScreen):
            screen.run_command_now(command.id)

    async def discover(self) -> Hits:
        """All of them, in the order of the table."""
        for command in commands.COMMANDS:
            if command.in_palette:
                yield DiscoveryHit(command.title, partial(self._run, command), help=command.explains)

    async def search(self, query: str) -> Hits:
        """Those whose title fits."""
        matcher = self.matcher(query)
        for command in commands.COMMANDS:
            score = matcher.match(command.title)
            if command.in_palette and score > 0:
                yield Hit(
                    score, matcher.highlight(command.title), partial(self._run, command), help=command.explains
                )
