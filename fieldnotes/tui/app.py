"""The Textual app around the capture screen; `fieldnotes.tui.shell` has the one that begins elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.screen import Screen

import fieldnotes.tui  # noqa: F401 - sets what Textual reads when it is imported
from fieldnotes.settings import settings
from fieldnotes.tui.keymap import keymap
from fieldnotes.tui.looks import theme_at_start
from fieldnotes.tui.screens.capture import CaptureScreen
from fieldnotes.tui.terminal import driver_class, leave_on_signals
from fieldnotes.tui.themes import THEMES

if TYPE_CHECKING:
    from textual.command import Provider

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


class FieldnotesApp(App[None], inherit_bindings=False):
    """Textual's own key bindings are left out: they would overtake the keys typed before them."""

    TITLE = "fieldnotes"
    CSS_PATH = Path(__file__).parent / "screens" / "capture.tcss"
    COMMANDS = {_palette}  # noqa: RUF012 - declared as a set by Textual

    def __init__(self, session: Session | None, css_path: Path | None = None) -> None:
        # without this, Textual takes NO_COLOR for shades of grey
        no_colour = True if os.environ.get("NO_COLOR") else None
        super().__init__(driver_class=driver_class(), css_path=css_path, ansi_color=no_colour)
        self._session = session
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[theme_at_start()].name

    def get_default_screen(self) -> Screen[Any]:
        """The capture screen is the first one, not one pushed over an empty one."""
        assert self._session is not None
        return CaptureScreen(self._session, keymap(settings().keys))

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
        return [screen.session for screen in self.screen_stack if isinstance(screen, CaptureScreen)]

    def _fatal_error(self) -> None:
        """Print nothing: a traceback with its local variables holds what participants said."""
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """What ended the app, where it was not the observer."""
        return self._exception


def capture(session: Session) -> None:
    """Observe a meeting until the observer leaves. Closing the session is the caller's, but after a fault.

    Raises what ended the app, so that the command line can tell of it without a word of the notes; what was
    typed until then is on the disk, the line in the composer as the draft.
    """
    app = FieldnotesApp(session)
    try:
        app.run()
        if app.fault is not None:
            raise app.fault
    except BaseException:
        session.close()
        raise
