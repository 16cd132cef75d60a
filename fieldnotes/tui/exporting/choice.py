"""Entries that are chosen in rather than typed: one of several, or several words with commas. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fieldnotes.tui.entry import Entry
from fieldnotes.tui.preparing.choices import Choices

_STEPS = {"space": 1, "right": 1, "alt+down": 1, "left": -1, "alt+up": -1, "home": 0, "end": 0}
_PATH = "/~.\\"


class Option(NamedTuple):
    """Something that can be chosen: what it is kept as, what is shown of it, and what it means."""

    value: str
    words: str
    meaning: str = ""


class Choice(Entry):
    """One of several: Space and arrows go round, what is typed goes to the one that begins with it, whole.

    A letter goes to the next that begins with it, the same letter again to the one after. Words that begin
    none, such as a path, leave what was chosen before; it is said until they are deleted or something else is done.
    """

    def __init__(self, label: str, options: Sequence[Option]) -> None:
        super().__init__(label)
        self.options = tuple(options)
        self._typed, self._before = "", 0
        self.choose(self.options[0].value)

    @property
    def chosen(self) -> Option:
        """What is chosen."""
        return self.options[self._at]

    @property
    def value(self) -> str:
        """What it is kept as."""
        return self.chosen.value

    def choose(self, value: str) -> None:
        """Choose that one; the first where there is none of it."""
        self._take(next((n for n, option in enumerate(self.options) if option.value == value), 0))

    def key(self, key: str, character: str | None) -> bool:
        """Go round, or to what begins with the words typed; whatever else means nothing here."""
        if key in ("home", "end"):
            self._take(0 if key == "home" else len(self.options) - 1)
        elif key in _STEPS:
            self._take((self._at + _STEPS[key]) % len(self.options))
        elif key == "backspace" and self._typed:
            self._type(self._typed[:-1])
        elif character and (
            character.isalnum() or (character.isprintable() and (self._typed or character in _PATH))
        ):
            self._type(self._typed + character.casefold())
        else:
            return False
        return True

    def forget(self) -> None:
        """Words that were typed so far are no beginning any more."""
        self._take(self._at)

    def click(self) -> bool:
        """A press on it while it is the one in hand: the next."""
        return self.key("space", None)

    def paste(self, text: str) -> None:
        """Nothing is typed here."""

    def _type(self, words: str) -> None:
        """Choose what begins with the words; a letter that is there once more goes on to the next."""
        is_letter, before = len(set(words)) == 1, self._before if self._typed else self._at
        begin, first = (words[0], self._at + 1) if is_letter else (words, self._at)
        around = (n % len(self.options) for n in range(first, first + len(self.options)))
        found = next((n for n in around if self.options[n].words.casefold().startswith(begin)), None)
        self._take(before if found is None else found)
        self._typed, self._before = words, before
        if found is None:
            self.understood = f"none of them begins with “{words}”"

    def _take(self, at: int) -> None:
        self._at, self._typed = at, ""
        self.line.set(self.chosen.words)
        self.is_given = True
        self.understood = self.chosen.meaning


class Several(Entry):
    """Words with commas between: Tab completes the last one, Alt+Down goes round what it may be."""

    def __init__(self, label: str, offered: Sequence[str], hint: str) -> None:
        super().__init__(label, "", hint)
        self.offered = tuple(offered)
        self._last = Entry()
        self._choices = Choices(self._last, self.offered)

    @property
    def names(self) -> tuple[str, ...]:
        """The words, each once."""
        return tuple(dict.fromkeys(self.text.casefold().replace(",", " ").split()))

    @property
    def unknown(self) -> list[str]:
        """Those that are none of the offered."""
        return [name for name in self.names if name not in self.offered]

    def complete(self) -> bool:
        """Complete the last word; False where there is nothing to complete."""
        return self._with_last(self._choices.complete)

    def key(self, key: str, character: str | None) -> bool:
        """Edit, or go round."""
        if key in ("alt+down", "alt+up"):
            return self._with_last(lambda: self._choices.step(1 if key == "alt+down" else -1))
        self._choices.keep()
        return super().key(key, character)

    def _with_last(self, act: object) -> bool:
        text = self.line.text
        head = text[: max(text.rfind(","), text.rfind(" ")) + 1]
        self._last.line.set(text[len(head) :])
        if not callable(act) or not act():
            return False
        self.line.set(head + self._last.line.text)
        self.is_given = False
        return True
