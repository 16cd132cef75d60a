"""What every screen but the capture screen stands in: its commands, help, veil, forms, and long work.

Keys are taken in their order, those of the next screen behind the one that opened it: the app hands each to
`take_key` before it looks at the following one, so that none is overtaken when many arrive at once. For that a page
takes keys from the moment it is made. Nothing on it takes the focus.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import copy_context
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from fieldnotes.settings import settings
from fieldnotes.text import visible
from fieldnotes.tui import commands, wording
from fieldnotes.tui.keymap import keymap
from fieldnotes.tui.looks import remember_theme
from fieldnotes.tui.tables import by_letter, footer, keys_section, table_of
from fieldnotes.tui.themes import THEMES
from fieldnotes.tui.widgets.field import Field
from fieldnotes.tui.widgets.form import FormWidget
from fieldnotes.tui.widgets.help import Help, Section
from fieldnotes.tui.widgets.keys import Keys
from fieldnotes.tui.widgets.toprow import Says, TopRow, Working
from fieldnotes.tui.widgets.veil import Veil
from fieldnotes.tui.work import Work

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session
    from fieldnotes.tui.desk import Closed, Desk
    from fieldnotes.tui.entry import Entry
    from fieldnotes.tui.form import Form, Taker
    from fieldnotes.tui.shell import Shell

T = TypeVar("T")
Deed = Callable[[], object]
FORM_KEYS = (
    ("tab", "Tab", "next"), ("shift+tab", "Shift+Tab", "before"), ("ctrl+s", "^S", "enter"), ("help", "F1", "help"),
    ("escape", "Esc", "leave"),
)  # fmt: skip
"""The footer while a form is filled in: commands or Textual's names of keys, how they are written, words."""
ASKED_KEYS = (
    ("enter", "Enter", "open"), ("up", "Up", "before"), ("down", "Down", "next"), ("tab", "Tab", "keep"),
    ("help", "F1", "help"), ("escape", "Esc", "back"),
)  # fmt: skip
"""The footer while something is typed under a list."""
_PATIENCE = 0.25
"""Seconds before work is worth a row."""


