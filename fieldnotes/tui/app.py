"""The Textual app around the capture screen; `fieldnotes.tui.shell` has the one that begins elsewhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from fieldnotes.tui.frame import Frame
from fieldnotes.tui.opening import Opening, OpeningScreen

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session


class FieldnotesApp(Frame):
    """The capture screen, of a session or of one that is opened once its place can be seen."""

    def __init__(self, live: Session | Opening) -> None:
        super().__init__(Path(__file__).parent / "screens" / "capture.tcss")
        self._live = live
        self._held: deque[events.Event] = deque()

    @property
    def session(self) -> Session | None:
        """The session, once it is open."""
        return None if isinstance(self._live, Opening) else self._live

    def get_default_screen(self) -> Screen[Any]:
        """The screen is the first one, not one pushed over an empty one."""
        if isinstance(self._live, Opening):
            return OpeningScreen(self._live, lambda: self.call_later(self._take_over))
        return _screen(self._live)

    async def on_event(self, event: events.Event) -> None:
        """Keys that come before there is a session wait for it: what is typed then is the first line's."""
        if isinstance(self._live, Opening) and isinstance(event, events.Key | events.Paste):
            self._held.append(event)
            return
        await super().on_event(event)

    async def _take_over(self) -> None:
        """Open the session and have the capture screen in front; nothing typed overtakes it."""
        assert isinstance(self._live, Opening)
        opened = self._live.open()
        screen = _screen(opened.session, opened.faults)
        self._live = opened.session
        await self.push_screen(screen)  # over the other: Textual cannot take the first one away
        while self._held:
            await super().on_event(self._held.popleft())

    def _sessions(self) -> list[Session]:
        return [self.session] if self.session else []


def _screen(session: Session, faults: Iterable[str] = ()) -> Screen[Any]:
    from fieldnotes.tui.keymap import users_keymap
    from fieldnotes.tui.screens.capture import CaptureScreen  # 50 ms, for which the first frame does not wait

    return CaptureScreen(session, users_keymap(), faults)


def capture(live: Session | Opening) -> Session | None:
    """Observe a meeting until the observer leaves; gives the session, None where it was left before it was open.

    Closing the session is the caller's, but after a fault. Raises what ended the app, so that the command line can
    tell of it without a word of the notes; what was typed until then is on the disk, the line in the composer as
    the draft.
    """
    app = FieldnotesApp(live)
    try:
        app.run()
        if app.fault is not None:
            raise app.fault
    except BaseException:
        if app.session:
            app.session.close()
        raise
    return app.session
