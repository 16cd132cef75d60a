"""The app around the write-up screen, where that is opened by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from fieldnotes.settings import settings
from fieldnotes.tui.frame import Frame
from fieldnotes.tui.keymap import keymap
from fieldnotes.tui.screens.writeup import WriteUpScreen
from fieldnotes.tui.writing.commands import COMMANDS

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session


class WriteUpApp(Frame):
    """One screen, on one meeting."""

    opened: WriteUpScreen | None = None

    def __init__(self, session: Session) -> None:
        super().__init__(Path(__file__).parent / "screens" / "writeup.tcss")
        self._session = session

    def get_default_screen(self) -> Screen[Any]:
        """The write-up screen is the first one."""
        chosen = settings()
        self.opened = WriteUpScreen(self._session, chosen.write_up_hours, keymap(chosen.keys, COMMANDS))
        return self.opened

    def _sessions(self) -> list[Session]:
        return [self._session]


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