class Page(Screen[None]):
    """A screen of the shell. A screen of it names its table, gives its `body`, its `own_deeds` and what it says."""

    AUTO_FOCUS = None
    ALLOW_SELECT = False
    TABLE: ClassVar[str]
    """The name of its table of commands, as in `fieldnotes.tui.tables.ROOMS`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        found = keymap(settings().keys, table_of(self.TABLE))
        self.commands, self.keymap_faults = found.table, found.faults
        self.by_key, self.by_letter = commands.by_key(self.commands), by_letter(self.commands)
        self.deeds: dict[str, Deed] = {**self._shared_deeds(), **self.own_deeds()}
        self.takers: list[Taker] = []
        self.asked: Entry | None = None
        self.form: Form | None = None
        self.work: Work[object] | None = None
        self.top = TopRow(self.where, self.counts, id="page-top")
        self.help = Help(self.help_sections, "Esc closes, PgDn for more", id="page-help")
        self.form_widget = FormWidget(lambda: self.form, id="page-form")
        self.says = Says(id="page-says")
        self.field = Field(lambda: self.asked, id="page-field")
        self.working = Working(lambda: self.work, id="page-working")
        self.keys = Keys(footer(self.commands), lambda: (None, False), id="page-keys")
        self.veil = Veil(_now, lambda: 0, self.key_of("unveil"), id="page-veil")

    # -- what a screen says of itself

    def body(self) -> Iterable[Widget]:
        """The widgets between the top row and the row that says things."""
        raise NotImplementedError

    def own_deeds(self) -> Mapping[str, Deed]:
        """What the commands of its table do, but for those that every screen has."""
        raise NotImplementedError

    def where(self) -> str:
        """The left side of the top row."""
        return "fieldnotes"

    def counts(self) -> str:
        """The right side of the top row."""
        return ""

    def help_sections(self) -> list[Section]:
        """Help: what the screen tells first, then all keys."""
        return [keys_section(self.commands)]

    def other_key(self, key: str, character: str | None) -> bool:
        """A key that is no command's; False where it means nothing here."""
        return False

    def renew(self) -> None:
        """Let the rows that say things look again."""
        self.top.renew()

    # -- the page

    def compose(self) -> ComposeResult:
        """Top row, body, what is said or asked, keys."""
        yield self.top
        with Container(id="page-body"):
            yield from self.body()
        yield from (self.help, self.form_widget, self.says, self.field, self.working, self.keys)
        yield self.veil

    def on_mount(self) -> None:
        """Tell of keys in the settings that cannot be, and begin."""
        self._loop, self._surroundings = asyncio.get_running_loop(), copy_context()
        if self.keymap_faults:
            self.say(" ".join(self.keymap_faults), warning=True)
        self.renew()
        self.begins()

    def begins(self) -> None:
        """The page is in front for the first time."""

    def came_back(self) -> None:
        """The screen over this one was left."""

    def say(self, words: str = "", *, warning: bool = False) -> None:
        """Say something in place of what was said."""
        self.says.say(words, warning=warning)

    def key_of(self, command: str) -> str:
        """The first key of a command, as people write it."""
        return commands.key_of(self.commands, command)

    @property
    def shell(self) -> Shell:
        """The app, which goes from screen to screen."""
        from fieldnotes.tui.shell import Shell  # its module needs this one

        assert isinstance(self.app, Shell)
        return self.app

    # -- keys

    def take_key(self, event: events.Key) -> None:
        """Every key, in order; one that comes when another screen is in front is that one's."""
        event.stop()
        event.prevent_default()
        self.press(event.key, event.character)

    def press(self, key: str, character: str | None) -> None:
        """The veil first, then what is asked or filled in, then commands, then letters."""
        command = self.by_key.get(key)
        if self.has_class("-veiled"):
            if command == "unveil":
                self.run_command_now(command)
        elif key == "escape" and self.has_class("-helping"):
            self.toggle_help()
        elif self.has_class("-helping") and self._scrolls(key):
            pass
        elif not any(taker.key(key, character) for taker in reversed(tuple(self.takers))):
            if command is None and not self.takers and character is not None:
                command = self.by_letter.get(character)
            if command is not None:
                self.run_command_now(command)
            elif not self.takers:
                self.other_key(key, character)
        self.look()

    def take_paste(self, event: events.Paste) -> None:
        """Text pasted in brackets goes to what is typed in, else nowhere: it holds no commands."""
        event.stop()
        event.prevent_default()
        if self.takers and not self.has_class("-veiled"):
            self.takers[-1].paste(event.text)
            self.look()

    def look(self) -> None:
        """Paint what keys change."""
        self.set_class(self.form is not None, "-filling")
        self.set_class(self.asked is not None, "-asking")
        self.keys.show(self.footer())
        if self.form:
            self.form_widget.refresh()
        if self.asked:
            self.field.refresh()

    def footer(self) -> Sequence[tuple[str, str, str]]:
        """The keys of the footer: of what has the keys at the moment."""
        if not (self.form or self.asked):
            return footer(self.commands)
        helps = ("help", self.key_of("help"), "help")
        return [helps if key[0] == "help" else key for key in (FORM_KEYS if self.form else ASKED_KEYS)]

    def _scrolls(self, key: str) -> bool:
        if key in ("pageup", "pagedown", "ctrl+b", "ctrl+f"):
            self.help.scroll_page(-1 if key in ("pageup", "ctrl+b") else 1)
        elif key in ("up", "down", "ctrl+up", "ctrl+down"):
            self.help.scroll_rows(-1 if key.endswith("up") else 1)
        else:
            return False
        return True

    def on_keys_clicked(self, clicked: Keys.Clicked) -> None:
        """A key of the footer was clicked."""
        if clicked.command in self.deeds:
            self.run_command_now(clicked.command)
            self.look()
        else:
            self.press(clicked.command, None)

    # -- forms

    def fill_in(self, form: Form) -> None:
        """Have a form filled in, in the place of the body."""
        self.form = form
        self.takers.append(form)
        self.form_widget.border_title = Content(visible(form.title))
        self.say()
        self.look()

    def stop_filling(self) -> None:
        """The form is entered or left."""
        if self.form in self.takers:
            self.takers.remove(self.form)
        self.form = None
        self.look()

    # -- one line

    def ask(self, entry: Entry, taker: Taker) -> None:
        """Have something typed under the body."""
        self.stop_asking()
        self.asked = entry
        self.takers.append(taker)
        self.say()
        self.look()

    def stop_asking(self) -> None:
        """Nothing is typed any more; what it came to stays."""
        self.takers[:] = [taker for taker in self.takers if taker is self.form]
        self.asked = None
        self.look()

    # -- long work

    def begin(self, work: Work[T]) -> bool:
        """Have long work done, one at a time; False where another is under way."""
        if self.work is not None:
            self.say(f"{self.work.words} is still under way; Esc stops it.", warning=True)
            return False
        self.work = work  # type: ignore[assignment]  # whatever comes of it goes to its own `done`
        self.set_timer(_PATIENCE, self._show_work)
        self.begin_beside(work)
        return True

    def begin_beside(self, work: Work[T]) -> None:
        """Have work done that is over soon, whatever else is under way; nothing is shown of it."""
        self.desk.works.append(work)
        work.start(partial(self._told, work), lambda: self._soon(self.working.renew))

    def _show_work(self) -> None:
        """Work that lasts is shown: what is over at once needs no row that comes and goes."""
        if self.work is not None:
            self.add_class("-working")
            self.working.renew()

    def close_meeting(self, session: Session) -> None:
        """End the session of a meeting that was left, beside whatever is under way, and say what was not saved."""
        job: Work[Closed] = Work(
            "Closing the meeting",
            lambda tell, stop: self.desk.close_meeting(session),
            self._say_closed,
            lambda why: self.say(why, warning=True),
        )
        self.begin_beside(job)

    def _say_closed(self, closed: Closed) -> None:
        if closed.says:
            self.say(closed.says, warning=True)
        self.meeting_closed()

    def meeting_closed(self) -> None:
        """A meeting that was open over this page is closed, with all that could be saved."""

    def stop_working(self) -> bool:
        """Ask the work under way to end; False where none is."""
        if self.work is None:
            return False
        self.work.stop()
        self.working.renew()
        return True

    def _told(self, work: Work[T], tell: Callable[[], object]) -> None:
        """The work is at its end; from its thread."""
        self._soon(lambda: self._settle(work, tell))

    def _settle(self, work: Work[T], tell: Callable[[], object]) -> None:
        self.desk.works.remove(work)
        if self.work is work:
            self.work = None
            self.set_class(False, "-working")
        tell()
        self.look()

    def _soon(self, deed: Callable[[], object]) -> None:
        """Done in the app's own thread and context; nothing where the app has ended meanwhile."""

        def if_it_runs() -> None:
            if self.is_running:
                deed()

        try:
            self._loop.call_soon_threadsafe(if_it_runs, context=self._surroundings)
        except RuntimeError:  # the loop is closed
            return

    # -- commands

    def run_command_now(self, command: str) -> None:
        """Do what a command of the table says."""
        self.deeds[command]()

    def _shared_deeds(self) -> dict[str, Deed]:
        return {
            "help": self.toggle_help,
            "veil": self._draw_veil,
            "unveil": self._lift_veil,
            **{f"theme-{name}": partial(self._choose_theme, name) for name in THEMES},
            "suspend": self._suspend,
            "palette": lambda: self.app.action_command_palette(),
            "leave": lambda: self.shell.leave(self),
        }

    def toggle_help(self) -> None:
        """Help in the place of the body, or the body again."""
        self.toggle_class("-helping")
        self.help.open()

    def _draw_veil(self) -> None:
        self.add_class("-veiled")
        self.veil.renew()
        self.set_timer(1.0, self._tick)

    def _tick(self) -> None:
        if self.has_class("-veiled"):
            self.veil.renew()
            self.set_timer(1.0, self._tick)

    def _lift_veil(self) -> None:
        self.remove_class("-veiled")

    def _choose_theme(self, name: str) -> None:
        self.app.theme = THEMES[name].name
        remember_theme(name)

    def _suspend(self) -> None:
        if hasattr(signal, "SIGTSTP"):
            self.app.action_suspend_process()
        else:
            self.say("This system cannot suspend a program.")


def _now() -> str:
    return wording.clock(datetime.now(UTC).astimezone())
