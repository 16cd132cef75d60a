"""The write-up screen: the jottings, frozen; the fuller note of the chosen one; reflections apart.

Every key comes to the screen itself and is dealt with before the next one; nothing on it takes the focus.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen

from fieldnotes.capture.leftwords import briefly, how_far, left_in_words
from fieldnotes.capture.writingup import WritingUp
from fieldnotes.measures.left import clock_since, ended_at, is_written, left_to_do
from fieldnotes.tui import commands, glance, wording
from fieldnotes.tui.fitting import fit
from fieldnotes.tui.keymap import Keymap
from fieldnotes.tui.pad import words_in
from fieldnotes.tui.saving import Saving
from fieldnotes.tui.stamps import arrived
from fieldnotes.tui.widgets.head import Facts, Head
from fieldnotes.tui.widgets.help import Help, Section
from fieldnotes.tui.widgets.jottings import Jottings
from fieldnotes.tui.widgets.keys import Keys
from fieldnotes.tui.widgets.padview import PadView
from fieldnotes.tui.widgets.timeline import Timeline
from fieldnotes.tui.widgets.trouble import Trouble
from fieldnotes.tui.widgets.veil import Veil
from fieldnotes.tui.widgets.written import AskRow, Codings, Reflections, SaysRow
from fieldnotes.tui.writing.commands import COMMANDS
from fieldnotes.tui.writing.deeds import Deeds
from fieldnotes.tui.writing.help import help_sections
from fieldnotes.tui.writing.notes import Notes

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session
    from fieldnotes.capture.taken import Taken
    from fieldnotes.capture.writer import Outcome
    from fieldnotes.model.coding import Coding, Part
    from fieldnotes.tui.asking import Asking
    from fieldnotes.tui.completing import Offered

WIDTHS = (("-narrow", 0, 72), ("-normal", 72, 100), ("-roomy", 100, 100_000))
_SAVED = {
    "typing": ("○ typing", "saving"),
    "kept": ("● kept as a draft", "mark"),
    "saving": ("○ saving", "saving"),
    "saved": ("● saved", "mark"),
}
_MOST_CODINGS = 6


class WriteUpScreen(Screen[None]):
    """A meeting being written up."""

    AUTO_FOCUS = None
    ALLOW_SELECT = False

    def __init__(self, session: Session, hours: float, keymap: Keymap | None = None) -> None:
        """`hours` is within how many hours a meeting should be written up."""
        super().__init__()
        self.session, self.hours = session, hours
        keymap = keymap or Keymap(COMMANDS)
        self.keymap_faults, self.commands = keymap.faults, keymap.table
        self.by_key = commands.by_key(self.commands)
        self.writing = WritingUp(session)
        self.notes = Notes(self.writing)
        self.saving = Saving(session.is_durable)
        self.of: str | None = None
        self.part: Part = "write-up"
        self.asked: Asking | None = None
        self.sections: Callable[[], list[Section]] = lambda: help_sections(self.commands)
        self.warned_of_leaving = False
        self._entitled = ("", "")
        self._shown_state = ""
        self._count()
        self._outcomes: deque[Outcome] = deque()
        self.deeds = Deeds(self).by_command()
        self.head = Head(self._facts, id="head")
        self.jottings = Jottings(
            lambda: self.notes.jottings,
            self.notes.mark,
            lambda number: glance.title_of(session, number),
            lambda at: glance.twice(session, at),
            back="",
            id="jottings",
        )
        self.pad = PadView(self._empty, id="pad")
        self.codings = Codings(self._codings, lambda: self.pad.pad.at_cursor(), _MOST_CODINGS, id="codings")
        self.reflections = Reflections(lambda: self.notes.reflections, self.key_of("reflect"), id="reflections")
        self.help = Help(lambda: self.sections(), f"{self.key_of('back')} closes, pgdn for more", id="help")
        self.trouble = Trouble(self.saving.trouble, id="trouble")
        self.ask_row = AskRow(lambda: self.asked, id="asked")
        self.says = SaysRow(id="says")
        self.keys = Keys(commands.footer(self.commands), self._offers, id="keys")
        self.veil = Veil(self._clock, lambda: self.saving.unsaved, self.key_of("unveil"), id="veil")

    def compose(self) -> ComposeResult:
        """Head; jottings and reflections; the note with its codings; what is said or asked; keys."""
        fit(self, self.app.size, WIDTHS)
        yield self.head
        with Container(id="papers"):
            with Vertical(id="frozen"):
                yield from (self.jottings, self.reflections)
            with Vertical(id="note"):
                yield from (self.pad, self.codings)
            yield self.help
        yield from (self.trouble, self.ask_row, self.says, self.keys)
        yield self.veil

    def on_mount(self) -> None:
        """Take up what was left unsaved, and begin with it, else with the first line that has no note."""
        self._loop = asyncio.get_running_loop()
        self.session.listen(self._heard_of)
        for line in self.session.take_up().lines:
            self.saving.taken(line)
        drafts = self.writing.take_up()
        self.notes.look()
        self._count()
        first = self.notes.next_unwritten(None, 1)
        ids = [seen.id for seen in self.notes.jottings]
        self.open(next((of for of in drafts if of in ids), first.id if first else ids[0] if ids else None))
        self.say(self._of_drafts(drafts), self.keymap_faults)
        self.renew()
        self._wait_for_second()

    def _of_drafts(self, drafts: tuple[str, ...]) -> str:
        if not drafts:
            return ""
        if any(map(self.writing.has_changed_under, drafts)):
            return "A draft of last time goes on here. Somebody changed that note since: theirs is in the history."
        count = len(drafts)
        return f"{count} {'note' if count == 1 else 'notes'} of last time not finished: taken up where they stood."

    def on_resize(self, event: events.Resize) -> None:
        """What is shown depends on the room there is."""
        fit(self, event.size, WIDTHS)

    def _wait_for_second(self) -> None:
        gone = self.session.now().at.microsecond / 1_000_000
        self.set_timer(1.001 - gone, self._tick)

    def _tick(self) -> None:
        """Once a second: a draft of what was typed, a commit after a minute's rest, what others wrote."""
        self.writing.keep()
        if self.writing.is_resting(self._loop_time()):
            self.carry(*self.writing.commit_all())
        if self.session.look():
            self.look_anew()
        self.renew()
        self._wait_for_second()

    def _loop_time(self) -> float:
        return self.session.now().mono / 1000

    def renew(self) -> None:
        """Let each panel look; it paints only if it has something else to say."""
        self.head.renew()
        self.codings.renew()
        self.reflections.renew()
        self._entitle()
        if self.has_class("-veiled"):
            self.veil.renew()
        if self.has_class("-helping"):
            self.help.renew()

    def _count(self) -> None:
        """Work out what is left of the whole record: when that changed, not on keys or ticks."""
        record = self.session.record.with_observations(tuple(self.session.observations))
        left = left_to_do(record)
        done = sum(is_written(seen) for seen in self.notes.jottings)
        self._ended = ended_at(record)
        self._left = "marked as written up" if record.meeting.written_up else left_in_words(left).partition(",")[0]
        self._title = f"Jottings · {how_far(done, len(left.unwritten)) if self.notes.jottings else 'none'}"

    def _clock(self) -> str:
        return wording.clock(self.session.now().at)

    def key_of(self, command: str) -> str:
        """The first key of a command, as people write it."""
        return commands.key_of(self.commands, command)

    def _facts(self) -> Facts:
        meeting, now = self.session.record.meeting, self.session.now().at
        saved, style = self.saving.state() if self.saving.unsaved else self._state()
        self._shown_state = saved
        where = (f"{meeting.body} {meeting.site}".strip() or "Meeting", self._left, f"{meeting.date:%d %B %Y}")
        left = briefly(clock_since(self._ended, now, self.hours))
        return Facts(where, wording.clock(now), left, "", "", saved, style)

    def _state(self) -> tuple[str, str]:
        if self.of is None:
            return _SAVED["saved"]
        state = self.writing.state(self.of)
        if state == "typing" and not self.writing.outlives:
            return "✗ ONLY IN THIS WINDOW", "failed"
        return _SAVED[state]

    def _entitle(self) -> None:
        words = words_in(self.pad.pad.text)
        title = "The jotting, frozen" if self.part == "text" else "Fuller note"
        count = f"{words:,} {'word' if words == 1 else 'words'}" if words else ""
        if (title, count) != self._entitled:
            self._entitled = title, count
            self.pad.border_title, self.pad.border_subtitle = Content(title), Content(count)
        self.jottings.entitle(self._title)

    # -- the note

    def open(self, of: str | None, part: Part = "write-up") -> None:
        """Have the text of a line in the pad; the note that was written until now goes into the record."""
        if self.of not in (None, of):
            self.commit()
        self.of, self.part = of, part
        self.jottings.choose(next((seen for seen in self.notes.jottings if seen.id == of), None), among_others=True)
        if of is not None:
            self.pad.show(self.notes.pad(of, part))
        self.renew()

    def commit(self) -> None:
        """Put the note of this line into the record."""
        if self.of is not None and (taken := self.writing.commit(self.of)):
            self.carry(taken)

    def carry(self, *taken: Taken) -> None:
        """Show what came of acts on the record."""
        for one in taken:
            self.saving.taken(one)
            self.say(one.says, one.warnings)
        if taken:
            self.look_anew()
            self.renew()

    def look_anew(self) -> None:
        """The record is another: lists, marks, and spans in the note."""
        self.notes.look()
        self._count()
        if self.of is not None:
            pad = self.notes.pad(self.of, self.part)
            self.pad.look() if pad is self.pad.pad else self.pad.show(pad)
        self.jottings.moved()

    def typed(self, monotonic: float) -> None:
        """The note is another: the draft is to have it soon."""
        if self.of is not None and self.part == "write-up":
            pad = self.pad.pad
            self.writing.typed(self.of, pad.text, pad.places, monotonic)
            if self._state()[0] != self._shown_state:
                self.head.renew()

    def _codings(self) -> list[Coding]:
        return self.notes.codings(self.of) if self.of is not None else []

    def _empty(self) -> str:
        if self.of is None:
            return "There are no jottings yet."
        return "Write what happened, as fully as you remember it."

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """Every key, in order."""
        event.stop()
        event.prevent_default()
        self.press(event.key, event.character, arrived(event))

    def press(self, key: str, character: str | None, monotonic: float) -> None:
        """The veil first, then what is asked, then commands, then the text."""
        command = self.by_key.get(key)
        if self.has_class("-veiled"):
            if command == "unveil":
                self.run_command_now(command)
            return
        if self.asked is not None and self.asked.key(key, character, monotonic) is not None:
            self.show_asked()
        elif command is not None:
            self.run_command_now(command)
        elif self.has_class("-helping") and self._scrolls(key):
            return
        elif self.asked is None and self.of is not None:
            self.write(lambda: self.pad.keys.key(key, character), monotonic)

    def write(self, act: Callable[[], object], monotonic: float) -> None:
        """Do something to the text, and show it."""
        before = self.pad.pad.text
        act()
        if self.says.words:
            self.say()
        if self.pad.pad.text is not before and self.pad.pad.text != before:
            self.typed(monotonic)
        self.warned_of_leaving = False
        self.pad.look()
        if self.pad.pad.places:
            self.codings.renew()

    def _scrolls(self, key: str) -> bool:
        if key in ("pageup", "pagedown", "ctrl+b", "ctrl+f"):
            self.help.scroll_page(-1 if key in ("pageup", "ctrl+b") else 1)
        elif key in ("up", "down"):
            self.help.scroll_rows(-1 if key == "up" else 1)
        else:
            return False
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Text pasted in brackets."""
        event.stop()
        event.prevent_default()
        if self.has_class("-veiled"):
            return
        if self.asked is not None:
            self.asked.paste(event.text, arrived(event))
            self.show_asked()
        elif self.of is not None:
            self.write(lambda: self.pad.keys.paste(event.text), arrived(event))

    def on_pad_view_clicked(self, clicked: PadView.Clicked) -> None:
        """A place in the text was clicked."""
        self.write(lambda: self.pad.pad.move_to(clicked.place, selecting=clicked.selecting), 0.0)

    def on_timeline_clicked(self, clicked: Timeline.Clicked) -> None:
        """A line of the list was clicked."""
        self.open(clicked.seen.id)

    def on_keys_clicked(self, clicked: Keys.Clicked) -> None:
        """A key of the footer was clicked."""
        self.run_command_now(clicked.command)

    def on_keys_chosen(self, chosen: Keys.Chosen) -> None:
        """What is offered was clicked."""
        if self.asked is not None:
            self.asked.choose(chosen.place)
            self.show_asked()

    def run_command_now(self, command: str) -> None:
        """Do what a command of the table says."""
        self.deeds[command]()

    # -- what is asked and said

    def say(self, words: str = "", warnings: tuple[str, ...] = ()) -> None:
        """Say something in place of what was said."""
        self.says.say(words, warnings)

    def ask(self, asked: Asking | None) -> None:
        """Ask for a line, or no more."""
        self.asked = asked
        self.set_class(asked is not None, "-asking")
        self.show_asked()

    def show_asked(self) -> None:
        """Paint what is asked for and what tab offers."""
        self.ask_row.refresh()
        self.keys.look()

    def _offers(self) -> tuple[Offered | None, bool]:
        return (self.asked.offered() if self.asked else None), False

    # -- the disk

    def _heard_of(self, outcome: Outcome) -> None:
        """An outcome, told in the writer's thread: many at once are shown at once."""
        first = not self._outcomes
        self._outcomes.append(outcome)
        if first and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._show_outcomes)

    def _show_outcomes(self) -> None:
        while self._outcomes:
            outcome = self._outcomes.popleft()
            self.saving.told(outcome)
            if outcome.error is None:
                self.writing.saved(outcome.ticket)
        if self.is_running:
            trouble = bool(self.saving.trouble())
            self.set_class(trouble, "-trouble")
            self.trouble.renew()
            self.jottings.grown()
            self.head.renew()

    def leave(self) -> None:
        """Go; what was typed goes into the record as the session ends."""
        self.app.exit()
