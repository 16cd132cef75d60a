"""The app around the write-up screen, where that is opened by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from fieldnotes.settings import settings
from fieldnotes.tui.app import FieldnotesApp
from fieldnotes.tui.keymap import keymap
from fieldnotes.tui.screens.writeup import WriteUpScreen
from fieldnotes.tui.writing.commands import COMMANDS

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session


class WriteUpApp(FieldnotesApp):
    """One screen, on one meeting."""

    CSS_PATH = Path(__file__).parent / "screens" / "writeup.tcss"
    opened: WriteUpScreen | None = None

    def get_default_screen(self) -> Screen[Any]:
        """The write-up screen is the first one."""
        assert self._session is not None
        chosen, known = settings(), {command.id for command in COMMANDS}
        keys = {command: keys for command, keys in chosen.keys.items() if command in known}
        self.opened = WriteUpScreen(self._session, chosen.write_up_hours, keymap(keys, COMMANDS))
        return self.opened

    async def on_event(self, event: events.Event) -> None:
        """The privacy key works over the command palette too."""
        if isinstance(event, events.Key) and len(self.screen_stack) > 1 and not event.is_forwarded:
            below = self.screen_stack[0]
            if isinstance(below, WriteUpScreen) and below.by_key.get(event.key) == "veil":
                await self.pop_screen()
                below.run_command_now("veil")
                return
        await super().on_event(event)


def write_up(session: Session) -> list[str]:
    """Write a meeting up until the observer leaves, and end the session; gives what the disk refused to the last.

    Raises what ended the app; what was typed until then is in the record, or a draft.
    """
    app = WriteUpApp(session)
    try:
        app.run()
        if app.fault is not None:
            raise app.fault
    finally:
        unsaved = close(app, session)
    return unsaved


def close(app: WriteUpApp, session: Session) -> list[str]:
    """Put what was typed into the record, end the session, and let go of the drafts that are in the record."""
    if app.opened is None:
        return session.close()
    writing = app.opened.writing
    writing.close()
    unsaved = session.close()
    writing.end()
    return unsaved
