"""What both apps are: the one around the capture screen (`app`), and the one of several screens (`shell`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events
from textual.app import App

import fieldnotes.tui  # noqa: F401 - sets what Textual reads when it is imported
from fieldnotes.tui.looks import theme_at_start
from fieldnotes.tui.terminal import driver_class, leave_on_signals
from fieldnotes.tui.themes import THEMES

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.theme import Theme

    from fieldnotes.capture.session import Session
    from fieldnotes.tui.commands import Table


@runtime_checkable
class Commanded(Protocol):
    """A screen with commands: their table as the user has it, their ids by their keys."""

    commands: Table
    by_key: dict[str, str]

    def run_command_now(self, command: str) -> None:
        """Do what a command of the table says."""


_OVER_THE_PALETTE = ("veil", "leave")


def _palette() -> type[Provider]:
    from fieldnotes.tui.palette import CommandSearch  # its imports are wanted only when it is opened

    return CommandSearch


class Frame(App[None], inherit_bindings=False):
    """Textual's own key bindings are left out: they would overtake the keys typed before them."""

    TITLE = "fieldnotes"
    COMMANDS = {_palette}  # noqa: RUF012 - declared as a set by Textual

    def __init__(self, css_path: Path) -> None:
        # without this, Textual takes NO_COLOR for shades of grey
        no_colour = True if os.environ.get("NO_COLOR") else None
        super().__init__(driver_class=driver_class(), css_path=css_path, ansi_color=no_colour)
        for theme in THEMES.values():
            self.register_theme(theme)
        self._begin_with(THEMES[theme_at_start()])

    def _begin_with(self, theme: Theme) -> None:
        """Have the theme before anything is read or painted: a change of it has all styles read anew."""
        self.set_reactive(App.theme, theme.name)
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self.set_class(True, f"-theme-{theme.name}", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def bell(self) -> None:
        """Never: people are talking."""

    async def on_event(self, event: events.Event) -> None:
        """The privacy key and the one that leaves work over the command palette too, which takes all other keys."""
        if isinstance(event, events.Key) and not event.is_forwarded and (command := self._below(event.key)):
            await self.pop_screen()
            below = self.screen
            assert isinstance(below, Commanded)
            below.run_command_now(command)
            return
        await super().on_event(event)

    def _below(self, key: str) -> str:
        """While the palette is in front, the command of the screen under it that a key is for; else empty."""
        if len(self.screen_stack) < 2 or isinstance(self.screen, Commanded):
            return ""
        below = self.screen_stack[-2]
        command = below.by_key.get(key, "") if isinstance(below, Commanded) else ""
        return command if command in _OVER_THE_PALETTE else ""

    def on_mount(self) -> None:
        """Leave tidily when asked to by the system."""
        leave_on_signals(self.exit)

    def on_app_blur(self) -> None:
        """Another window is in front, or the screen is locked, where the terminal tells it."""
        for session in self._sessions():
            session.vigil.out_of_front()

    def on_app_focus(self) -> None:
        """This one is in front again."""
        for session in self._sessions():
            session.vigil.in_front()

    def _sessions(self) -> list[Session]:
        """The sessions that are live."""
        raise NotImplementedError

    def _fatal_error(self) -> None:
        """Print nothing: a traceback with its local variables holds what participants said."""
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """What ended the app, where it was not the observer."""
        return self._exception
