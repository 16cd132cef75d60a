"""The app that begins with the start screen, and goes from screen to screen.

Keys are handed to a page one by one as they are read, so that those behind the one that opens the next screen are
the next screen's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from fieldnotes.tui.frame import Frame
from fieldnotes.tui.screens.page import Page

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session
    from fieldnotes.tui.desk import Desk

PAGE_CSS = Path(__file__).parent / "screens" / "page.tcss"


class Shell(Frame):
    """The start screen first; others are opened over it, and leaving one comes back to that under it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(PAGE_CSS)
        self.desk = desk

    def get_default_screen(self) -> Screen[Any]:
        """The start screen is the first one."""
        from fieldnotes.tui.screens.start import StartScreen  # its module needs this one

        return StartScreen(self.desk)

    def _sessions(self) -> list[Session]:
        return self.desk.sessions

    async def on_event(self, event: events.Event) -> None:
        """A key or a paste is a page's at once; whatever else goes its usual way."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded and self._take(event):
            return
        await super().on_event(event)

    def _take(self, event: events.Key | events.Paste) -> bool:
        """True where a page is in front, which has taken it."""
        if not self.screen_stack or not isinstance(self.screen_stack[-1], Page):
            return False
        event._set_forwarded()
        self.hand_on(event)
        return True

    def hand_on(self, event: events.Key | events.Paste) -> None:
        """A key or a paste that a page kept waiting: it is that of the screen in front now."""
        page = self.screen_stack[-1]
        if not isinstance(page, Page):
            page.post_message(event)
        elif isinstance(event, events.Key):
            page.take_key(event)
        else:
            page.take_paste(event)

    def open_page(self, page: Page) -> None:
        """Have a page in front; the next key is its own."""
        self.push_screen(page)

    def open_meeting(self, session: Session, observation: str | None = None) -> None:
        """Have the capture screen in front, on a line of the meeting where one is named."""
        from fieldnotes.tui.screens.meeting import MeetingScreen  # 60 ms, wanted once a meeting is opened

        self.push_screen(MeetingScreen(session, observation))

    def open_writing(self, session: Session) -> None:
        """Have the write-up screen in front; what is typed there goes into the record as its session ends."""
        from fieldnotes.tui.screens.writing import WritingScreen  # as above

        screen = WritingScreen(session)
        self.desk.writes_up(session, screen.writing)
        self.push_screen(screen)

    def leave(self, screen: Screen[Any]) -> None:
        """A screen is left: the one under it is in front again, or, where there is none, the app ends."""
        if screen is not self.screen_stack[-1]:
            return
        if len(self.screen_stack) == 1:
            self.exit()
            return
        self.pop_screen()
        if isinstance(self.screen, Page):
            self.screen.came_back()

    def leave_meeting(self, screen: Screen[Any], session: Session) -> None:
        """The capture screen is left: its session is closed while the page under it is in front."""
        self.leave(screen)
        if isinstance(self.screen, Page):
            self.screen.close_meeting(session)


def run_shell(desk: Desk) -> None:
    """Run the app until it is left; whatever is open then is closed. Raises what ended it, as `capture` does."""
    shell = Shell(desk)
    try:
        shell.run()
        if shell.fault is not None:
            raise shell.fault
    finally:
        desk.close()
