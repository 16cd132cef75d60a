"""The capture screen over a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.tui.doing.choosing import choose
from fieldnotes.tui.keymap import users_keymap
from fieldnotes.tui.screens.capture import CaptureScreen
from fieldnotes.tui.screens.over import Over

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session


class MeetingScreen(Over, CaptureScreen):
    """A meeting being observed, opened from a page; `observation` is the line to stand on at first."""

    CSS_PATH = "capture.tcss"

    def __init__(self, session: Session, observation: str | None = None) -> None:
        super().__init__(session, users_keymap())
        self._stand_on = observation

    def on_mount(self) -> None:
        """Stand on the line that was asked for, once there is a page to show it on; the rest is done besides."""
        if self._stand_on is not None:
            self.call_after_refresh(self._choose_it)

    def _choose_it(self) -> None:
        seen = next((seen for seen in self.session.observations if seen.id == self._stand_on), None)
        if seen is not None and not self.modes and not self.editing.line:
            choose(self, seen, among_others=True)
