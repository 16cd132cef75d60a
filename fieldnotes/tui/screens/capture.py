"""The capture screen: it puts widgets together, takes keys and messages, and calls the capture session.

Every key comes to the screen itself and is dealt with before the next one. Nothing on it takes the focus: a
focus that changes hands between two keys lets the second overtake the first.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from fieldnotes.tui import commands, glance
from fieldnotes.tui.editing import Changed, Editing, Entered, Pressed, Report
from fieldnotes.tui.saving import Saving
from fieldnotes.tui.stamps import arrived
from fieldnotes.tui.widgets.agenda import AgendaPanel
from fieldnotes.tui.widgets.composer import Composer
from fieldnotes.tui.widgets.head import Head
from fieldnotes.tui.widgets.help import Help
from fieldnotes.tui.widgets.here import HerePanel
from fieldnotes.tui.widgets.keys import Keys
from fieldnotes.tui.widgets.reading import Reading
from fieldnotes.tui.widgets.timeline import Timeline
from fieldnotes.tui.widgets.trouble import Trouble

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.capture.session import Session
    from fieldnotes.capture.writer import Outcome


WIDTHS = (("-narrow", 0, 72), ("-normal", 72, 100), ("-roomy", 100, 132), ("-wide", 132, 100_000))


class CaptureScreen(Screen[None]):
    """A meeting being observed."""

    AUTO_FOCUS = None
    ALLOW_SELECT = False

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._saving = Saving(session.is_durable)
        self._editing = Editing(session.key_time, commands.BY_KEY)
        self._outcomes: deque[Outcome] = deque()
        self._warned_of_leaving = False
        self._head = Head(lambda: glance.facts(session, self._saving), id="head")
        self._agenda = AgendaPanel(lambda: glance.agenda(session), id="agenda")
        self._timeline = Timeline(
            lambda: session.observations,
            self._saving.mark,
            lambda number: glance.title_of(session, number),
            id="timeline",
        )
        self._help = Help(commands.help_sections(), id="help")
        self._here = HerePanel(lambda: glance.people(session), id="here")
        self._trouble = Trouble(self._saving.trouble, id="trouble")
        self._composer = Composer(self._editing, session.read, id="composer")
        self._reading = Reading(session.read, id="reading")

    def compose(self) -> ComposeResult:
        """Head, panels, composer with its reading, keys."""
        self._fit(self.app.size.width)  # before the first layout: a class that changes costs another one
        yield self._head
        with Container(id="panels"):
            yield from (self._agenda, self._timeline, self._help, self._here)
        yield from (self._trouble, self._composer, self._reading)
        yield Keys(commands.footer(), id="keys")

    def on_mount(self) -> None:
        """Be where it was: the draft in the composer, the end of the timeline, the lines entered before."""
        session = self._session
        self._editing.remember([seen.typed for seen in session.observations[-200:] if seen.typed])
        self._loop = asyncio.get_running_loop()
        session.listen(self._heard_of)
        left = session.take_up()
        for line in left.lines:
            self._saving.taken(line)
        if left.draft:
            self._editing.restore(*left.draft)
            self._reading.show_line(*left.draft)
        elif left.lines:
            count = len(left.lines)
            self._reading.say(f"{count} {'line' if count == 1 else 'lines'} not saved last time: now being saved.")
        self._renew()
        self._wait_for_second()

    def on_resize(self, event: events.Resize) -> None:
        """What is shown depends on the width."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        for name, least, most in WIDTHS:
            self.set_class(least <= width < most, name)

    # -- time

    def _wait_for_second(self) -> None:
        """Wake at the next full second; a second that was missed is not made up for."""
        gone = self._session.now().at.microsecond / 1_000_000
        self.set_timer(1.001 - gone, self._tick)

    def _tick(self) -> None:
        if self._session.look():
            self._timeline.moved()
        self._renew()
        self._wait_for_second()

    def _renew(self) -> None:
        """Let each panel look; it paints only if it has something else to say."""
        self._head.renew()
        self._agenda.renew()
        self._here.renew()
        self._timeline.entitle(glance.heading(self._session))

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """Every key, in order."""
        event.stop()
        event.prevent_default()
        self._act_on(self._editing.key(event.key, event.character, arrived(event)))

    def on_paste(self, event: events.Paste) -> None:
        """Text pasted in brackets."""
        event.stop()
        event.prevent_default()
        self._act_on(self._editing.paste(event.text, arrived(event)))

    def on_keys_clicked(self, clicked: Keys.Clicked) -> None:
        """A key of the footer was clicked."""
        self.run_command_now(clicked.command)

    def _act_on(self, reports: list[Report]) -> None:
        for report in reports:
            match report:
                case Changed(line, at):
                    self._warned_of_leaving = False
                    self._session.keep_draft(line, at)
                    self._reading.show_line(line, at)
                case Entered(line, at):
                    self._take(line, at)
                case Pressed(command, at):
                    self.run_command(command, at)
        self._composer.show_line()

    # -- the meeting

    def _take(self, line: str, at: KeyTime) -> None:
        """Give a line to the session, and show what came of it."""
        before = self._session.room, self._session.record
        taken = self._session.take(line, at)
        self._saving.taken(taken)
        self._reading.say(taken.says, warnings=taken.warnings)
        if taken.moved:
            self._timeline.moved()
        else:
            self._timeline.grown()
        if taken.moved or before != (self._session.room, self._session.record):
            self._renew()
        else:
            self._head.renew()

    def _heard_of(self, outcome: Outcome) -> None:
        """An outcome, told in the writer's thread: many at once are shown at once."""
        first = not self._outcomes
        self._outcomes.append(outcome)
        if first and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._show_outcomes)

    def _show_outcomes(self) -> None:
        while self._outcomes:
            self._saving.told(self._outcomes.popleft())
        if not self.is_running:
            return
        trouble = bool(self._saving.trouble())
        if trouble or self.has_class("-trouble"):
            self.set_class(trouble, "-trouble")
            self._trouble.renew()
        self._timeline.grown()
        self._head.renew()

    # -- commands

    def run_command(self, command: str, at: KeyTime) -> None:
        """Do what a command of the table says, at the time of its key."""
        do = getattr(self, "_do_" + command.replace("-", "_"))
        do(at)

    def run_command_now(self, command: str) -> None:
        """The same for a command that came by no key."""
        self.run_command(command, self._session.now())

    def _do_help(self, at: KeyTime) -> None:
        self.toggle_class("-helping")

    def _do_back(self, at: KeyTime) -> None:
        if self.has_class("-helping"):
            self.remove_class("-helping")
        else:
            self._timeline.to_end()

    def _do_next_item(self, at: KeyTime) -> None:
        if item := glance.next_item(self._session):
            self._take(f"/item {item.number}", at)
        else:
            self._reading.say("There is no further item: /item and a title adds one, /end ends the meeting.")

    def _do_close_item(self, at: KeyTime) -> None:
        self._take("/item", at)

    def _do_break(self, at: KeyTime) -> None:
        self._take("/break", at)

    def _do_resume(self, at: KeyTime) -> None:
        self._take("/resume", at)

    def _do_end(self, at: KeyTime) -> None:
        self._take("/end", at)

    def _do_undo(self, at: KeyTime) -> None:
        self._take("/undo", at)

    def _do_redo(self, at: KeyTime) -> None:
        self._take("/redo", at)

    def _do_page_up(self, at: KeyTime) -> None:
        self._scrolled(-1)

    def _do_page_down(self, at: KeyTime) -> None:
        self._scrolled(1)

    def _scrolled(self, pages: int) -> None:
        (self._help if self.has_class("-helping") else self._timeline).scroll_page(pages)

    def _do_row_up(self, at: KeyTime) -> None:
        (self._help if self.has_class("-helping") else self._timeline).scroll_rows(-1)

    def _do_row_down(self, at: KeyTime) -> None:
        (self._help if self.has_class("-helping") else self._timeline).scroll_rows(1)

    def _do_first(self, at: KeyTime) -> None:
        self._timeline.to_start()

    def _do_last(self, at: KeyTime) -> None:
        self._timeline.to_end()

    def _do_light_or_dark(self, at: KeyTime) -> None:
        self.app.theme = "fieldnotes-light" if self.app.current_theme.dark else "fieldnotes-dark"

    def _do_palette(self, at: KeyTime) -> None:
        self.app.action_command_palette()

    def _do_leave(self, at: KeyTime) -> None:
        """Leave; where the disk refuses lines, only when asked a second time."""
        if not self._saving.unsaved or self._warned_of_leaving:
            self.app.exit()
            return
        self._warned_of_leaving = True
        after = (
            "it comes back when this meeting is opened again" if self._saving.kept else "what was not is printed"
        )
        self._reading.say(warnings=[f"{self._saving.unsaved} not saved. ^Q again leaves; {after}."])
