"""The capture screen: it puts widgets together, takes keys and messages, and calls the capture session.

Every key comes to the screen itself and is dealt with before the next one. Nothing on it takes the focus: a
focus that changes hands between two keys lets the second overtake the first.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from fieldnotes.capture.acting import read_act
from fieldnotes.text import clean_line
from fieldnotes.tui import commands, glance, wording
from fieldnotes.tui.asking import Asking
from fieldnotes.tui.called import Called
from fieldnotes.tui.completing import Offered, suggesting
from fieldnotes.tui.doing import all_deeds
from fieldnotes.tui.doing.agenda import offer_gap
from fieldnotes.tui.doing.choosing import choose, come_back
from fieldnotes.tui.doing.finding import look_for
from fieldnotes.tui.editing import Changed, Editing, Entered, Pressed, Recalled, Report
from fieldnotes.tui.fitting import fit
from fieldnotes.tui.keymap import Keymap
from fieldnotes.tui.modes import Mode, TakesPaste, help_in_force
from fieldnotes.tui.quiet import QuietLine
from fieldnotes.tui.saving import Saving
from fieldnotes.tui.stamps import arrived
from fieldnotes.tui.unfinished import Unfinished
from fieldnotes.tui.widgets.agenda import AgendaPanel
from fieldnotes.tui.widgets.composer import Composer
from fieldnotes.tui.widgets.head import Head
from fieldnotes.tui.widgets.help import Help
from fieldnotes.tui.widgets.here import HerePanel
from fieldnotes.tui.widgets.keys import Keys
from fieldnotes.tui.widgets.reading import Reading
from fieldnotes.tui.widgets.timeline import Timeline
from fieldnotes.tui.widgets.trouble import Trouble
from fieldnotes.tui.widgets.veil import Veil

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.capture.session import Session
    from fieldnotes.capture.taken import Taken
    from fieldnotes.capture.vigil import Absence
    from fieldnotes.capture.writer import Outcome
    from fieldnotes.tui.keymode import KeyMode


class CaptureScreen(Screen[None]):
    """A meeting being observed."""

    AUTO_FOCUS = None
    ALLOW_SELECT = False

    def __init__(self, session: Session, keymap: Keymap | None = None, faults: Iterable[str] = ()) -> None:
        """`faults` are sentences to be told at once, such as of damage that was found when the meeting was read."""
        super().__init__()
        self.session = session
        keymap = keymap or Keymap(commands.COMMANDS)
        self.faults = (*faults, *keymap.faults)
        self.saving = Saving(session.is_durable)
        self.commands = keymap.table
        self.by_key = commands.by_key(self.commands)
        self.editing = Editing(session.key_time, self.by_key, suggesting(session))
        self.unfinished = Unfinished(session, self.editing)
        self.before_commands: list[Callable[[str], None]] = []
        self._outcomes: deque[Outcome] = deque()
        self.gap_told: Absence | None = None
        self.warned_of_leaving = False
        self.modes: list[Mode] = []
        self.put_by: list[Mode] = []
        self.key_mode: KeyMode | None = None
        self.deeds = all_deeds(self)
        self.head = Head(lambda: glance.facts(session, self.saving), id="head")
        self.agenda = AgendaPanel(lambda: glance.agenda(session), id="agenda")
        self.timeline = Timeline(
            lambda: session.observations,
            self.saving.mark,
            lambda number: glance.title_of(session, number),
            lambda at: glance.twice(session, at),
            called=Called(lambda: session.record),
            back=self.key_of("back"),
            id="timeline",
        )
        self.help = Help(
            lambda: commands.help_sections(self.commands, help_in_force(self.modes)),
            self.with_keys("{back} closes, {page-down} for more"),
            id="help",
        )
        self.here = HerePanel(lambda: glance.people(session), id="here")
        self.trouble = Trouble(self.saving.trouble, id="trouble")
        self.keys = Keys(commands.footer(self.commands), self.offers, id="keys")
        self.composer = Composer(self.editing, session.read, lambda: self.asking, self.keys.look, id="composer")
        self.reading = Reading(self.editing, session.read, self.with_keys, id="reading")
        self.veil = Veil(self._clock, lambda: self.saving.unsaved, self.key_of("unveil"), id="veil")
        self.quiet = QuietLine(self, self.key_of("prompt"))

    def compose(self) -> ComposeResult:
        """Head, panels, composer with its reading, keys."""
        fit(self, self.app.size)
        yield self.head
        with Container(id="below"):  # apart from the head: what overlaps the row of a clock is painted each second
            with Container(id="panels"):
                yield from (self.agenda, self.timeline, self.help, self.here)
            yield from (self.trouble, self.composer, self.reading, self.keys)
        yield self.veil

    def on_mount(self) -> None:
        """Be where it was: the draft in the composer, the end of the timeline, the lines entered before."""
        session = self.session
        self.editing.remember([clean_line(seen.typed) for seen in session.observations[-200:] if seen.typed])
        self._loop = asyncio.get_running_loop()
        session.listen(self._heard_of)
        left = session.take_up()
        for line in left.lines:
            self.saving.taken(line)
        for keyed, at in self.unfinished.restore(left.draft):
            self.take(keyed, at)
        if self.editing.line:
            self.reading.show_line(self.editing.line.text, self.editing.at)
        elif left.lines:
            count = len(left.lines)
            self.reading.say(f"{count} {'line' if count == 1 else 'lines'} not saved last time: now being saved.")
        if self.unfinished.words_came_back:
            self.reading.say_also("An amendment or write-up was not entered last time: Up brings it back.")
        if self.faults:
            self.reading.say_also(warnings=self.faults)
        self.renew()
        self._wait_for_second()

    def on_unmount(self) -> None:
        """Nobody waits for the next second."""
        self._second.cancel()

    def on_resize(self, event: events.Resize) -> None:
        """What is shown depends on the room there is."""
        fit(self, event.size)

    # -- time

    def _wait_for_second(self) -> None:
        """Wake at the next full second; a second that was missed is not made up for."""
        gone = self.session.now().at.microsecond / 1_000_000
        self._second = self._loop.call_later(1.001 - gone, self.call_next, self._tick)  # a Timer costs a task each

    def _tick(self) -> None:
        self.session.beat()
        if self.session.look():
            self.timeline.moved()
        self.renew()
        offer_gap(self)
        self.quiet.look()
        self._wait_for_second()

    def renew(self) -> None:
        """Let each panel look; it paints only if it has something else to say."""
        self.head.renew()
        self.agenda.renew()
        self.here.renew()
        self.timeline.entitle(glance.heading(self.session))
        if self.has_class("-veiled"):
            self.veil.renew()
        if self.has_class("-helping"):
            self.help.renew()

    def _clock(self) -> str:
        return wording.clock(self.session.now().at)

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """Every key, in order."""
        event.stop()
        event.prevent_default()
        self.act_on(self._heard(event.key, event.character, arrived(event)))

    def _heard(self, key: str, character: str | None, monotonic: float) -> list[Report]:
        """The mode entered last is asked first, the composer last; help that is in sight is closed before all."""
        if key == "escape" and self.has_class("-helping") and not self.has_class("-veiled"):
            return [Pressed("back", self.session.key_time(monotonic))]
        for mode in reversed(self.modes):
            reports = mode.key(key, character, monotonic)
            if reports is not None:
                return reports
        return self.editing.key(key, character, monotonic)

    def on_paste(self, event: events.Paste) -> None:
        """Text pasted in brackets."""
        event.stop()
        event.prevent_default()
        for mode in reversed(self.modes):
            if isinstance(mode, TakesPaste) and (reports := mode.paste(event.text, arrived(event))) is not None:
                self.act_on(reports)
                return
        self.act_on(self.editing.paste(event.text, arrived(event)))

    @property
    def asking(self) -> Asking | None:
        """What is asked for in the composer's place."""
        return next((mode for mode in reversed(self.modes) if isinstance(mode, Asking)), None)

    def ask(self, asking: Asking) -> None:
        """Ask for a line that is no jotting; the one being typed waits."""
        self.modes.append(asking)
        self.reading.show_asked(asking)

    def stop_asking(self, *, entered: bool = False) -> str:
        """Ask no more; what was not entered is to be gone back to with the up key. Gives what that was for."""
        kept = ""
        for asking in [mode for mode in (*self.put_by, *self.modes) if isinstance(mode, Asking)]:
            if entered and asking.target:
                self.editing.forget(asking.target)
            elif begun := asking.begun:
                self.editing.set_aside(begun)
                kept = asking.prompt
            self.modes[:] = [mode for mode in self.modes if mode is not asking]
        self.put_by.clear()
        return kept

    def on_timeline_clicked(self, clicked: Timeline.Clicked) -> None:
        """A line was clicked: it is chosen."""
        choose(self, clicked.seen)
        self.show_composer()

    def on_keys_clicked(self, clicked: Keys.Clicked) -> None:
        """A key of the footer was clicked."""
        self.run_command_now(clicked.command)

    def on_agenda_panel_chosen(self, chosen: AgendaPanel.Chosen) -> None:
        """An item was clicked: the line that opens it waits for Enter, for a click may be a slip."""
        self.prepare(f"/item {chosen.number}")

    def on_here_panel_chosen(self, chosen: HerePanel.Chosen) -> None:
        """A person was clicked: the line is theirs, or in key mode the floor."""
        if self.keying:
            self.keying.choose(chosen.code)
        else:
            self.prepare(f"{chosen.code}: ")

    def prepare(self, line: str) -> None:
        """Put the beginning of a line into the composer, unless something is being typed there."""
        if self.asking:
            self.reading.say(f"“{self.asking.prompt}” is being typed: Enter takes it, Esc leaves it.")
            return
        if self.keying:
            self.keying.toggle()
        reports = self.editing.prepare(line, self.session.now())
        self.act_on(reports)
        if not reports:
            self.reading.say("A line is being typed, and stays as it is: Enter takes it.")

    def offers(self) -> tuple[Offered | None, bool]:
        """What tab offers, and whether a line waits; nothing while keys do something else than type."""
        if not self.modes:
            waits = self.editing.waiting or any(isinstance(mode, Asking) for mode in self.put_by)
            return self.editing.offered(), bool(waits)
        top = self.modes[-1]
        return (top.offered() if isinstance(top, Asking) else None), False

    def on_keys_chosen(self, chosen: Keys.Chosen) -> None:
        """What is offered was clicked."""
        self.act_on(self.asking.choose(chosen.place) if self.asking else self.editing.choose(chosen.place))

    def act_on(self, reports: list[Report]) -> None:
        """Do what came of a key, in order."""
        for report in reports:
            match report:
                case Changed(line, at):
                    self.warned_of_leaving = False
                    self.unfinished.keep()
                    self.reading.show_line(line, at)
                    self.quiet.typed(line, at)
                case Entered(line, at):
                    self.take(line, at)
                case Pressed(command, at):
                    self.run_command(command, at)
                case Recalled(begun):
                    from fieldnotes.tui.doing.chosen import go_on  # of use where something was begun

                    go_on(self, begun)
        if self.unfinished.come_back():
            self.reading.show_line(self.editing.line.text, self.editing.at)
        come_back(self)
        self.unfinished.ask(next((a.begun for a in (*self.put_by, *self.modes) if isinstance(a, Asking)), None))
        if self.key_mode:
            self.key_mode.come_back()
        self.show_composer()
        if self.asking:
            self.reading.follow(self.asking)

    @property
    def keying(self) -> KeyMode | None:
        """Key mode, while the keys are its own."""
        return self.key_mode if self.modes and self.modes[-1] is self.key_mode else None

    def show_composer(self) -> None:
        """The composer, or in its place what key mode shows."""
        self.set_class(self.keying is not None, "-keying")
        if self.keying:
            self.keys.look()
        else:
            self.composer.show_line()

    # -- the meeting

    def take(self, line: str, at: KeyTime) -> Taken | None:
        """Give a line to the session, and show what came of it; help and `/find` are the screen's own to answer."""
        act = read_act(line)
        if act and act.name == "find":
            look_for(self, act.words)
            return None
        if act and act.name == "help":
            self.run_command("help", at)
            return None
        return self.carry(lambda: self.session.take(line, at))

    def carry(self, act: Callable[[], Taken]) -> Taken:
        """Have the session do something, and show what came of it."""
        before = self.session.room, self.session.record
        taken = act()
        self.saving.taken(taken)
        self.reading.say(taken.says or self.timeline.unseen(taken.observations), warnings=taken.warnings)
        if self.reading.says_nothing and not self.modes and self.editing.line:
            self.reading.show_line(self.editing.line.text, self.editing.at)  # a key did this while a line is typed
        self.quiet.took(taken)
        if taken.moved:
            self.timeline.moved()
        else:
            self.timeline.grown()
        if taken.moved or before != (self.session.room, self.session.record):
            self.renew()
        else:
            self.head.renew()
        return taken

    def _heard_of(self, outcome: Outcome) -> None:
        """An outcome, told in the writer's thread: many at once are shown at once."""
        first = not self._outcomes
        self._outcomes.append(outcome)
        if first and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._show_outcomes)

    def _show_outcomes(self) -> None:
        while self._outcomes:
            self.saving.told(self._outcomes.popleft())
        if not self.is_running:
            return
        trouble = bool(self.saving.trouble())
        if trouble or self.has_class("-trouble"):
            self.set_class(trouble, "-trouble")
            self.trouble.renew()
        self.timeline.grown()
        self.head.renew()

    # -- commands

    def key_of(self, command: str) -> str:
        """The first key of a command, as people write it."""
        return commands.key_of(self.commands, command)

    def with_keys(self, words: str) -> str:
        """A sentence of the program's own with each `{command}` in it as that command's key."""
        return commands.with_keys(self.commands, words)

    def run_command(self, command: str, at: KeyTime) -> None:
        """Do what a command of the table says, at the time of its key."""
        for about_to in tuple(self.before_commands):
            about_to(command)
        self.deeds[command](at)

    def leave(self) -> None:
        """The meeting is left, and with it the app."""
        self.app.exit()

    def run_command_now(self, command: str) -> None:
        """The same for a command that came by no key."""
        self.run_command(command, self.session.now())
