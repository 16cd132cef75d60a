"""Key mode on the screen: keys go to `Keying`, what comes of them to the record, and all of it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.capture.keycaps import Letters, act_keys
from fieldnotes.capture.keying import Keying, Step
from fieldnotes.jottings.words import say
from fieldnotes.settings import settings
from fieldnotes.tui.commands import KEY_MODE
from fieldnotes.tui.doing import looking
from fieldnotes.tui.line import can_be_typed
from fieldnotes.tui.widgets.keyrow import Built, KeyRow
from fieldnotes.tui.widgets.legend import Legend, Lettered
from fieldnotes.tui.widgets.reading import TYPING

if TYPE_CHECKING:
    from fieldnotes.capture.taken import Taken
    from fieldnotes.tui.editing import Report
    from fieldnotes.tui.screens.capture import CaptureScreen

_TURNS = {"tab": 1, "shift+tab": -1}
_NO_KEY = "That key does nothing here; Esc: back to typing"


class KeyMode:
    """A mode of the capture screen. It is made once: a person keeps their letters while the screen is open."""

    help = KEY_MODE

    def __init__(self, screen: CaptureScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._comes_back = False
        self._hint = ""
        self._keying = Keying(Letters(settings().letters), act_keys(screen.session.record.protocol))
        self._looks = frozenset(looking.deeds(screen))
        self._row = KeyRow(self._built, id="key-row")
        self._legend = Legend(self._keying.acts, self._people, id="legend")
        screen.mount(self._row, before=screen.composer)
        screen.mount(self._legend, after=screen.reading)

    def come_back(self) -> None:
        """Take the keys again once nothing is asked for in the composer any more."""
        if self._comes_back and not self._screen.editing.asked:
            self.toggle()

    @property
    def is_on(self) -> bool:
        """True while it has the keys."""
        return self in self._screen.modes

    def toggle(self, *, until_entered: bool = False) -> None:
        """Enter, or leave: for good, or until the line that a key began in the composer is entered or given up."""
        self._comes_back = until_entered and self.is_on
        if self.is_on:
            self._leave()
            return
        self.lend_letters(False)
        self._screen.modes.append(self)
        self._screen.before_commands.append(self._before)
        self._screen.show_composer()
        self._tell_keys()
        self._screen.reading.hint = ""
        self._tell("Key mode: nothing is typed until Esc leaves it.")
        self._show()

    def lend_letters(self, lent: bool) -> None:
        """Let a line that a key began name people by their letters, which stay in sight, until key mode is back.

        A code on the roster goes before a letter. Nothing is lent where key mode does not come back.
        """
        roster, letters = self._session.record.roster, self._keying.letters
        lent = lent and self._comes_back
        whose = {typed: code for typed, code in letters.whose.items() if not roster.code_of(typed)}
        self._screen.editing.letters = whose if lent else {}
        self._screen.set_class(lent, "-lettered")
        self._screen.here.show_letters({code: typed for typed, code in whose.items()} if lent else {})
        self._legend.renew()

    def _tell_keys(self) -> None:
        """Help tells the keys in force first; laid out anew only where it is in sight, as that takes long."""
        if self._screen.has_class("-helping"):
            self._screen.help.open()

    def _leave(self) -> None:
        """Out: what was built is on the record, and the composer is as it was."""
        self._do(self._keying.finish())
        self._screen.modes.remove(self)
        self._screen.before_commands.remove(self._before)
        self._screen.show_composer()
        self._screen.here.show_letters({})
        self._tell_keys()
        editing, reading = self._screen.editing, self._screen.reading
        reading.hint = TYPING
        if self._screen.asking:
            reading.show_asked(self._screen.asking)
        else:
            reading.show_line(editing.line.text, editing.at)
        self._tell("")

    def _tell(self, hint: str) -> None:
        """Say something of the keys, which holds until the next key and no longer than key mode."""
        self._screen.reading.unsay(self._hint)
        self._hint = hint
        if hint:
            self._screen.reading.say(hint)

    def _before(self, command: str) -> None:
        """What was built goes on the record before a command does anything to it."""
        if command not in self._looks and command != "keys":
            self._do(self._keying.finish())

    # -- keys

    def key(self, key: str, character: str | None, monotonic: float) -> list[Report] | None:
        """Take a key; those of commands are left to them."""
        if key == "escape" and not self._screen.has_class("-helping"):
            self._leave()
        elif key in ("enter", "ctrl+j"):
            self._leave_with_words()
        elif key in self._screen.by_key:
            return None
        elif key in _TURNS:
            self._screen.here.turn(_TURNS[key])
            self._legend.turn(_TURNS[key])
        else:
            self._take(key, character, monotonic)
        return []

    def _take(self, key: str, character: str | None, monotonic: float) -> None:
        at = self._session.key_time(monotonic)
        self._keying.letters.learn(self._session.record.roster)
        if key in ("backspace", "ctrl+h"):
            self._do(self._keying.back(at))
        elif character and can_be_typed(character) and "alt+" not in key:
            self._do(self._keying.key(character, at, self._session.room.floor))
        else:
            self._do(Step(says=_NO_KEY))

    def choose(self, code: str) -> None:
        """A person was clicked: as if their letters were pressed."""
        for letter in self._keying.letters.of.get(code, ""):
            self._do(self._keying.key(letter, self._session.now(), self._session.room.floor))

    def _leave_with_words(self) -> None:
        begun = self._keying.to_words()
        self._leave()
        if begun:
            self._screen.unfinished.type_over(*begun)
            self._screen.reading.show_line(*begun)

    def _do(self, step: Step) -> None:
        """Take what a key came to; what is built and not taken yet is kept as a draft."""
        came = [self._screen.take(line, at) for line, at in step.lines]
        taken = [one for one in came if one]
        unfinished = self._screen.unfinished
        if unfinished.keyed != self._keying.pending:
            unfinished.keyed = self._keying.pending
            unfinished.keep()
        warnings = tuple(dict.fromkeys(warning for one in taken for warning in one.warnings))
        self._tell(step.says)
        words = _words(taken[-1]) if taken and not (warnings or step.says) else ""
        if words or warnings:
            self._screen.reading.say(words or step.says, warnings=warnings)
        self._show()

    # -- what is shown

    def _show(self) -> None:
        self._keying.letters.learn(self._session.record.roster)
        begun = self._keying.typed.lstrip("+,").lower()
        waits = begun if begun and self._keying.letters.beginning(begun) else ""
        self._screen.here.show_letters(self._keying.letters.of, waits)
        self._row.refresh()
        self._legend.show_begun(waits)

    def _built(self) -> Built:
        keying = self._keying
        words = keying.building.words if keying.building else ""
        return Built(keying.at, words, keying.typed, self._session.room.floor)

    def _people(self) -> list[Lettered]:
        letters, floor = self._keying.letters.of, self._session.room.floor
        people = self._session.record.people
        return [Lettered(letters[p.code], p.code, p.code in floor) for p in people if p.code in letters]


def _words(taken: Taken) -> str:
    return taken.says or (say(taken.observations[-1]) if taken.observations else "")
