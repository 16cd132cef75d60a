"""A screen with a session, over a page: leaving it closes the session and comes back to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from textual.screen import Screen

    from fieldnotes.capture.session import Session

    _Base = Screen[None]
else:
    _Base = object  # Textual takes a screen's style sheet from its first base that is a screen


class Over(_Base):
    """To be named first among the bases of such a screen."""

    session: Session
    _is_left = False

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
