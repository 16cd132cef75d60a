"""What the commands of the write-up screen do."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from fieldnotes.capture.spancoding import code_span, in_brief, mark_written_up, uncode
from fieldnotes.errors import FieldnotesError
from fieldnotes.jottings.complete import complete
from fieldnotes.measures.left import left_to_do, write_up_clock
from fieldnotes.tui.asking import Asking
from fieldnotes.tui.looks import remember_theme
from fieldnotes.tui.themes import THEMES
from fieldnotes.tui.writing.help import help_sections, left_sections

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.capture.taken import Taken
    from fieldnotes.jottings.complete import Completion
    from fieldnotes.model.meeting import Record
    from fieldnotes.model.observation import Span
    from fieldnotes.tui.screens.writeup import WriteUpScreen
    from fieldnotes.tui.widgets.help import Section

Deed = Callable[[], object]
_KINDS = {"~": "interpretation", "~m": "method", "~f": "feeling"}


class Deeds:
    """The deeds of one screen."""

    def __init__(self, screen: WriteUpScreen) -> None:
        self.screen = screen
        self.session, self.notes, self.writing = screen.session, screen.notes, screen.writing

    def by_command(self) -> dict[str, Deed]:
        """What each command of the table does."""
        themes: dict[str, Deed] = {f"theme-{name}": partial(self._theme, name) for name in THEMES}
        return themes | self._own()

    def _own(self) -> dict[str, Deed]:
        return {
            "help": lambda: self._show(lambda: help_sections(self.screen.commands), "Help"),
            "left": lambda: self._show(self._left, "What is left to do"),
            "next-unwritten": partial(self._next, 1),
            "unwritten-before": partial(self._next, -1),
            "line-before": partial(self._step, -1),
            "line-after": partial(self._step, 1),
            "code-words": self._code,
            "uncode-words": self._uncode,
            "jotting": self._turn,
            "reflect": lambda: self._reflect("Reflection", ""),
            "answer-prompt": self._answer,
            "editor": self._editor,
            "select-word": lambda: self._select(lambda: self.screen.pad.pad.select_word()),
            "select-all": lambda: self._select(lambda: self.screen.pad.pad.select_all()),
            "done": lambda: self._carry(mark_written_up(self.session, not self.session.record.meeting.written_up)),
            "reflections": lambda: self.screen.toggle_class("-reflecting"),
            "back": self._back,
            "veil": self._veil,
            "unveil": lambda: self.screen.remove_class("-veiled"),
            "suspend": self._suspend,
            "palette": lambda: self.screen.app.action_command_palette(),
            "leave": self._leave,
        }

    def _carry(self, *taken: Taken) -> None:
        self.screen.carry(*taken)

    # -- what is in sight

    def _show(self, sections: Callable[[], list[Section]], title: str) -> None:
        screen = self.screen
        same = screen.has_class("-helping") and str(screen.help.border_title) == title
        screen.sections = sections
        screen.help.border_title = title
        screen.set_class(not same, "-helping")
        screen.help.open()

    def _left(self) -> list[Section]:
        record = self._record()
        clock = write_up_clock(record, self.session.now().at, self.screen.hours)
        return left_sections(record, left_to_do(record), clock, self.screen.key_of)

    def _record(self) -> Record:
        return self.session.record.with_observations(tuple(self.session.observations))

    def _theme(self, name: str) -> None:
        self.screen.app.theme = THEMES[name].name
        remember_theme(name)

    def _veil(self) -> None:
        self.screen.add_class("-veiled")
        self.screen.veil.renew()

    def _suspend(self) -> None:
        if hasattr(signal, "SIGTSTP"):
            self.screen.app.action_suspend_process()
        else:
            self.screen.say("This system cannot suspend a program.")

    def _back(self) -> None:
        """One level out: of help, of a selection, of the jotting, of the reflections."""
        screen = self.screen
        if screen.has_class("-helping"):
            screen.remove_class("-helping")
        elif screen.pad.keys.unselect():
            screen.pad.look()
        elif screen.part == "text":
            self._turn()
        elif screen.has_class("-reflecting"):
            screen.remove_class("-reflecting")
        else:
            screen.say()

    # -- lines

    def _next(self, step: int) -> None:
        found = self.notes.next_unwritten(self.screen.of, step)
        if found is None or found.id == self.screen.of:
            self.screen.say("There is no other." if found else "Every line that wants a fuller note has one.")
            return
        self.screen.say()
        self.screen.open(found.id)

    def _step(self, step: int) -> None:
        ids = [seen.id for seen in self.notes.jottings]
        if self.screen.of in ids:
            at = ids.index(self.screen.of) + step
            if 0 <= at < len(ids):
                self.screen.say()
                self.screen.open(ids[at])

    def _turn(self) -> None:
        """The jotting in the place of its note, to select words of; again: the note."""
        screen = self.screen
        if screen.of is not None:
            screen.open(screen.of, "write-up" if screen.part == "text" else "text")
            if screen.part == "text":
                screen.say(
                    f"Select words, {screen.key_of('code-words')} codes them; {screen.key_of('back')}: the note."
                )

    def _select(self, act: Callable[[], object]) -> None:
        act()
        self.screen.pad.look()

    # -- codes

    def _code(self) -> None:
        screen = self.screen
        if screen.of is None or screen.asked is not None:
            return
        span = screen.pad.pad.selected_words
        if span is None:
            word = screen.key_of("select-word")
            screen.say(f"Select the words first: Shift with the arrows, ^Space, or {word} for a word.")
            return
        words, at = in_brief_words(screen.pad.pad.selected_text), self.session.now()
        screen.ask(
            Asking(
                f"Code “{words}”",
                partial(self._coded, span),
                lambda text: screen.ask(None),
                text="#",
                suggests=lambda before: self._suggest(before, at),
                at=at,
            )
        )

    def _coded(self, span: Span, words: str) -> None:
        screen = self.screen
        screen.ask(None)
        if screen.of is None or not words.strip("# "):
            return
        screen.commit()  # what is coded has to be in the record as it stands
        self._carry(code_span(self.session, screen.of, screen.part, span, words))
        screen.pad.keys.unselect()
        screen.pad.look()

    def _suggest(self, before: str, at: KeyTime) -> Completion | None:
        return complete(before, self.session.setting_at(at.at))

    def _uncode(self) -> None:
        screen = self.screen
        here = screen.pad.pad.at_cursor()
        if not here:
            screen.say("No coded words here: they are underlined.")
            return
        found = next(one for one in self.session.record.codings if one.id == here[0])
        screen.commit()
        self._carry(uncode(self.session, found.id))
        screen.pad.pad.forget(found.id)
        screen.say(f"Taken off: {in_brief(found)}.")
        screen.pad.look()

    # -- reflections and prompts

    def _reflect(self, prompt: str, before: str) -> None:
        screen = self.screen
        if screen.asked is None:
            enter, at = partial(self._reflected, before), self.session.now()
            screen.ask(Asking(prompt, enter, lambda text: screen.ask(None), text="~ ", at=at))

    def _reflected(self, before: str, line: str) -> None:
        screen, at = self.screen, self.screen.asked.at if self.screen.asked else self.session.now()
        screen.ask(None)
        sign, _, words = line.strip(" ").partition(" ")
        kind = _KINDS.get(sign.casefold())
        said = (words if kind else line).strip(" ")
        if said:
            self._carry(self.writing.reflect(f"{before} {said}".strip(), kind or "interpretation", at))
            screen.say("Added to the reflections, as late.")

    def _answer(self) -> None:
        prompts = left_to_do(self._record()).prompts
        if prompts:
            self._reflect(prompts[0], prompts[0])
        else:
            self.screen.say("Every prompt for after the meeting is answered, or the protocol has none.")

    # -- the user's own editor

    def _editor(self) -> None:
        from textual.app import SuspendNotSupported

        from fieldnotes.capture.editor import edited  # wanted where somebody has an editor of their own

        screen = self.screen
        if screen.of is None or screen.part == "text":
            screen.say("A jotting is frozen; the editor is for the note.")
            return
        try:
            with screen.app.suspend():
                left = edited(screen.pad.pad.text)
        except SuspendNotSupported:
            screen.say(warnings=("This terminal cannot be lent to another program; `fieldnotes write` does it.",))
            return
        except (FieldnotesError, OSError) as error:
            screen.say(warnings=(str(error),))
            return
        screen.write(lambda: screen.pad.pad.become(left.text), self.session.now().mono / 1000)
        if left.warning:
            screen.say(warnings=(left.warning,))
        self.writing.keep()

    # -- leaving

    def _leave(self) -> None:
        screen = self.screen
        screen.commit()
        unsaved = self.screen.saving.unsaved
        if not unsaved or screen.warned_of_leaving:
            screen.leave()
            return
        screen.warned_of_leaving = True
        again = f"{screen.key_of('leave')} again leaves; the draft comes back when this is opened."
        screen.say(warnings=(f"{unsaved} not saved. {again}",))


def in_brief_words(text: str) -> str:
    """The beginning of some words, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= 30 else line[:28].rstrip() + " …"
