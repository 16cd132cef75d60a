"""The capture screen over another one: leaving it closes its session and comes back to that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from fieldnotes.settings import settings
from fieldnotes.tui.doing.choosing import choose
from fieldnotes.tui.keymap import keymap
from fieldnotes.tui.screens.capture import CaptureScreen

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session


class MeetingScreen(CaptureScreen):
    """A meeting being observed, opened from a page; `observation` is the line to stand on at first."""

    CSS_PATH = "capture.tcss"

    def __init__(self, session: Session, observation: str | None = None) -> None:
        super().__init__(session, keymap(settings().keys))
        self._stand_on = observation
        self._is_left = False

    def on_mount(self) -> None:
        """Stand on the line that was asked for, once there is a page to show it on; the rest is done besides."""
        if self._stand_on is not None:
            self.call_after_refresh(self._choose_it)

    def _choose_it(self) -> None:
        seen = next((seen for seen in self.session.observations if seen.id == self._stand_on), None)
        if seen is not None and not self.modes and not self.editing.line:
            choose(self, seen, among_others=True)

    def leave(self) -> None:
        """Once: what is read of keys after that is the next screen's."""
        from fieldnotes.tui.shell import Shell

        if not self._is_left and isinstance(self.app, Shell):
            self._is_left = True
            self.app.leave_meeting(self, self.session)

    def on_key(self, event: events.Key) -> None:
        """Keys that were waiting here when the meeting was left go to whoever is in front."""
        if self._is_left:
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        """A paste that was waiting is nobody's."""
        if self._is_left:
            event.stop()
            event.prevent_default()
