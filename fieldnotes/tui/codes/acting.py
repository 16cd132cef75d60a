"""The acts on the codebook: each asks what it needs, in a line or a small form, and is one change of the study."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from fieldnotes.errors import FieldnotesError
from fieldnotes.model import codebook_edits
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_words import a_colour, a_name
from fieldnotes.tui.codes.hues import hue
from fieldnotes.tui.codes.naming import CodeEntry, CodeForm, ParagraphEntry
from fieldnotes.tui.codes.question import Question
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.work import sentence

if TYPE_CHECKING:
    from fieldnotes.model.codebook_edits import Edits, Said
    from fieldnotes.tui.codes.shelf import Acted, Draw
    from fieldnotes.tui.screens.codebook import CodebookScreen

WHY = "for the history; may be left empty"
_NEW_LINE = "Ctrl+N begins a new line"


class Asked:
    """A form on the codebook screen: what it reads as it is typed, and the act that it comes to.

    `draw` gives the edits, `what` says what was done in a few words, `{}` the name of the code.
    """

    def __init__(self, screen: CodebookScreen, title: str, entries: Sequence[Entry], what: str) -> None:
        self.screen, self._what = screen, what
        self.why = Entry("Why", "", WHY)
        self.form = CodeForm(title, [*entries, self.why], self.enter, screen.stop_filling, self.read)
        screen.fill_in(self.form)

    @property
    def book(self) -> Codebook:
        """The codebook as it is known now."""
        return self.screen.shelf.book

    def read(self, entry: Entry) -> None:
        """Say what was understood."""
        if isinstance(entry, CodeEntry):
            entry.understand("at the top")

    def fault(self) -> tuple[Entry, str] | None:
        """The entry with which something is wrong, and what."""
        for entry in self.form.entries:
            if isinstance(entry, CodeEntry) and entry.text and entry.code is None:
                several = (
                    "Several codes can be meant: Tab takes the first."
                    if entry.offered
                    else "There is no such code."
                )
                return entry, several
        return None

    @property
    def what(self) -> str:
        """What will have been done."""
        return self._what

    def draw(self, book: Codebook) -> Edits:
        """The edits of the act."""
        raise NotImplementedError

    def act(self) -> Acted:
        """Have it done."""
        return self.screen.shelf.act(self.draw, self.what, self.why.text)

    def enter(self) -> None:
        """Do it; where that cannot be, say why, and nothing changed."""
        if fault := self.fault():
            self.form.wrong(*fault)
            return
        try:
            acted = self.act()
        except (FieldnotesError, OSError) as error:
            self.form.error = sentence(error)
            return
        self.screen.stop_filling()
        self.screen.acted(acted)


def _named(entry: CodeEntry) -> str:
    """The name of the code that is meant; empty for none."""
    return entry.code.name if entry.code else ""


# -- what there is to say of a code


class _SaysOfCode(Asked):
    """Definition, rules of use, colour, place: of a new code, one that waits, or one that is there."""

    def __init__(self, screen: CodebookScreen, title: str, what: str, code: Code | None, under: str | None) -> None:
        self.code = code
        known = code or Code("")
        self.under = CodeEntry("Under", lambda: screen.shelf.book, under or "", "nothing: at the top", code)
        self.title = Entry("Title" if code else "Name or title", known.title, "as a person reads it")
        self.definition = ParagraphEntry("Definition", known.definition, f"what it means; {_NEW_LINE}")
        self.when = ParagraphEntry("When", known.when, f"when to use it; {_NEW_LINE}")
        self.when_not = ParagraphEntry("Not when", known.when_not, f"and when not; {_NEW_LINE}")
        self.colour = Entry("Colour", known.colour, "#2F6DB5; may be left empty")
        place = [] if under is None else [self.under]
        texts = [self.definition, self.when, self.when_not, self.colour]
        super().__init__(screen, title, [self.title, *place, *texts], what)

    def read(self, entry: Entry) -> None:
        """A title says its name, a colour its word."""
        if entry is self.title and self.code is None:
            name = a_name(self.title.text)
            there = self.book.get(name) if name else None
            entry.is_wrong = bool(entry.text) and (name is None or there is not None)
            is_there = f"#{name} is in the codebook already" if there else "a name has a letter at least"
            entry.understood = is_there if entry.is_wrong else f"#{name}" if name else ""
        elif entry is self.title and self.code:
            entry.understood = f"#{self.code.called}"
        elif entry is self.colour:
            colour = a_colour(entry.text)
            entry.is_wrong = colour is None
            entry.understood = "no colour: write it as #2F6DB5" if colour is None else hue(colour) if colour else ""
        else:
            super().read(entry)

    def fault(self) -> tuple[Entry, str] | None:
        """A name that is taken or missing, a colour that is none."""
        if self.code is None and not self.title.text:
            return self.title, "A code has a name; its title will do."
        if self.title.is_wrong:
            return self.title, f"That cannot be its name: {self.title.understood}."
        if self.colour.is_wrong:
            return self.colour, "That is no colour; write it as #2F6DB5, or leave it empty."
        return super().fault()

    def said(self) -> Said:
        """What is said of the code: only what differs from what was there."""
        known = self.code or Code("")
        texts = {"definition": self.definition, "when": self.when, "when_not": self.when_not}
        words = {field: entry.words for field, entry in texts.items()}
        words |= {"colour": self.colour.text} | ({"title": self.title.text} if self.code else {})
        return {field: text for field, text in words.items() if text != getattr(known, field)}  # type: ignore[return-value]


class _Add(_SaysOfCode):
    def draw(self, book: Codebook) -> Edits:
        return codebook_edits.add(book, self.title.text, _named(self.under), **self.said())


class _Accept(_SaysOfCode):
    def draw(self, book: Codebook) -> Edits:
        assert self.code
        return codebook_edits.accept(book, self.code.name, _named(self.under), **self.said())


class _Define(_SaysOfCode):
    def draw(self, book: Codebook) -> Edits:
        assert self.code
        return codebook_edits.define(book, self.code.name, **self.said())


def add(screen: CodebookScreen) -> None:
    """A new code, beside the chosen one, or under it where others lie under it already."""
    chosen, book = screen.chosen_code(), screen.shelf.book
    if chosen and (chosen.name in book.waiting or book.is_merged(chosen)):
        chosen = None
    above = chosen if chosen and book.children(chosen.name) else book.parent_of(chosen) if chosen else None
    _Add(screen, "New code", "{} is added", None, above.called if above else "")


def accept(screen: CodebookScreen) -> None:
    """Take the chosen code that waits into the framework."""
    code = screen.chosen_code()
    if code is None or code.name not in screen.shelf.book.waiting:
        key = screen.key_of("waiting")
        there = screen.shelf.book.waiting
        screen.say(
            f"That code does not wait; {key} goes to those that do." if there else "No code waits for a review."
        )
        return
    _Accept(screen, f"Accept #{code.called}", "{} is in the framework, as one that emerged", code, "")


def define(screen: CodebookScreen) -> None:
    """Say more about the chosen code, or otherwise."""
    if code := _own(screen):
        _Define(screen, f"Define #{code.called}", "{} is changed", code, None)


# -- names and places


class _Rename(Asked):
    def __init__(self, screen: CodebookScreen, code: Code) -> None:
        self._code = code
        self.name = Entry("New name", code.title or code.called, "a title, or a name as after #")
        what = "{} is its name now; lines coded before are found under both"
        super().__init__(screen, f"Rename #{code.called}", [self.name], what)

    def read(self, entry: Entry) -> None:
        if entry is not self.name:
            return
        name = a_name(entry.text)
        other = self.book.get(name) if name else None
        is_other = other is not None and other.name != self._code.name
        entry.is_wrong = bool(entry.text) and (name is None or is_other)
        taken = f"#{name} is another code: {self.screen.letter('merge-code')} makes one of both"
        said = f"#{name}, and #{self._code.called} still means it"
        entry.understood = (
            taken if is_other else said if name else "a name has a letter at least" if entry.text else ""
        )

    def fault(self) -> tuple[Entry, str] | None:
        if not self.name.text or self.name.is_wrong:
            return (
                self.name,
                f"That cannot be its name{': ' + self.name.understood if self.name.understood else ''}.",
            )
        return super().fault()

    def draw(self, book: Codebook) -> Edits:
        return codebook_edits.rename(book, self._code.name, self.name.text)


class _Merge(Asked):
    def __init__(self, screen: CodebookScreen, code: Code) -> None:
        self._code = code
        self.into = CodeEntry("Into", lambda: screen.shelf.book, "", "the code that takes its codings", code)
        super().__init__(screen, f"Merge #{code.called} into another code", [self.into], "")

    def read(self, entry: Entry) -> None:
        if entry is self.into:
            self.into.understand("")

    def fault(self) -> tuple[Entry, str] | None:
        if not self.into.text:
            return self.into, "Name the code that takes its codings; a part of its name will do."
        return super().fault()

    def draw(self, book: Codebook) -> Edits:
        edits = codebook_edits.merge(book, self._code.name, _named(self.into))
        return (*edits[1:], edits[0])  # the merged one is what the act is about

    @property
    def what(self) -> str:
        """Which code its lines are found under."""
        into = self.into.code
        return f"{{}} is merged into #{into.called if into else ''}, where its lines are found now"


class _Move(Asked):
    def __init__(self, screen: CodebookScreen, code: Code) -> None:
        self._code = code
        above = screen.shelf.book.parent_of(code)
        self.under = CodeEntry(
            "Under", lambda: screen.shelf.book, above.called if above else "", "nothing: at the top", code
        )
        super().__init__(screen, f"Move #{code.called} and all under it", [self.under], "{} is moved")

    def draw(self, book: Codebook) -> Edits:
        return codebook_edits.move(book, self._code.name, _named(self.under))


def rename(screen: CodebookScreen) -> None:
    """Call the chosen code otherwise."""
    if code := _own(screen):
        _Rename(screen, code)


def merge(screen: CodebookScreen) -> None:
    """Find the codings of the chosen code under another."""
    if code := _own(screen):
        _Merge(screen, code)


def move(screen: CodebookScreen) -> None:
    """Put the chosen code somewhere else."""
    if code := _own(screen):
        _Move(screen, code)


# -- in and out of what is offered


def retire(screen: CodebookScreen) -> None:
    """Offer the chosen code no more, once a reason was asked for."""
    code = _own(screen)
    if code and code.retired:
        screen.say(f"#{code.called} is retired already; {screen.letter('restore-code')} brings it back.")
    elif code:
        name = code.name
        what = "{} is offered no more; its lines are found as before"
        _because(screen, f"retire #{code.called}, why", lambda book: codebook_edits.retire(book, name), what)


def restore(screen: CodebookScreen) -> None:
    """Bring the chosen code back, retired or merged, once a reason was asked for."""
    code = screen.chosen_code()
    if code is None or not (code.retired or code.merged_into):
        screen.say(f"That code is neither retired nor merged; {screen.letter('show-all')} shows those that are.")
        return
    name = code.name
    what = "{} is back, with its own lines"
    _because(screen, f"restore #{code.called}, why", lambda book: codebook_edits.restore(book, name), what)


def _because(screen: CodebookScreen, label: str, draw: Draw, what: str) -> None:
    entry = Entry(label, "", f"{WHY} · Enter does it")
    screen.ask(entry, Question(entry, partial(_do, screen, draw, what, entry), screen.stop_asking))


def _do(screen: CodebookScreen, draw: Draw, what: str, why: Entry) -> None:
    screen.stop_asking()
    try:
        acted = screen.shelf.act(draw, what, why.text)
    except (FieldnotesError, OSError) as error:
        screen.say(sentence(error), warning=True)
        return
    screen.acted(acted)


def _own(screen: CodebookScreen) -> Code | None:
    """The chosen code, which must not be merged; where there is none, that is said."""
    code, book = screen.chosen_code(), screen.shelf.book
    if code is None:
        screen.say(f"Choose a code first; {screen.letter('new-code')} adds one.")
        return None
    into = book.resolve(code.name)
    if book.is_merged(code) and into:
        screen.say(
            f"#{code.called} was merged into #{into.called}; {screen.letter('restore-code')} brings it back first."
        )
        return None
    return code


# -- back


def undo(screen: CodebookScreen) -> None:
    """Take back the last act of this sitting; what somebody else changed since is left, and said."""
    screen.stop_asking()
    try:
        done, left = screen.shelf.undo()
    except (FieldnotesError, OSError) as error:
        screen.say(sentence(error), warning=True)
        return
    if done is None:
        screen.say("Nothing was done to the codebook since it was opened here; its history keeps what was before.")
        return
    names = sorted({one.key for one in left})
    kept = f" What was changed since of #{', #'.join(names)} is left." if names else ""
    screen.undone(f"Taken back: {done.what}.{kept}")
