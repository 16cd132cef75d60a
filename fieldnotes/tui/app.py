"""The Textual app around the capture screen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


_OVER_THE_PALETTE = ("veil", "leave")


def _palette() -> type[Provider]:
    from fieldnotes.tui.palette import CommandSearch  # its imports are wanted only when it is opened

    return CommandSearch


class FieldnotesApp(App[None], inherit_bindings=False):
    """Textual's own key bindings are left out: they would overtake the keys typed before them."""

    TITLE = "fieldnotes"
    CSS_PATH = Path(__file__).parent / "screens" / "capture.tcss"
    COMMANDS = {_palette}  # noqa: RUF012 - declared as a set by Textual

    def __init__(self, session: Session) -> None:
        # without this, Textual takes NO_COLOR for shades of grey
        super().__init__(driver_class=driver_class(), ansi_color=True if os.environ.get("NO_COLOR") else None)
        self._session = session
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[theme_at_start()].name

    def get_default_screen(self) -> Screen[Any]:
        """The capture screen is the first one, not one pushed over an empty one."""
        return CaptureScreen(self._session, keymap(settings().keys))

    def bell(self) -> None:
        """Never: people are talking."""

    async def on_event(self, event: events.Event) -> None:
        """The privacy key and the one that leaves work over the command palette too, which takes all other keys."""
        if isinstance(event, events.Key) and len(self.screen_stack) > 1 and not event.is_forwarded:
            below = self.screen_stack[0]
            command = below.by_key.get(event.key, "") if isinstance(below, CaptureScreen) else ""
            if isinstance(below, CaptureScreen) and command in _OVER_THE_PALETTE:
                await self.pop_screen()
                below.run_command_now(command)
                return
        await super().on_event(event)

    def on_mount(self) -> None:
        """Leave tidily when asked to by the system."""
        leave_on_signals(self.exit)

    def on_app_blur(self) -> None:
        """Another window is in front, or the screen is locked, where the terminal tells it."""
        self._session.vigil.out_of_front()

    def on_app_focus(self) -> None:
        """This one is in front again."""
        self._session.vigil.in_front()

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
