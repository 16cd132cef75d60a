"""Rows, and a line typed for them: a new one, or one of them changed in place. Pure: keys come in."""

from __future__ import annotations

from typing import Generic, TypeVar

from fieldnotes.tui.entry import Entry

R = TypeVar("R")
_STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


class Lines(Generic[R]):
    """`at` is the row that is chosen, None while a new line is typed; `changing` the row whose line is typed.

    `answer` is one sentence on the chosen row or the typed line, `is_wrong` where it was not taken.
    """

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.rows: list[R] = []
        self.at: int | None = None
        self.changing: int | None = None
        self.said, self.is_wrong = "", False

    def take(self, words: str, place: int | None) -> str:
        """Make the typed words a row, or the row of that place; why not, in a sentence, where they cannot be."""
        raise NotImplementedError

    def take_text(self, text: str) -> str:
        """Read a text of several lines; what came of it, in a sentence."""
        raise NotImplementedError

    def written(self, row: R) -> str:
        """The line by which a row is changed."""
        raise NotImplementedError

    def told(self, row: R) -> str:
        """What there is to say of a row while it is chosen."""
        return ""

    def toggle(self) -> bool:
        """What a blank does to the chosen row; False where it is typed."""
        return False

    # -- keys

    def key(self, key: str, character: str | None) -> bool:
        """Type, choose, change; False for a key that is not theirs, such as Enter with nothing typed."""
        if key in ("enter", "ctrl+j"):
            return self._enter()
        if key == "escape":
            return self._back()
        if key in _STEPS:
            return self._step(_STEPS[key])
        chosen = self.at is not None and self.changing is None
        if chosen and key == "delete":
            self.drop()
            return True
        if chosen and key == "space" and not self.entry.text and self.toggle():
            return True
        before = self.entry.line.text
        if not self.entry.key(key, character):
            return False
        if before != self.entry.line.text:
            self._typed()
        return True

    def paste(self, text: str) -> bool:
        """Several lines are read as a list, one goes where the cursor is."""
        if len(text.strip("\r\n").splitlines()) > 1:
            self.at = self.changing = None
            self.say(self.take_text(text))
            return True
        self.entry.paste(text)
        self._typed()
        return True

    def _typed(self) -> None:
        self.say("")
        if self.changing is None:
            self.at = None

    def _enter(self) -> bool:
        words = self.entry.text
        if words:
            why = self.take(words, self.changing)
            self.say(why or self.said, wrong=bool(why))
            if not why:
                self.entry.line.clear()
                self.changing = None
            return True
        if self.changing is not None:
            self.changing = None
            return True
        if self.at is None:
            return False
        self.changing = self.at
        self.entry.line.set(self.written(self.rows[self.at]))
        self.say("")
        return True

    def _back(self) -> bool:
        if self.changing is not None:
            self.changing = None
            self.entry.line.clear()
        elif self.at is not None:
            self.at = None
        else:
            return False
        self.say("")
        return True

    def _step(self, by: int) -> bool:
        if self.changing is not None or not self.rows or (self.at is None and by < 0):
            return False
        if self.at is None:
            self.at = 0
        elif self.at + by < 0:
            self.at = None
        else:
            self.at = min(len(self.rows) - 1, self.at + by)
        self.say("")
        return True

    # -- rows

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say something in place of what was said."""
        self.said, self.is_wrong = words, wrong

    @property
    def answer(self) -> str:
        """What is said, else what there is to say of the chosen row."""
        return self.said or (self.told(self.rows[self.at]) if self.at is not None else "")

    def drop(self) -> bool:
        """Take the chosen row out; False where none is."""
        if self.at is None or self.changing is not None:
            return False
        del self.rows[self.at]
        self.at = min(self.at, len(self.rows) - 1) if self.rows else None
        self.say("")
        return True

    def move(self, by: int) -> bool:
        """Move the chosen row up (-1) or down (1); False where it cannot be."""
        if self.at is None or self.changing is not None or not 0 <= self.at + by < len(self.rows):
            return False
        here, there = self.at, self.at + by
        self.rows[here], self.rows[there] = self.rows[there], self.rows[here]
        self.at = there
        return True
