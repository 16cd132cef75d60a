"""The Textual app around the capture screen; `fieldnotes.tui.shell` has the one that begins elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from fieldnotes.tui.frame import Frame
from fieldnotes.tui.keymap import users_keymap
from fieldnotes.tui.screens.capture import CaptureScreen

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session


class FieldnotesApp(Frame):
    """The capture screen is the first one, not one pushed over an empty one."""

    def __init__(self, session: Session) -> None:
        super().__init__(Path(__file__).parent / "screens" / "capture.tcss")
        self._session = session

    def get_default_screen(self) -> Screen[Any]:
        """The capture screen."""
        return CaptureScreen(self._session, users_keymap())

    def _sessions(self) -> list[Session]:
        return [self._session]


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
